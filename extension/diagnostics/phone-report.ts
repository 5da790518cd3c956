import type { PhoneReport, PhoneState } from '../messages.ts';

/** A number that cannot be called, whoever calls it: it was mistyped, or lacks its country code. */
const refusedNumber = ({ call }: PhoneState): PhoneReport['refused'] => {
  const refused = call?.refused;
  return refused?.reason === 'not_a_number' || refused?.reason === 'unassigned' ? refused.number : null;
};

/** In the phone: what the check-up shows of it. */
export const phoneReport = (
  state: PhoneState,
  line: PhoneReport['line'],
  heldBackMs: number,
): PhoneReport => ({
  duty: state.duty,
  skewMs: state.skewMs,
  status: state.status,
  line,
  heldBackMs,
  refused: refusedNumber(state),
});

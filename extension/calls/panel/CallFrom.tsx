import { type CallerId, chooseCallerId } from '../../../shared/numbers/caller-id.ts';
import { shownNumber } from './format.ts';
import type { Panel } from './model.ts';
import { callerIdWhy, words } from './words.ts';

/**
 * The number the other side will see. The Worker picks it when the call is placed; it is said before only where
 * it can be known here: for somebody new, and for somebody this rep has called.
 */
const foreseen = (panel: Panel): CallerId | undefined => {
  const owned = panel.numbers.value.map(number => number.e164);
  const match = panel.field.match.value;
  if (match.status === 'unknown' || match.status === 'none') return chooseCallerId(owned, {});
  if (match.status !== 'known') return undefined;
  const last = panel.recents.list.value.calls.find(
    call => call.direction === 'outbound' && call.contact.id === match.contact.id,
  );
  return last && chooseCallerId(owned, { sticky: last.from });
};

export const CallFrom = ({ panel }: { panel: Panel }) => {
  const callerId = foreseen(panel);
  if (panel.numbers.value.length === 0 && panel.state.value?.duty === 'offline') return null;
  return (
    <p class="call-from">
      {callerId && (
        <>
          {words.callFrom}{' '}
          <bdi class="number" title={callerId.from}>
            {shownNumber(callerId.from, panel.country.value)}
          </bdi>
          {' · '}
          {callerIdWhy(callerId.reason)}
        </>
      )}
    </p>
  );
};

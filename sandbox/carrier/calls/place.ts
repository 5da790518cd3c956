import { personaOf } from '../../people/personas.ts';
import type { Persona } from '../../people/script.ts';
import { createSimLeg } from '../../people/sim-leg.ts';
import { identityOf } from '../account/numbers.ts';
import type { Callback } from '../webhooks/address.ts';
import { admitCall } from './admit.ts';
import type { Call, Direction, FinalStatus } from './call.ts';
import { answer, endCall, hangUp, initiate, ring } from './life.ts';
import { limitRinging, limitTalk } from './limits.ts';
import type { CallNetwork } from './network.ts';
import { whenItsTurn } from './pace.ts';
import { placeDeviceCall } from './place-device.ts';
import { placeTabCall } from './place-tab.ts';
import { isPhone } from './tab-phones.ts';

export type Placement = {
  readonly from: string;
  readonly to: string;
  readonly direction: Exclude<Direction, 'inbound'>;
  readonly parentSid?: string;
  /** Custom parameters for a called device, in addition to the call's own. */
  readonly custom?: Readonly<Record<string, string>>;
  readonly callback: Callback | undefined;
  /** Seconds of ringing until `no-answer`. */
  readonly timeoutS: number;
  /** Seconds of talk until the network ends the call. */
  readonly timeLimitS: number;
};

// The time the telephone network takes to reach the other end.
const SETUP_MS = 400;

// Twilio reports a declined call as busy (twilio/voice-quickstart-ios issue 238); it documents no mapping of 603.
const STATUS_OF_SIP: Readonly<Record<486 | 404 | 603, FinalStatus>> = {
  486: 'busy',
  404: 'failed',
  603: 'busy',
};

const react = (network: CallNetwork, call: Call, persona: Persona): void => {
  const { reaction } = persona;
  const later = (delayMs: number, act: () => void) => {
    const cancel = network.time.timers.afterRinging(delayMs, act);
    call.whenEnded.add(cancel);
    call.whenAnswered.add(cancel);
  };
  if (reaction.kind === 'refuses') {
    const { sipCode, ringsMs } = reaction;
    if (ringsMs !== undefined) ring(network, call);
    later(ringsMs ?? SETUP_MS, () =>
      endCall(network, call, { status: STATUS_OF_SIP[sipCode], by: 'party', sipCode }),
    );
    return;
  }
  ring(network, call);
  if (reaction.kind === 'answers') later(reaction.afterMs, () => answer(network, call));
};

/** Some people hang up after a while. */
const hangUpLater = (network: CallNetwork, call: Call, { hangsUpAfterMs }: Persona): void => {
  if (hangsUpAfterMs === undefined) return;
  call.whenAnswered.add(() => {
    const go = () => hangUp(network, call, 'party');
    call.whenEnded.add(network.time.timers.afterRinging(hangsUpAfterMs, go));
  });
};

/** Dials a telephone or a device. The call exists at once; everything else happens later. */
export const placeCall = (network: CallNetwork, placement: Placement): Call => {
  if (identityOf(placement.to) !== undefined) return placeDeviceCall(network, placement);
  if (isPhone(network, placement.to)) return placeTabCall(network, placement);
  return placeTelephoneCall(network, placement);
};

const placeTelephoneCall = (network: CallNetwork, placement: Placement): Call => {
  const persona = personaOf(placement.to, network.seed);
  const media = createSimLeg(persona.script, {
    loses: persona.loses,
    hangUp: () => hangUp(network, call, 'party'),
  });
  const call: Call = admitCall(network, {
    kind: 'pstn',
    direction: placement.direction,
    from: placement.from,
    to: placement.to,
    parentSid: placement.parentSid,
    persona: persona.name,
    callback: placement.callback,
    media,
    farEnd: {
      ringing: () => media.startRinging(),
      answered: () => media.answer(),
      hungUp: () => media.close(),
    },
    digitsHeard: media.digitsHeard,
  });
  limitRinging(network, call, placement.timeoutS);
  limitTalk(network, call, placement.timeLimitS);
  hangUpLater(network, call, persona);
  const cancelDialling = whenItsTurn(network, call, () => {
    initiate(network, call);
    const cancelSetup = network.time.timers.afterRinging(SETUP_MS, () => react(network, call, persona));
    call.whenEnded.add(cancelSetup);
  });
  call.whenEnded.add(cancelDialling);
  return call;
};

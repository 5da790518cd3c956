import { personaOf } from '../people/personas.ts';
import type { Persona } from '../people/script.ts';
import { createSimLeg } from '../people/sim-leg.ts';
import { type Call, createCall, type Direction, type FinalStatus } from './call.ts';
import { answer, endCall, initiate, ring } from './call-life.ts';
import { forgetOld } from './forget.ts';
import type { Network } from './network.ts';
import type { Callback } from './twiml-verbs.ts';

export type Placement = {
  readonly from: string;
  readonly to: string;
  readonly direction: Exclude<Direction, 'inbound'>;
  readonly parentSid?: string;
  readonly callback: Callback | undefined;
  /** Seconds of ringing before nobody answered. */
  readonly timeoutS: number;
  /** Seconds of talk before the network ends the call. */
  readonly timeLimitS: number;
};

// Twilio adds five seconds to ring timeouts (twilio-oai, CreateParticipant and CreateCall, Timeout).
const TIMEOUT_BUFFER_MS = 5000;
// The time the telephone network takes to find the other end.
const SETUP_MS = 400;

// Whoever declines is busy to Twilio (twilio/voice-quickstart-ios issue 238); it documents no mapping of 603.
const STATUS_OF_SIP: Readonly<Record<486 | 404 | 603, FinalStatus>> = {
  486: 'busy',
  404: 'failed',
  603: 'busy',
};

const react = (network: Network, call: Call, persona: Persona): void => {
  const { reaction } = persona;
  const later = (delayMs: number, act: () => void) => {
    const cancel = network.timers.afterRinging(delayMs, act);
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

const limitTalk = (network: Network, call: Call, persona: Persona, timeLimitS: number): void => {
  call.whenAnswered.add(() => {
    const timers = [
      network.timers.after(timeLimitS * 1000, () =>
        endCall(network, call, { status: 'completed', by: 'carrier' }),
      ),
    ];
    if (persona.hangsUpAfterMs !== undefined) {
      const hangUp = () => endCall(network, call, { status: 'completed', by: 'party' });
      timers.push(network.timers.afterRinging(persona.hangsUpAfterMs, hangUp));
    }
    for (const cancel of timers) call.whenEnded.add(cancel);
  });
};

/** Nobody answers in time. A call that never rings ends by its own doing. */
const limitRinging = (network: Network, call: Call, timeoutS: number): void => {
  call.whenRinging.add(() => {
    const cancel = network.timers.afterRinging(timeoutS * 1000 + TIMEOUT_BUFFER_MS, () =>
      endCall(network, call, { status: 'no-answer', by: 'carrier', sipCode: 487 }),
    );
    call.whenAnswered.add(cancel);
    call.whenEnded.add(cancel);
  });
};

/** Dials a telephone. The answer is there at once; everything else happens later. */
export const placeCall = (network: Network, placement: Placement): Call => {
  const persona = personaOf(placement.to, network.seed);
  const media = createSimLeg(persona.script);
  const call = createCall(
    {
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
    },
    network.clock.now(),
    network.newSid('CA'),
  );
  network.calls.set(call.sid, call);
  forgetOld(network);
  limitRinging(network, call, placement.timeoutS);
  limitTalk(network, call, persona, placement.timeLimitS);
  // After the present turn, so that whoever places the call knows its SID before the first webhook leaves.
  const cancelDialling = network.timers.after(0, () => {
    initiate(network, call);
    const cancelSetup = network.timers.afterRinging(SETUP_MS, () => react(network, call, persona));
    call.whenEnded.add(cancelSetup);
  });
  call.whenEnded.add(cancelDialling);
  return call;
};

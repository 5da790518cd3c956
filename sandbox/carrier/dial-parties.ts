import { type Call, isOver } from './call.ts';
import { answer, hangUp } from './call-life.ts';
import { createRoomAudio } from './conference-audio.ts';
import type { DialOutcome } from './dial.ts';
import { resolveCallback } from './enter-room.ts';
import { type Network, noteFault } from './network.ts';
import { faultOfFrom, faultOfTo, isE164 } from './numbers.ts';
import { placeCall } from './place-call.ts';
import type { Dial, Party } from './twiml-verbs.ts';

const failed: DialOutcome = { status: 'failed', dialled: undefined, seconds: 0 };

/** What is wrong with dialling this party for this caller, with Twilio's code. */
const faultOf = (network: Network, call: Call, dial: Dial, party: Party) => {
  if (party.noun === 'Client') return undefined;
  if (faultOfTo(party.number)) {
    const code = isE164(party.number) ? 13224 : 13223;
    return { code, message: `Dial: Invalid phone number ${party.number}` };
  }
  const callerId = dial.callerId ?? call.from;
  // Whoever called in may be shown as who they are (docs, voice/twiml/dial, callerId).
  const isCallers = call.direction === 'inbound' && callerId === call.from && isE164(callerId);
  if (isCallers || !faultOfFrom(callerId, network.lines)) return undefined;
  return { code: 13214, message: `Dial: Invalid callerId value ${callerId}` };
};

const place = (network: Network, call: Call, dial: Dial, party: Party, baseUrl: string | undefined): Call =>
  placeCall(network, {
    from: dial.callerId ?? call.from,
    to: party.noun === 'Client' ? `client:${party.identity}` : party.number,
    direction: 'outbound-dial',
    parentSid: call.sid,
    callback: resolveCallback(network, call, party.statusCallback, baseUrl),
    timeoutS: dial.timeoutS,
    timeLimitS: dial.timeLimitS,
    ...(party.noun === 'Client' ? { custom: party.custom } : {}),
  });

/** Rings everybody at once, and bridges the caller with the first who answers until one of the two hangs up. */
export const dialParties = async (
  network: Network,
  call: Call,
  dial: Dial,
  parties: readonly Party[],
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<DialOutcome | undefined> => {
  for (const party of parties) {
    const wrong = faultOf(network, call, dial, party);
    if (!wrong) continue;
    noteFault(network, wrong, call.sid);
    return failed;
  }
  const legs = parties.map(party => place(network, call, dial, party, baseUrl));
  const bridge = createRoomAudio(network.ticker);
  bridge.join(call.sid, call.media);
  const { promise, resolve } = Promise.withResolvers<Call>();
  let rings = false;
  let taken: Call | undefined;
  for (const leg of legs) {
    leg.whenRinging.add(() => {
      // One ringback is enough to hear.
      if (!rings && !taken) bridge.join(leg.sid, leg.media, { ringing: true });
      rings = true;
    });
    leg.whenAnswered.add(() => {
      if (taken) return;
      taken = leg;
      for (const other of legs) {
        if (other === leg) continue;
        bridge.leave(other.sid);
        hangUp(network, other, 'carrier');
      }
      answer(network, call);
      bridge.join(leg.sid, leg.media, { ringing: false });
      call.media.onDigit = digit => leg.media.playDigit(digit);
      leg.media.onDigit = digit => call.media.playDigit(digit);
    });
    leg.whenEnded.add(() => {
      bridge.leave(leg.sid);
      if (leg === taken || (!taken && legs.every(isOver))) resolve(leg);
    });
  }
  const dropLegs = () => {
    for (const leg of legs) hangUp(network, leg, 'carrier');
  };
  call.whenEnded.add(dropLegs);
  signal.addEventListener('abort', dropLegs);
  if (signal.aborted) dropLegs();
  const last = await promise;
  bridge.close();
  call.media.onDigit = undefined;
  call.whenEnded.delete(dropLegs);
  if (isOver(call)) return undefined;
  const { status } = last;
  const isFinal = status !== 'queued' && status !== 'ringing' && status !== 'in-progress';
  return { status: isFinal ? status : 'failed', dialled: last, seconds: 0 };
};

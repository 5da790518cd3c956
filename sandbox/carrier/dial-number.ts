import { type Call, isOver } from './call.ts';
import { answer, hangUp } from './call-life.ts';
import { createRoomAudio } from './conference-audio.ts';
import type { DialOutcome } from './dial.ts';
import { resolveCallback } from './enter-room.ts';
import { type Network, noteFault } from './network.ts';
import { faultOfFrom, faultOfTo, isE164 } from './numbers.ts';
import { placeCall } from './place-call.ts';
import type { Dial, NumberNoun } from './twiml-verbs.ts';

const failed: DialOutcome = { status: 'failed', dialled: undefined, seconds: 0 };

/** Calls a telephone and bridges it with the caller until one of them hangs up. */
export const dialNumber = async (
  network: Network,
  call: Call,
  dial: Dial,
  noun: NumberNoun,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<DialOutcome | undefined> => {
  const wrongTo = faultOfTo(noun.number);
  if (wrongTo) {
    const code = isE164(noun.number) ? 13224 : 13223;
    noteFault(network, { code, message: `Dial: Invalid phone number ${noun.number}` }, call.sid);
    return failed;
  }
  const callerId = dial.callerId ?? call.from;
  if (faultOfFrom(callerId, network.ownedNumbers)) {
    noteFault(network, { code: 13214, message: `Dial: Invalid callerId value ${callerId}` }, call.sid);
    return failed;
  }
  const leg = placeCall(network, {
    from: callerId,
    to: noun.number,
    direction: 'outbound-dial',
    parentSid: call.sid,
    callback: resolveCallback(network, call, noun.statusCallback, baseUrl),
    timeoutS: dial.timeoutS,
    timeLimitS: dial.timeLimitS,
  });
  const bridge = createRoomAudio(network.ticker);
  bridge.join(call.sid, call.media);
  leg.whenRinging.add(() => bridge.join(leg.sid, leg.media, { ringing: true }));
  leg.whenAnswered.add(() => {
    answer(network, call);
    bridge.join(leg.sid, leg.media, { ringing: false });
    call.media.onDigit = digit => leg.media.playDigit(digit);
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  leg.whenEnded.add(resolve);
  const dropLeg = () => hangUp(network, leg, 'carrier');
  call.whenEnded.add(dropLeg);
  signal.addEventListener('abort', dropLeg);
  if (signal.aborted) dropLeg();
  await promise;
  bridge.close();
  call.media.onDigit = undefined;
  call.whenEnded.delete(dropLeg);
  if (isOver(call) || !isOver(leg)) return undefined;
  const status =
    leg.status === 'queued' || leg.status === 'ringing' || leg.status === 'in-progress'
      ? 'failed'
      : leg.status;
  return { status, dialled: leg, seconds: 0 };
};

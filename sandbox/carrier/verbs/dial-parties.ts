import { type Call, isOver } from '../calls/call.ts';
import { answer, hangUp } from '../calls/life.ts';
import { resolveCallback } from '../calls/resolve-callback.ts';
import { recordCall } from '../recordings/recorder.ts';
import type { Recording } from '../recordings/recording.ts';
import type { Dial, Party } from '../twiml/verbs.ts';
import { openBridge } from './bridge.ts';
import type { DialOutcome } from './dial.ts';
import { faultOfParty, placeParty } from './dial-party.ts';
import type { VerbNetwork } from './network.ts';
import { whisper } from './whisper.ts';

const failed: DialOutcome = { status: 'failed', dialled: undefined, seconds: 0 };

/** Rings these parties together, and bridges the caller with the first to answer until one of the two hangs up. */
const dialTogether = async (
  network: VerbNetwork,
  call: Call,
  dial: Dial,
  parties: readonly Party[],
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<DialOutcome | undefined> => {
  const legs = parties.map(party => placeParty(network, call, dial, party, baseUrl));
  // A leg that is redirected no longer belongs to this dial.
  const own = new Set(legs);
  const { promise, resolve } = Promise.withResolvers<Call>();
  let rings = false;
  let taken: Call | undefined;
  let recording: Recording | undefined;
  let isBridged = false;
  const letGo = () => {
    if (taken) hangUp(network, taken, 'party');
  };
  const bridge = openBridge(network, call, dial.hangupOnStar ? letGo : undefined);
  const recordFrom = (moment: 'ringing' | 'answer') => {
    if (dial.record?.from !== moment || recording) return;
    const callback = resolveCallback(network, call, dial.record.callback, baseUrl);
    recording = recordCall(network, call, { ...dial.record, callback }, 'DialVerb');
  };
  const take = async (leg: Call, party: Party) => {
    taken = leg;
    for (const other of legs) {
      if (other === leg) continue;
      bridge.audio.leave(other.sid);
      hangUp(network, other, 'carrier');
    }
    const isWilling = await whisper(network, leg, party.whisper, baseUrl);
    if (!isWilling || isOver(call)) return;
    answer(network, call);
    isBridged = true;
    bridge.connect(leg);
    recordFrom('answer');
  };
  for (const [n, leg] of legs.entries()) {
    leg.whenRinging.add(() => {
      recordFrom('ringing');
      // The caller needs to hear only one ringback.
      if (!rings && !taken) bridge.audio.join(leg.sid, leg.media, { ringing: true });
      rings = true;
    });
    leg.whenAnswered.add(() => {
      const party = parties[n];
      if (!taken && party) network.guard.detach(take(leg, party));
    });
    leg.whenEnded.add(() => {
      bridge.audio.leave(leg.sid);
      if (leg === taken || (!taken && legs.every(isOver))) resolve(leg);
    });
    leg.whenRedirected.add(() => {
      own.delete(leg);
      bridge.audio.leave(leg.sid);
      if (leg === taken) resolve(leg);
    });
  }
  const dropLegs = () => {
    for (const leg of own) hangUp(network, leg, 'carrier');
  };
  call.whenEnded.add(dropLegs);
  signal.addEventListener('abort', dropLegs);
  if (signal.aborted) dropLegs();
  const last = await promise;
  bridge.close();
  recording?.live?.stop();
  call.whenEnded.delete(dropLegs);
  if (isOver(call)) return undefined;
  const { status } = last;
  const talkedMs = network.time.clock.now() - (last.answeredAt ?? network.time.clock.now());
  const seconds = Math.max(1, Math.round(talkedMs / 1000));
  // A redirected leg is still in progress elsewhere.
  const isFinal = status !== 'queued' && status !== 'ringing' && status !== 'in-progress';
  return { status: isFinal ? status : 'completed', dialled: last, seconds, isBridged, recording };
};

/** Dials all parties at once, or one after the other until one of them talks. */
export const dialParties = async (
  network: VerbNetwork,
  call: Call,
  dial: Dial,
  parties: readonly Party[],
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<DialOutcome | undefined> => {
  for (const party of parties) {
    const wrong = faultOfParty(network, call, dial, party);
    if (!wrong) continue;
    network.faults.note(wrong, call.sid);
    return failed;
  }
  if (!dial.sequential) return dialTogether(network, call, dial, parties, baseUrl, signal);
  let outcome: DialOutcome | undefined = failed;
  for (const party of parties) {
    outcome = await dialTogether(network, call, dial, [party], baseUrl, signal);
    if (signal.aborted || !outcome || outcome.status === 'completed') break;
  }
  return outcome;
};

import { type Call, isOver } from '../calls/call.ts';
import { createQueue, type Queue, queueByName, type Waiting } from '../calls/queues.ts';
import { runAside } from '../twiml/run-document.ts';
import type { Dial, QueueNoun } from '../twiml/verbs.ts';
import { resolveUrl } from '../webhooks/address.ts';
import { openBridge } from './bridge.ts';
import type { DialOutcome } from './dial.ts';
import type { VerbNetwork } from './network.ts';

/**
 * Takes out the call that has waited longest; if the queue is empty, the first to arrive within the dial's timeout.
 * The call is taken in the same turn as it is found, so that two dials of one queue never get the same caller.
 */
const takeNext = (
  network: VerbNetwork,
  queue: Queue,
  timeoutS: number,
  signal: AbortSignal,
  take: (waiting: Waiting) => void,
): Promise<Waiting | undefined> =>
  new Promise(resolve => {
    const finish = (waiting: Waiting | undefined) => {
      queue.whenJoined.delete(look);
      cancel();
      signal.removeEventListener('abort', giveUp);
      resolve(waiting);
    };
    const giveUp = () => finish(undefined);
    const look = () => {
      const [first] = queue.waiting;
      if (!first) return;
      take(first);
      finish(first);
    };
    const cancel = network.time.timers.after(timeoutS * 1000, giveUp);
    signal.addEventListener('abort', giveUp);
    queue.whenJoined.add(look);
    if (signal.aborted) giveUp();
    else look();
  });

/** Plays the whisper document to the waiting caller alone before the two are connected; without one, nothing. */
const whisperTo = async (
  network: VerbNetwork,
  queue: Queue,
  { call, enqueuedAt }: Waiting,
  agent: Call,
  { whisper }: QueueNoun,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<void> => {
  if (!whisper) return;
  const url = resolveUrl(whisper.url, baseUrl);
  if (!url) {
    network.faults.note(
      { code: 14211, message: `Dial->Queue: Invalid whisper url ${whisper.url}` },
      call.sid,
    );
    return;
  }
  const params = {
    QueueSid: queue.sid,
    QueueTime: String(Math.round((network.time.clock.now() - enqueuedAt) / 1000)),
    // Twilio's own spelling (docs, voice/twiml/queue).
    DequeingCallSid: agent.sid,
  };
  const entry = { kind: 'address', address: { url, method: whisper.method }, params } as const;
  await runAside(network, call, entry, ['Play', 'PlaySound', 'Say', 'Pause', 'Redirect'], signal);
};

/** Connects a call with the caller who has waited longest in a queue, until one hangs up or is redirected. */
export const dialQueue = async (
  network: VerbNetwork,
  call: Call,
  dial: Dial,
  noun: QueueNoun,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<DialOutcome | undefined> => {
  const queue = queueByName(network, noun.name) ?? createQueue(network, noun.name);
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const ended = new AbortController();
  const end = () => {
    ended.abort();
    resolve();
  };
  const waiting = await takeNext(network, queue, dial.timeoutS, signal, next => {
    for (const each of [call, next.call]) each.whenEnded.add(end);
    next.call.whenRedirected.add(end);
    signal.addEventListener('abort', end);
    next.take(call, over);
  });
  if (!waiting) {
    if (isOver(call)) return undefined;
    return { status: signal.aborted ? 'canceled' : 'no-answer', dialled: undefined, seconds: 0 };
  }
  const startedAt = network.time.clock.now();
  const untilThen = AbortSignal.any([waiting.signal, ended.signal]);
  await Promise.race([over, whisperTo(network, queue, waiting, call, noun, baseUrl, untilThen)]);
  const isBridged = !ended.signal.aborted;
  if (isBridged) {
    const bridge = openBridge(network, call, dial.hangupOnStar ? end : undefined);
    bridge.connect(waiting.call);
    const cancelLimit = network.time.timers.after(dial.timeLimitS * 1000, end);
    await over;
    cancelLimit();
    bridge.close();
  }
  call.whenEnded.delete(end);
  signal.removeEventListener('abort', end);
  if (isOver(call)) return undefined;
  const seconds = Math.ceil((network.time.clock.now() - startedAt) / 1000);
  return { status: 'completed', dialled: waiting.call, seconds, isBridged };
};

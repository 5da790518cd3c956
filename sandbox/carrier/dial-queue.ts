import { openBridge } from './bridge.ts';
import { type Call, isOver } from './call.ts';
import type { DialOutcome } from './dial.ts';
import type { Network } from './network.ts';
import { createQueue, type Queue, queueByName, type Waiting } from './queues.ts';
import type { Dial, QueueNoun } from './twiml-verbs.ts';
import { whisper } from './whisper.ts';

/** The one who has waited longest; if there is nobody, whoever comes first within the time a dial rings. */
const nextOf = (
  network: Network,
  queue: Queue,
  timeoutS: number,
  signal: AbortSignal,
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
      if (first) finish(first);
    };
    const cancel = network.timers.after(timeoutS * 1000, giveUp);
    signal.addEventListener('abort', giveUp);
    queue.whenJoined.add(look);
    if (signal.aborted) giveUp();
    else look();
  });

/** Connects a call with whoever has waited longest in a queue, until one of the two hangs up. */
export const dialQueue = async (
  network: Network,
  call: Call,
  dial: Dial,
  noun: QueueNoun,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<DialOutcome | undefined> => {
  const queue = queueByName(network, noun.name) ?? createQueue(network, noun.name);
  const waiting = await nextOf(network, queue, dial.timeoutS, signal);
  if (signal.aborted || isOver(call)) return undefined;
  if (!waiting) return { status: 'no-answer', dialled: undefined, seconds: 0 };

  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  const other = waiting.call;
  waiting.take(call, over);
  const startedAt = network.clock.now();
  if (await whisper(network, other, noun.whisper, baseUrl)) {
    const bridge = openBridge(network, call, dial.hangupOnStar ? end : undefined);
    bridge.connect(other);
    const cancelLimit = network.timers.after(dial.timeLimitS * 1000, end);
    for (const each of [call, other]) each.whenEnded.add(end);
    signal.addEventListener('abort', () => end());
    if (signal.aborted || isOver(call) || isOver(other)) end();
    await over;
    cancelLimit();
    bridge.close();
  } else end();
  if (isOver(call)) return undefined;
  const seconds = Math.ceil((network.clock.now() - startedAt) / 1000);
  return { status: 'completed', dialled: other, seconds };
};

import { type Call, isOver } from '../calls/call.ts';
import {
  averageWaitS,
  createQueue,
  positionOf,
  type Queue,
  type QueueResult,
  queueByName,
  type Waiting,
} from '../calls/queues.ts';
import { musicOf } from '../playback/music.ts';
import { playTo } from '../playback/play.ts';
import { redirectCall } from '../twiml/run-document.ts';
import { tellAction } from '../twiml/tell-action.ts';
import type { EnqueueVerb, Step } from '../twiml/verbs.ts';
import { resolveUrl } from '../webhooks/address.ts';
import type { Params } from '../webhooks/hooks.ts';
import type { VerbNetwork } from './network.ts';
import { runWaiting } from './run-waiting.ts';

type Left = { readonly result: QueueResult; readonly more?: Params; readonly goesOn: boolean };

const secondsSince = (network: VerbNetwork, at: number): string =>
  String(Math.round((network.time.clock.now() - at) / 1000));

/** Fulfilled when the call has left the queue and its connection with the call that took it out has ended. */
const waitIn = (
  network: VerbNetwork,
  queue: Queue,
  call: Call,
  verb: EnqueueVerb,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<Left> =>
  new Promise(resolve => {
    const pastime = new AbortController();
    const enqueuedAt = network.time.clock.now();
    const leave = (left: Left, over?: Promise<void>) => {
      if (!queue.waiting.delete(waiting)) return;
      queue.waitedMs += network.time.clock.now() - enqueuedAt;
      queue.left += 1;
      pastime.abort();
      call.whenEnded.delete(gone);
      signal.removeEventListener('abort', replaced);
      network.guard.detach(Promise.resolve(over).then(() => resolve(left)));
    };
    const gone = () => leave({ result: 'hangup', goesOn: false });
    const replaced = () => leave({ result: isOver(call) ? 'hangup' : 'redirected', goesOn: false });
    const waiting: Waiting = {
      call,
      enqueuedAt,
      signal,
      take: (by, over) =>
        leave({ result: 'bridged', more: { DequeuingCallSid: by.sid }, goesOn: true }, over),
      redirect(address) {
        leave({ result: 'redirected', goesOn: false });
        redirectCall(network, call, { kind: 'address', address, params: {} });
      },
    };
    const about = (): Params => ({
      QueueSid: queue.sid,
      QueuePosition: String(positionOf(queue, waiting)),
      QueueTime: secondsSince(network, enqueuedAt),
      AvgQueueTime: String(averageWaitS(queue)),
      CurrentQueueSize: String(queue.waiting.size),
      MaxQueueSize: String(queue.maxSize),
    });
    queue.waiting.add(waiting);
    call.whenEnded.add(gone);
    signal.addEventListener('abort', replaced);
    if (signal.aborted) return replaced();
    for (const tell of [...queue.whenJoined]) tell();
    const url = verb.waitUrl === undefined ? undefined : resolveUrl(verb.waitUrl, baseUrl);
    if (url)
      network.guard.detach(
        runWaiting(network, call, { url, method: verb.waitMethod }, about, pastime.signal).then(how => {
          if (how === 'left') leave({ result: 'leave', goesOn: true });
        }),
      );
    else {
      const music = musicOf(network, call, undefined, 'POST');
      if (music) network.guard.detach(playTo(network, call, music, pastime.signal));
    }
  });

/** Keeps a call in a queue until another call takes it out, an application redirects it, or it leaves. */
export const enqueue = async (
  network: VerbNetwork,
  call: Call,
  verb: EnqueueVerb,
  baseUrl: string | undefined,
  signal: AbortSignal,
): Promise<Step> => {
  const queue = queueByName(network, verb.name) ?? createQueue(network, verb.name, verb.maxSize);
  const startedAt = network.time.clock.now();
  const isFull = queue.waiting.size >= queue.maxSize;
  const left: Left = isFull
    ? { result: 'queue-full', goesOn: true }
    : await waitIn(network, queue, call, verb, baseUrl, signal);
  const url = verb.action === undefined ? undefined : resolveUrl(verb.action, baseUrl);
  if (verb.action !== undefined && !url) {
    network.faults.note({ code: 13210, message: `Invalid action URL: ${verb.action}` }, call.sid);
    return { go: 'end' };
  }
  if (!url) return left.goesOn ? { go: 'on' } : { go: 'end' };
  const params: Params = {
    QueueResult: left.result,
    ...(isFull ? {} : { QueueSid: queue.sid, QueueTime: secondsSince(network, startedAt) }),
    ...left.more,
  };
  const goesOn = left.goesOn && !isOver(call) && !signal.aborted;
  if (goesOn) return { go: 'to', address: { url, method: verb.method }, params };
  // The caller has hung up or was redirected: the action is told, but its answer is not carried out.
  await tellAction(network, call, { url, method: verb.method }, params);
  return { go: 'end' };
};

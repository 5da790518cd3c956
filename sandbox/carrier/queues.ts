import type { Call } from './call.ts';
import type { Network } from './network.ts';
import type { Ask } from './twiml-verbs.ts';

/** How somebody got out of a queue, in Twilio's words (docs, voice/twiml/enqueue). */
export type QueueResult =
  | 'bridged'
  | 'queue-full'
  | 'redirected'
  | 'leave'
  | 'hangup'
  | 'error'
  | 'system-error';

/** Somebody who waits. */
export type Waiting = {
  readonly call: Call;
  readonly enqueuedAt: number;
  /** Aborted when the document that enqueued them is. */
  readonly signal: AbortSignal;
  /** Another call takes them out; `over` is fulfilled when the two are done with each other. */
  take(by: Call, over: Promise<void>): void;
  /** They go where the address says. */
  redirect(ask: Ask): void;
};

export type Queue = {
  readonly sid: string;
  friendlyName: string;
  readonly createdAt: number;
  updatedAt: number;
  maxSize: number;
  /** In the order they came. */
  readonly waiting: Set<Waiting>;
  /** Told when somebody comes. */
  readonly whenJoined: Set<() => void>;
  /** Milliseconds that those who left had waited, and how many they were. */
  waitedMs: number;
  left: number;
};

const MOST = 100;

export const createQueue = (network: Network, friendlyName: string, maxSize = MOST): Queue => {
  const now = network.clock.now();
  const queue: Queue = {
    sid: network.newSid('QU'),
    friendlyName,
    createdAt: now,
    updatedAt: now,
    maxSize,
    waiting: new Set(),
    whenJoined: new Set(),
    waitedMs: 0,
    left: 0,
  };
  network.queues.set(queue.sid, queue);
  return queue;
};

export const queueByName = (network: Network, name: string): Queue | undefined =>
  [...network.queues.values()].find(queue => queue.friendlyName === name);

/** From 1. */
export const positionOf = (queue: Queue, waiting: Waiting): number => [...queue.waiting].indexOf(waiting) + 1;

export const averageWaitS = ({ waitedMs, left }: Queue): number =>
  left === 0 ? 0 : Math.round(waitedMs / left / 1000);

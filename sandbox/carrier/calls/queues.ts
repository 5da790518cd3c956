import type { SidKind } from '../sids.ts';
import type { Time } from '../time/time.ts';
import type { Ask } from '../webhooks/address.ts';
import type { Call } from './call.ts';

/** How a call left a queue, in Twilio's terms (docs, voice/twiml/enqueue). */
export type QueueResult =
  | 'bridged'
  | 'queue-full'
  | 'redirected'
  | 'leave'
  | 'hangup'
  | 'error'
  | 'system-error';

/** A waiting call. */
export type Waiting = {
  readonly call: Call;
  readonly enqueuedAt: number;
  /** Aborted together with the document that enqueued the call. */
  readonly signal: AbortSignal;
  /** Another call takes this one out; `over` is fulfilled when their connection ends. */
  take(by: Call, over: Promise<void>): void;
  /** Takes the call out and runs the document at the address. */
  redirect(ask: Ask): void;
};

export type Queue = {
  readonly sid: string;
  friendlyName: string;
  readonly createdAt: number;
  updatedAt: number;
  maxSize: number;
  /** In order of arrival. */
  readonly waiting: Set<Waiting>;
  /** Called when a call joins. */
  readonly whenJoined: Set<() => void>;
  /** Total milliseconds waited by the calls that have left, and their number. */
  waitedMs: number;
  left: number;
};

export type Queues = Map<string, Queue>;

type QueueNetwork = {
  readonly queues: Queues;
  readonly time: Time;
  readonly newSid: (kind: SidKind) => string;
};

const MOST = 100;

export const createQueue = (network: QueueNetwork, friendlyName: string, maxSize = MOST): Queue => {
  const now = network.time.clock.now();
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

export const queueByName = ({ queues }: { readonly queues: Queues }, name: string): Queue | undefined =>
  [...queues.values()].find(queue => queue.friendlyName === name);

/** The first position is 1. */
export const positionOf = (queue: Queue, waiting: Waiting): number => [...queue.waiting].indexOf(waiting) + 1;

export const averageWaitS = ({ waitedMs, left }: Queue): number =>
  left === 0 ? 0 : Math.round(waitedMs / left / 1000);

import type { Clock } from '../../../shared/clock.ts';
import type { Guard } from '../guard.ts';
import type { LedgerAttempt, LedgerWebhook } from '../ledger/ledger.ts';
import { createMemory, type Memory } from '../memory.ts';
import type { Timers } from '../time/timers.ts';
import type { Treatment, WebhookFaults } from '../weather/webhooks.ts';
import type { Method } from './address.ts';
import { deliver } from './deliver.ts';
import { createHeldHooks } from './held.ts';

export type Params = Readonly<Record<string, string>>;

export type Hook = {
  readonly kind: LedgerWebhook['kind'];
  /** The event, in Twilio's terms; empty for a webhook that asks for a document. */
  readonly event: string;
  /** The kind of leg, if the parameters do not contain it. */
  readonly leg?: 'client' | 'pstn';
  readonly method: Method;
  readonly url: string;
  readonly params: Params;
};

/**
 * `status` is the answer's HTTP status; `fault` is why there was no answer: no connection, no answer in time, none in
 * the total time the address allows for all attempts, an invalid retry policy in the address, or too many redirects.
 */
export type HookReply =
  | {
      readonly status: number;
      readonly contentType: string;
      readonly body: string;
      readonly bytes: Uint8Array;
      /** The answer's Location, for a redirect. */
      readonly location?: string | undefined;
    }
  | { readonly fault: 'connection' | 'timeout' | 'total' | 'policy' | 'redirects' };

/** One attempt on the wire. */
export type Wire = (request: Request, timeoutMs: number) => Promise<HookReply>;

export type Hooks = {
  /** Sends at once and waits for the answer. */
  ask(hook: Hook): Promise<HookReply>;
  /** Delivers in order with the other webhooks of the same queue; the answer's body is ignored. */
  tell(queue: string, hook: Hook): void;
  /** Sends the webhooks a fault holds back. */
  release(): void;
  /** Sends nothing until `resume`; webhooks meanwhile wait, or are lost. */
  suspend(how: 'held' | 'lost'): void;
  resume(): void;
  /** Every webhook under way was delivered or has failed. Webhooks held back by a fault do not count. */
  settled(): Promise<void>;
  stop(): void;
  readonly log: Memory<LedgerWebhook>;
};

export type HooksSetup = {
  readonly authToken: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly guard: Guard;
  readonly faults: WebhookFaults;
  readonly wire: Wire;
  /** How many webhooks the log keeps. */
  readonly keep: number;
  /** Called for every webhook that got no good answer, unless the weather caused it. */
  readonly failed: (hook: Hook, reply: HookReply) => void;
};

const MOST_REPLY = 2000;
type Logged = LedgerWebhook & { reply: string | undefined };

export const createHooks = (setup: HooksSetup): Hooks => {
  const { authToken, clock, timers, guard, faults, keep, failed, wire } = setup;
  const log = createMemory<LedgerWebhook>(keep);
  const queues = new Map<string, Promise<unknown>>();
  const underWay = new Set<Promise<unknown>>();
  const held = createHeldHooks(timers);
  const stopping = new AbortController();
  let suspended: { how: 'held' | 'lost'; readonly over: Promise<void>; readonly end: () => void } | undefined;

  const wait = (delayMs: number): Promise<void> => new Promise(done => timers.after(delayMs, done));

  const track = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    guard.detach(work.finally(() => underWay.delete(work)));
    return work;
  };

  const send = async (queue: string, hook: Hook, treatment: Treatment): Promise<HookReply> => {
    const isLost = treatment.isLost || suspended?.how === 'lost';
    const acts = isLost && !treatment.isLost ? [...treatment.acts, 'drop' as const] : treatment.acts;
    const attempts: LedgerAttempt[] = [];
    const entry: Logged = { at: clock.now(), ...hook, acts, attempts, reply: undefined };
    log.add(entry);
    if (!isLost) await suspended?.over;
    const post = { authToken, clock, wire, signal: stopping.signal, wait, attempts };
    const reply = await deliver(hook, { ...treatment, isLost }, post).catch((thrown): HookReply => {
      guard.broke(thrown);
      return { fault: 'connection' };
    });
    if (hook.kind === 'twiml' && !('fault' in reply)) entry.reply = reply.body.slice(0, MOST_REPLY);
    if (acts.length === 0 && !stopping.signal.aborted) failed(hook, reply);
    held.passed(queue, hook);
    return reply;
  };

  return {
    log,
    async ask(hook) {
      const treatment = faults.treat(hook);
      if (treatment.holdUntil) await held.keep(treatment.holdUntil, '');
      if (treatment.delayMs > 0) await wait(treatment.delayMs);
      return track(send('', hook, treatment));
    },
    tell(queue, hook) {
      const treatment = faults.treat(hook);
      const go = () =>
        track<unknown>(stopping.signal.aborted ? Promise.resolve() : send(queue, hook, treatment));
      // A delayed webhook leaves the queue, so that the following ones overtake it.
      if (treatment.holdUntil) guard.detach(held.keep(treatment.holdUntil, queue).then(go));
      else if (treatment.delayMs > 0) guard.detach(track(wait(treatment.delayMs).then(go)));
      else {
        const turn = track((queues.get(queue) ?? Promise.resolve()).then(go));
        queues.set(queue, turn);
        guard.detach(
          turn.finally(() => {
            if (queues.get(queue) === turn) queues.delete(queue);
          }),
        );
      }
    },
    release: held.releaseAll,
    suspend(how) {
      const { promise: over, resolve: end } = Promise.withResolvers<void>();
      if (suspended) suspended.how = how;
      else suspended = { how, over, end };
    },
    resume() {
      const was = suspended;
      suspended = undefined;
      was?.end();
    },
    async settled() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    stop() {
      stopping.abort();
      suspended?.end();
    },
  };
};

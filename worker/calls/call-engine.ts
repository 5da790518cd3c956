/**
 * What makes a call go on: stores facts, decides what follows from them, carries it out, updates the record (D1) and
 * the phones (Switchboard). Nothing is held in memory only; every wait is an alarm.
 */
import type { CallView } from '../../shared/calls/contract.ts';
import type { Fact } from '../../shared/calls/facts.ts';
import { isOver } from '../../shared/calls/phase.ts';
import { lastMove } from '../../shared/calls/responsible.ts';
import { drain } from '../jobs/index.ts';
import { log } from '../log.ts';
import { switchboardOf } from '../objects.ts';
import { systemClock } from '../platform.ts';
import { CallMemory } from './call-memory.ts';
import { attempt } from './carry-out.ts';
import { forgetAt } from './retention.ts';
import { type CallSpec, viewOf } from './spec.ts';
import { nextSteps, type Plan } from './steps/next-steps.ts';
import type { EffectName } from './steps/situation.ts';
import { project } from './store.ts';

const RETRY_MS = 2_000;

export class CallEngine {
  readonly memory: CallMemory;
  readonly #state: DurableObjectState;
  /** Asked for at every use. */
  readonly #env: () => Env;
  readonly #clock = systemClock;

  constructor(state: DurableObjectState, env: () => Env) {
    this.#state = state;
    this.#env = env;
    this.memory = new CallMemory(state.storage);
  }

  /** The alarm. The platform abandons one that throws a few times, so this never throws and is always set again. */
  async wake(): Promise<void> {
    try {
      const spec = this.memory.spec();
      if (spec && this.#forgetAt(spec) <= this.#clock.now()) await this.memory.forget();
      else await this.#advance();
    } catch (error) {
      log.error('calls.alarm', { callId: this.memory.spec()?.callId, error });
      await this.#state.storage.setAlarm(this.#clock.now() + RETRY_MS);
    }
  }

  /** Tells the Switchboard alone, which offers an inbound call to reps. How many of them it rings. */
  offer(spec: CallSpec): Promise<number> {
    const why = lastMove(this.memory.facts())?.why;
    return switchboardOf(this.#env(), spec.workspaceId).callChanged(spec.workspaceId, this.view(spec), why);
  }

  view(spec: CallSpec): CallView {
    return viewOf(spec, this.memory.facts(), this.memory.legs(), this.memory.replaced());
  }

  /** The carrier's times are in whole seconds, so they are clamped: no fact can be earlier than the dial itself. */
  record(spec: CallSpec, fact: Fact | undefined): void {
    this.recordAll(spec, fact ? [fact] : []);
  }

  recordAll(spec: CallSpec, facts: readonly Fact[]): void {
    for (const fact of facts) this.memory.addFact({ ...fact, at: Math.max(fact.at, spec.openedAt) });
    this.goOn();
  }

  /** Advances without keeping the caller waiting; the alarm takes over if this object is stopped in the meantime. */
  goOn(): void {
    this.#state.waitUntil(this.#advance());
  }

  /** Decides and writes every intent before the first await, so that concurrent runs never do the same thing. */
  async #advance(): Promise<void> {
    const spec = this.memory.spec();
    if (!spec) return;
    const effects = this.#decide(spec);
    const done = effects.map(effect => this.#carryOut(spec, effect));
    await Promise.all([this.#setAlarm(spec), this.#publish(spec), ...done]);
  }

  #decide(spec: CallSpec): readonly EffectName[] {
    for (;;) {
      const { steps } = this.#plan(spec);
      const facts = steps.flatMap(step => (step.do === 'record' ? [step.fact] : []));
      if (facts.length === 0) {
        const effects = steps.flatMap(step => (step.do === 'carryOut' ? [step.effect] : []));
        for (const effect of effects) this.memory.intend(effect, this.#clock.now());
        return effects;
      }
      for (const fact of facts) this.memory.addFact(fact);
    }
  }

  async #carryOut(spec: CallSpec, effect: EffectName): Promise<void> {
    const context = { env: this.#env(), spec, situation: this.memory.situation(spec), now: this.#clock.now };
    const result = await attempt(context, effect);
    this.memory.settle(effect, result.state);
    if (result.leg) this.memory.addLeg(result.leg.party, result.leg.callSid);
    if (result.conference && this.memory.mark('conference') === undefined)
      this.memory.setMark('conference', result.conference);
    for (const fact of result.facts ?? [])
      this.memory.addFact({ ...fact, at: Math.max(fact.at, spec.openedAt) });
    await this.#advance();
  }

  /** Sends the current view to the record and the phone. Both keep the highest version, so repeats are harmless. */
  async #publish(spec: CallSpec): Promise<void> {
    const view = this.view(spec);
    if (view.version <= this.memory.published()) return;
    try {
      const [isInInbox] = await Promise.all([
        project(this.#env(), spec, view, this.memory.legs(), this.memory.facts()),
        this.offer(spec),
      ]);
      if (isInInbox) await switchboardOf(this.#env(), spec.workspaceId).inboxChanged();
      this.memory.setPublished(view.version);
      // The recording or message, if there is one, is fetched without waiting for the next minute's cron.
      const hasAudio = spec.recordingNotice !== undefined || view.endReason === 'voicemail';
      if (hasAudio && isOver(view.phase)) await drain(this.#env(), this.#clock);
    } catch (error) {
      log.warn('calls.publish', { callId: spec.callId, error });
    }
    await this.#setAlarm(spec);
  }

  #plan(spec: CallSpec): Plan {
    return nextSteps(this.memory.situation(spec), this.#clock.now());
  }

  #forgetAt(spec: CallSpec): number {
    return forgetAt(this.view(spec), this.#plan(spec), this.memory.published());
  }

  async #setAlarm(spec: CallSpec): Promise<void> {
    const { steps, wakeAt = Number.POSITIVE_INFINITY } = this.#plan(spec);
    const isDirty = steps.length > 0 || this.view(spec).version > this.memory.published();
    const again = isDirty ? this.#clock.now() + RETRY_MS : Number.POSITIVE_INFINITY;
    const at = Math.min(wakeAt, again, this.#forgetAt(spec));
    if (Number.isFinite(at)) await this.#state.storage.setAlarm(at);
    else await this.#state.storage.deleteAlarm();
  }
}

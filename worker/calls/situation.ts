/** What LiveCall knows when it decides: facts, legs, and what was tried already. */
import type { Fact, Leg } from '../../shared/calls/machine.ts';

/** `end/…` names the leg by its SID: a rep who rejoined has had several. */
export type EffectName =
  | 'create.customer'
  | 'find.customer'
  | 'hold.customer'
  | 'unhold.customer'
  | 'part.customer'
  | 'notice.customer'
  | 'record.customer'
  | 'find.recording'
  | 'stop.recording'
  | 'check'
  | `end/${string}`;

/**
 * An intent row. `sent` is written before the request leaves; `unknown` means that the request may or may not have
 * arrived; `busy` means that the carrier accepted no more requests and did nothing.
 */
export type Effect = {
  readonly state: 'sent' | 'done' | 'refused' | 'unknown' | 'busy';
  readonly tries: number;
  /** When it was last tried, milliseconds UTC. */
  readonly at: number;
};

export type Situation = {
  readonly facts: readonly Fact[];
  readonly legs: {
    /** In the order of their admission. */
    readonly rep: readonly string[];
    readonly customer?: string | undefined;
  };
  readonly conferenceSid: string | undefined;
  readonly ticketExpiresAt: number;
  /** Whether the call is to be recorded once it is answered. */
  readonly isRecorded: boolean;
  readonly effects: Readonly<Partial<Record<EffectName, Effect>>>;
};

export type Step =
  | { readonly do: 'record'; readonly fact: Fact }
  | { readonly do: 'carryOut'; readonly effect: EffectName };

export type Due = { readonly at: number; readonly step: Step };

export const carryOutAt = (at: number, effect: EffectName): Due => ({
  at,
  step: { do: 'carryOut', effect },
});

const LONGEST_BACKOFF_MS = 300_000;
const MOST_TRIES = 40;
/** A request that has not been answered within this time never will be. */
export const IN_FLIGHT_MS = 12_000;

/** When to try a repeatable effect next; 0 if it was never tried, undefined if it is done or hopeless. */
export const again = (effect: Effect | undefined): number | undefined =>
  effect === undefined
    ? 0
    : effect.state === 'done' || effect.tries >= MOST_TRIES
      ? undefined
      : effect.at + Math.min(2 ** effect.tries * 1000, LONGEST_BACKOFF_MS);

/** Not while the opposite request is still in flight: the carrier might process the two in the wrong order. */
export const after = (opposite: Effect | undefined): number =>
  opposite?.state === 'sent' ? opposite.at + IN_FLIGHT_MS : 0;

/** When a leg left the room or ended, according to its own facts. A leg that left does not come back. */
export const goneAt = (
  facts: readonly Fact[],
  leg: Leg,
  callSid: string,
  kinds: readonly Fact['kind'][] = ['room.left', 'leg.ended'],
): number | undefined => {
  const times = facts
    .filter(
      fact =>
        'leg' in fact &&
        kinds.includes(fact.kind) &&
        fact.leg === leg &&
        (fact.callSid ?? callSid) === callSid,
    )
    .map(fact => fact.at);
  return times.length > 0 ? Math.min(...times) : undefined;
};

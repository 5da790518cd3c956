/** What LiveCall knows when it decides: facts, legs, and what was tried already. */
import { type Fact, isOf } from '../../../shared/calls/facts.ts';
import type { PartyId } from '../../../shared/calls/parties.ts';
import type { Leg } from '../legs.ts';

/** Named by act and party; `end/…` names the leg by its SID, because a party may have had several. */
export type EffectName =
  | `${'bring' | 'find' | 'hold' | 'unhold' | 'part'}/${PartyId}`
  | 'move/customer'
  | 'notice'
  | 'record'
  | 'record.find'
  | 'record.stop'
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
  /** In the order in which they became known. */
  readonly legs: readonly Leg[];
  readonly conferenceSid: string | undefined;
  /** Of a dialled call: when the ticket of the rep who dialled expires. */
  readonly ticketExpiresAt?: number;
  /** Of an inbound call: what becomes of a caller whom no rep answers. */
  readonly next?: 'voicemail' | 'forward';
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

/** When a leg ended or, unless only its end counts, left the room. A leg that left does not come back. */
export const goneAt = (
  facts: readonly Fact[],
  { party, callSid }: Leg,
  counts: 'leaving' | 'end' = 'leaving',
): number | undefined => {
  let first: number | undefined;
  for (const fact of facts) {
    if (fact.kind !== 'leg.ended' && !(fact.kind === 'room.left' && counts === 'leaving')) continue;
    if (isOf(fact, party) && (fact.callSid ?? callSid) === callSid)
      first = Math.min(first ?? fact.at, fact.at);
  }
  return first;
};

export const recordAt = (at: number, fact: Fact): Due => ({ at, step: { do: 'record', fact } });

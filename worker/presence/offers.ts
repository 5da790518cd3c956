/**
 * Whom an inbound call rings. Follows from what LiveCall reports of the call, and from the lines and sockets of the
 * reps; every rep's phones always have the complete list of that rep's offers, so that no change can be missed.
 */
import type { CallView } from '../../shared/calls/contract.ts';
import type { MoveReason } from '../../shared/calls/facts.ts';
import { isOver } from '../../shared/calls/phase.ts';
import type { Clock } from '../../shared/clock.ts';
import { FRAME_VERSION } from '../../shared/endpoint.ts';
import type { CallId, MemberId } from '../../shared/ids.ts';
import type { Offer, OfferEnd } from '../../shared/incoming/offer.ts';
import type { ObjectSql } from '../object-sql.ts';
import type { LineMemory } from './line-memory.ts';
import { OfferMemory } from './offer-memory.ts';
import type { PhoneSockets } from './phone-sockets.ts';
import type { Statuses } from './statuses.ts';

/** The outcome of a rep's answer. The same rep always gets the same one. */
export type OfferClaim =
  | { readonly kind: 'yours'; readonly call: CallView }
  | { readonly kind: 'taken'; readonly by: string | undefined }
  /** No longer offered, or never was. */
  | { readonly kind: 'over' }
  | { readonly kind: 'busy'; readonly callId: CallId };

type Parts = {
  readonly sql: ObjectSql;
  readonly lines: LineMemory;
  readonly sockets: PhoneSockets;
  readonly statuses: Statuses;
  readonly clock: Clock;
};

/** Why a call that is not offered any more is not. */
const whyOf = ({ phase, memberId, answeredAt }: CallView, moved: MoveReason | undefined): OfferEnd['why'] => {
  if (memberId && (answeredAt !== undefined || !isOver(phase))) return 'taken';
  if (isOver(phase)) return 'caller_gone';
  return moved === 'unanswered' ? 'lapsed' : 'voicemail';
};

export class Offers {
  readonly #memory: OfferMemory;
  readonly #lines: LineMemory;
  readonly #sockets: PhoneSockets;
  readonly #statuses: Statuses;
  readonly #clock: Clock;

  constructor({ sql, lines, sockets, statuses, clock }: Parts) {
    this.#memory = new OfferMemory(sql);
    this.#lines = lines;
    this.#sockets = sockets;
    this.#statuses = statuses;
    this.#clock = clock;
  }

  /** LiveCall's news of a call: offers it, or ends its offer. Whoever had answered it, and does not have it any more. */
  hear(view: CallView, moved: MoveReason | undefined): MemberId | undefined {
    if (view.direction !== 'inbound') return undefined;
    const known = this.#memory.of(view.id);
    const until = view.responsible === 'ringing' && !isOver(view.phase) ? view.ringsUntil : undefined;
    if ((known && known.version >= view.version) || (!known && until === undefined)) return undefined;
    // An answer that LiveCall has not recorded yet is no news to it.
    const isPending = until !== undefined && known?.takenBy !== undefined && known.until === until;
    if (isPending) this.#memory.show(view);
    else if (until === undefined) this.#close(view, moved);
    else this.#open(view, until);
    if (isPending || !known?.takenBy || known.takenBy === view.memberId) return undefined;
    this.#release(known.takenBy, view);
    return known.takenBy;
  }

  /** Rings whom the open calls are to ring now, and nobody else: to be called after every change. */
  refresh(): void {
    const open = this.#memory.open();
    if (open.length === 0) return;
    const now = this.#clock.now();
    const [ringable, online] = [this.#statuses.ringable(now), new Set(this.#statuses.online(now))];
    const changed = new Set<MemberId>();
    for (const { callId } of open) {
      const states = this.#memory.members(callId);
      for (const memberId of ringable)
        if (!states.has(memberId)) {
          this.#memory.set(callId, memberId, 'ringing');
          changed.add(memberId);
        }
      for (const [memberId, state] of states)
        if (state === 'ringing' && !online.has(memberId)) {
          this.#memory.forget(callId, memberId);
          changed.add(memberId);
        }
    }
    for (const memberId of changed) this.#tell(memberId);
  }

  /** What a member's phones ring for now. */
  of(memberId: MemberId): readonly Offer[] {
    return this.#memory
      .open()
      .flatMap(({ callId, view, until }) =>
        view && this.#memory.members(callId).get(memberId) === 'ringing' ? [{ call: view, until }] : [],
      );
  }

  /** How many reps a call rings now. */
  rings(callId: CallId): number {
    return [...this.#memory.members(callId).values()].filter(state => state === 'ringing').length;
  }

  claim(memberId: MemberId, name: string, callId: CallId): OfferClaim {
    const offer = this.#memory.of(callId);
    if (!offer?.view || (offer.why && offer.why !== 'taken')) return { kind: 'over' };
    if (offer.takenBy && offer.takenBy !== memberId) return { kind: 'taken', by: offer.takenName };
    // Whoever had the call, and lost it by its end, cannot answer it again.
    if (offer.why && isOver(offer.view.phase)) return { kind: 'over' };
    const busy = this.#lines.take(memberId, callId, this.#clock.now());
    if (busy) return { kind: 'busy', ...busy };
    if (offer.takenBy === undefined) {
      this.#memory.take(callId, memberId, name);
      this.#memory.set(callId, memberId, 'told');
      this.#silence(callId, { why: 'taken', by: name });
      this.#tell(memberId);
    }
    return { kind: 'yours', call: offer.view };
  }

  giveBack(memberId: MemberId, callId: CallId): void {
    const offer = this.#memory.of(callId);
    if (offer?.takenBy !== memberId || offer.why) return;
    this.#memory.giveBack(callId);
    this.#lines.release(memberId, callId);
  }

  decline(memberId: MemberId, callId: CallId): 'unknown' | 'nobody' | 'others' {
    const offer = this.#memory.of(callId);
    if (!offer) return 'unknown';
    const isOpen = !offer.why && !offer.takenBy;
    if (isOpen) {
      this.#memory.set(callId, memberId, 'declined');
      this.#end(memberId, callId, { why: 'declined' });
    }
    return isOpen && this.rings(callId) === 0 ? 'nobody' : 'others';
  }

  #open(view: CallView, until: number): void {
    this.#memory.offer(view, until, this.#clock.now());
    // Those it rings already have an older view of it.
    for (const [memberId, state] of this.#memory.members(view.id))
      if (state === 'ringing') this.#tell(memberId);
  }

  #close(view: CallView, moved: MoveReason | undefined): void {
    this.#memory.show(view);
    const why = whyOf(view, moved);
    this.#memory.close(view.id, why);
    if (why === 'taken' && view.memberId) this.#confirm(view.memberId, view.id);
    this.#silence(view.id, { why });
  }

  /** The call has this rep, even if the reply that said so was lost and their claim was given back. */
  #confirm(memberId: MemberId, callId: CallId): void {
    if (this.#memory.of(callId)?.takenBy !== undefined) return;
    this.#memory.take(callId, memberId, null);
    this.#lines.take(memberId, callId, this.#clock.now());
  }

  /** The rep who answered does not have the call any more. */
  #release(memberId: MemberId, view: CallView): void {
    this.#lines.release(memberId, view.id);
    this.#sockets.tell(memberId, { v: FRAME_VERSION, type: 'call.changed', call: view });
  }

  /** Stops the ringing of a call that is not offered any more. */
  #silence(callId: CallId, end: OfferEnd): void {
    for (const [memberId, state] of this.#memory.members(callId)) {
      if (state !== 'ringing') continue;
      this.#memory.set(callId, memberId, 'told');
      this.#end(memberId, callId, end);
    }
  }

  #end(memberId: MemberId, callId: CallId, end: OfferEnd): void {
    this.#tell(memberId);
    this.#sockets.tell(memberId, { v: FRAME_VERSION, type: 'offer.ended', callId, ...end });
  }

  #tell(memberId: MemberId): void {
    this.#sockets.tell(memberId, { v: FRAME_VERSION, type: 'offers', offers: [...this.of(memberId)] });
  }
}

/** What is known about a call: facts, in any order, each once. machine.ts merges them into the state of the call. */
import type { MemberId, RecordingSid } from '../ids.ts';
import type { E164 } from '../numbers/contract.ts';
import type { CallContact, EndReason } from './contract.ts';
import type { EndDetail } from './end-detail.ts';
import type { PartyId, Responsible } from './parties.ts';

type At = {
  /** Unique per fact; the same fact delivered twice has the same key. */
  readonly key: string;
  /** When it happened, milliseconds UTC. */
  readonly at: number;
};

/** How a leg ended, as the carrier reports it. `sipCode` is the final SIP response, where there was one. */
export type LegEnd = 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled';

type OfParty = { readonly party: PartyId };

/** Which leg. A party that came back has had several; the customer has one. */
type OfLeg = OfParty & { readonly callSid?: string };

/**
 * Why somebody else owes the customer an answer from now on. `not_arrived`: the rep who answered did not come into the
 * room, so the call is offered again. `declined`: everybody who was offered the call declined it. `nobody`: there was
 * nobody to offer it to. `limit`: a daily limit forbids to forward it. `fallback`: our own answer had failed.
 */
export type MoveReason =
  | 'dialed'
  | 'arrived'
  | 'answered'
  | 'not_arrived'
  | 'unanswered'
  | 'declined'
  | 'nobody'
  | 'to_voicemail'
  | 'limit'
  | 'fallback';

export type Fact = At &
  (
    | { readonly kind: 'dial.opened' }
    /** A customer calls us: the opening of an inbound call. */
    | { readonly kind: 'call.arrived' }
    /** A rep took the call. Their device is on its way into the room. */
    | ({ readonly kind: 'call.answered'; readonly memberId: MemberId } & OfParty)
    /** From here on the caller talks to somebody: a rep in the room, or whoever the call was forwarded to. */
    | { readonly kind: 'call.connected' }
    /** The call was offered long enough. `turn`: the move that began the offer. */
    | { readonly kind: 'offer.lapsed'; readonly turn: number }
    /** The caller hung up: they left the room without having been moved out of it, or are no longer connected. */
    | { readonly kind: 'caller.hungUp' }
    /** The caller left a message. */
    | { readonly kind: 'message.left'; readonly recordingSid: RecordingSid; readonly seconds: number }
    /** Who the caller is, found or created when the call was answered. */
    | { readonly kind: 'contact.known'; readonly contact: CallContact }
    /** The party belongs to the call from now on. `by`: who brought it in. */
    | ({
        readonly kind: 'party.opened';
        readonly memberId?: MemberId;
        readonly number?: E164;
        readonly by?: PartyId;
      } & OfParty)
    /** `turn` counts the moves of a call, so that the last one is known whatever the clocks say. */
    | {
        readonly kind: 'responsible.moved';
        readonly turn: number;
        readonly to: Responsible;
        readonly why: MoveReason;
        /** To `ringing`: when the offer lapses. */
        readonly until?: number;
      }
    | ({ readonly kind: 'ticket.expired' } & OfParty)
    | ({ readonly kind: 'room.joined' | 'room.left' } & OfLeg)
    | ({ readonly kind: 'leg.initiated' | 'leg.ringing' | 'leg.answered' } & OfLeg)
    | ({
        readonly kind: 'leg.ended';
        readonly how: LegEnd;
        readonly sipCode?: number;
        /** How long the leg was connected, as the carrier counts it: whole seconds, here in milliseconds. */
        readonly talkedMs?: number;
      } & OfLeg)
    /** The carrier refused to call this party. */
    | ({ readonly kind: 'bring.refused'; readonly reason: EndReason; readonly detail?: EndDetail } & OfParty)
    /** The carrier takes no more requests for now: the party is called as soon as it takes them again. */
    | ({ readonly kind: 'bring.delayed' } & OfParty)
    /** A rep hung the call up, or did not come back in time. Recorded only of the rep who is responsible. */
    | ({ readonly kind: 'rep.hungUp' | 'rep.lost' } & OfParty)
    /** An admin removed the rep from the call: the rep may no longer make calls. */
    | ({ readonly kind: 'admin.ended' } & OfParty)
    /** `sequence`: the SequenceNumber of a conference webhook; of a REST reply, the last one received plus a half. */
    | ({ readonly kind: 'party.held'; readonly on: boolean; readonly sequence?: number } & OfParty)
    /**
     * A rep holds the customer, or takes them back. Of several the highest `turn` counts, whatever the clocks say. A
     * hold that the carrier did not carry out is withdrawn by one with `failed`.
     */
    | ({
        readonly kind: 'hold.wanted';
        readonly on: boolean;
        readonly turn: number;
        readonly failed?: true;
      } & OfParty)
    /** Whether the phone that carries the party responds. If not, the customer is held; that alone ends nothing. */
    | ({ readonly kind: 'phone.here'; readonly on: boolean } & OfParty)
    /** The notice starts playing to the contact; once it has ended, `on` says whether they heard it. */
    | { readonly kind: 'notice.begun' }
    | { readonly kind: 'notice.ended'; readonly on: boolean }
    | { readonly kind: 'recording.begun'; readonly recordingSid: RecordingSid }
    /** The carrier refused to record. */
    | { readonly kind: 'recording.refused' }
    /** The rep asked to stop the recording, because the contact objected. */
    | { readonly kind: 'recording.stopAsked' }
    | { readonly kind: 'recording.stopped' }
    /** The session of the phone that carries the party has ended: the phone can only finish this call. */
    | ({ readonly kind: 'session.ended' } & OfParty)
    | ({ readonly kind: 'device.muted'; readonly on: boolean } & OfParty)
    | ({ readonly kind: 'device.link'; readonly on: boolean } & OfParty)
    /** The device failed before anybody answered. After the answer it is `device.link`, and finally `rep.lost`. */
    | ({ readonly kind: 'device.failed'; readonly reason: EndReason } & OfParty)
    /** Only in the phone: its leg is over and so is its session, so it can learn nothing more about the call. */
    | { readonly kind: 'phone.signedOut' }
  );

/** A fact that names a party. */
export type FactOf<K extends Fact['kind']> = Extract<Fact, { readonly kind: K }>;

export const isOf = (fact: Fact, party: PartyId): boolean => 'party' in fact && fact.party === party;

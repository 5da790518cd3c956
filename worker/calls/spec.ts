import type { CallContact, CallerIdReason, CallView, DialIntent } from '../../shared/calls/contract.ts';
import type { Fact } from '../../shared/calls/facts.ts';
import { holdOf } from '../../shared/calls/hold.ts';
import { type CallState, merge } from '../../shared/calls/machine.ts';
import { isOver } from '../../shared/calls/phase.ts';
import { responsibleParty } from '../../shared/calls/responsible.ts';
import type { CallId, CallSid, MemberId, RoomName, WorkspaceId } from '../../shared/ids.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import type { Budget } from '../../shared/workspace/limits.ts';
import { type Leg, legOf } from './legs.ts';

type AnySpec = {
  readonly callId: CallId;
  readonly workspaceId: WorkspaceId;
  readonly accountSid: string;
  readonly webhookKey: string;
  readonly room: RoomName;
  readonly to: E164;
  readonly openedAt: number;
  /** How long a contact's phone rings, or how long an inbound call is offered to reps. */
  readonly ringSeconds: number;
  /** The notice the contact hears before they are recorded; absent if the call is not recorded. */
  readonly recordingNotice?: string | undefined;
  /** Absent in calls from before wrap-up existed. */
  readonly wrapUpSeconds?: number;
  /** How long the call may last. */
  readonly limitSeconds: number;
};

/** A call that a rep dials. */
export type OutboundSpec = AnySpec & {
  readonly direction?: 'outbound';
  readonly memberId: MemberId;
  readonly from: E164;
  readonly callerIdReason: CallerIdReason;
  readonly contact: CallContact;
  readonly intent: DialIntent;
  /** `<callId>.<26 random>`, single use. */
  readonly ticket: string;
  readonly ticketExpiresAt: number;
};

/** What becomes of a caller whom no rep answers, as the number's settings said when they called. */
export type NextStep =
  | { readonly kind: 'voicemail' }
  | {
      readonly kind: 'forward';
      readonly to: E164;
      readonly ringSeconds: number;
      /** Whether we pick up before that number does. */
      readonly isAnsweredFirst: boolean;
      /** Whether whoever picks up has to press a key before they are connected. Absent in older calls. */
      readonly asksKey?: boolean;
      /** Today's limits, which a forwarded call counts towards. */
      readonly budget: Budget;
    };

/** A call that came in. `to` is our number. */
export type InboundSpec = AnySpec & {
  readonly direction: 'inbound';
  readonly from?: E164 | undefined;
  readonly callerAddress?: string | undefined;
  readonly callerName?: string | undefined;
  /** The contact who has this number, if any had when the call came in. */
  readonly contact?: CallContact | undefined;
  readonly customerSid: CallSid;
  readonly next: NextStep;
  /** What a caller hears in the end: the greeting of the voicemail, or that we are closed. */
  readonly messageWords: string;
  /** Whether the caller may leave a message then. Absent in older calls, where they may. */
  readonly isMessageTaken?: boolean;
};

/** What is fixed when a call opens and never changes. Specs stored by earlier releases have no direction. */
export type CallSpec = OutboundSpec | InboundSpec;

/** The workspace's own number of this call. */
export const ourNumberOf = (spec: CallSpec): E164 => (spec.direction === 'inbound' ? spec.to : spec.from);

/** The rep who is responsible, or was last; undefined while a caller waits for one. */
const memberOf = (state: CallState): MemberId | undefined =>
  state.parties.find(({ id }) => id === state.responsible)?.memberId;

/** Nobody is forwarded whom a daily limit keeps from it. */
export const isForwarded = (facts: readonly Fact[]): boolean =>
  facts.some(fact => fact.kind === 'responsible.moved' && fact.to === 'forward') &&
  !facts.some(fact => fact.kind === 'responsible.moved' && fact.why === 'limit');

const inboundFields = (spec: InboundSpec, facts: readonly Fact[], state: CallState) => {
  const known = facts.find(fact => fact.kind === 'contact.known');
  return {
    memberId: memberOf(state),
    direction: 'inbound' as const,
    to: spec.to,
    from: spec.from,
    callerAddress: spec.callerAddress,
    callerName: spec.callerName,
    forwardedTo: spec.next.kind === 'forward' && isForwarded(facts) ? spec.next.to : undefined,
    contact: known?.contact ?? spec.contact,
  };
};

const outboundFields = ({ memberId, to, from, callerIdReason, contact }: OutboundSpec) => ({
  memberId,
  direction: 'outbound' as const,
  to,
  from,
  callerIdReason,
  contact,
});

/**
 * The call as screens read it. The version counts everything ever known, so it is the same in any order of arrival:
 * `replaced` is the number of facts that were replaced by later ones.
 */
export const viewOf = (
  spec: CallSpec,
  facts: readonly Fact[],
  legs: readonly Leg[],
  replaced: number,
): CallView => {
  const { openedAt: _, ...state } = merge(facts);
  const responsible = responsibleParty(facts);
  return {
    id: spec.callId,
    ...(spec.direction === 'inbound' ? inboundFields(spec, facts, state) : outboundFields(spec)),
    openedAt: spec.openedAt,
    wrapUpSeconds: spec.wrapUpSeconds,
    ...state,
    hold: responsible && !isOver(state.phase) ? holdOf(facts, responsible, state.onHold) : undefined,
    // Without a recording notice, no announcement in the room counts as one.
    recording: spec.recordingNotice === undefined ? undefined : state.recording,
    customerCallSid: legOf(legs, 'customer'),
    version: facts.length + replaced + legs.length,
  };
};

import type { CallContact, CallerIdReason, CallView, DialIntent } from '../../shared/calls/contract.ts';
import { type Fact, merge } from '../../shared/calls/machine.ts';
import type { CallId, CallSid, MemberId, RoomName, WorkspaceId } from '../../shared/ids.ts';
import type { E164 } from '../../shared/numbers/contract.ts';

/** What is fixed when a call opens and never changes. */
export type CallSpec = {
  readonly callId: CallId;
  readonly workspaceId: WorkspaceId;
  readonly memberId: MemberId;
  readonly accountSid: string;
  readonly webhookKey: string;
  readonly room: RoomName;
  readonly to: E164;
  readonly from: E164;
  readonly callerIdReason: CallerIdReason;
  readonly contact: CallContact;
  readonly intent: DialIntent;
  readonly openedAt: number;
  readonly ringSeconds: number;
  /** The notice the contact hears before they are recorded; absent if the call is not recorded. */
  readonly recordingNotice?: string | undefined;
  /** Absent in calls from before wrap-up existed. */
  readonly wrapUpSeconds?: number;
  /** How long the call may last. */
  readonly limitSeconds: number;
  /** `<callId>.<26 random>`, single use. */
  readonly ticket: string;
  readonly ticketExpiresAt: number;
};

/** The legs of a call. A rep who rejoined has had several, in the order of their admission. */
export type Legs = { readonly rep: readonly CallSid[]; readonly customer?: CallSid | undefined };

/**
 * The call as screens read it. The version counts everything ever known, so it is the same in any order of arrival:
 * `replaced` is the number of facts that were replaced by later ones.
 */
export const viewOf = (spec: CallSpec, facts: readonly Fact[], legs: Legs, replaced: number): CallView => {
  const { openedAt: _, ...state } = merge(facts);
  return {
    id: spec.callId,
    memberId: spec.memberId,
    direction: 'outbound',
    to: spec.to,
    from: spec.from,
    callerIdReason: spec.callerIdReason,
    contact: spec.contact,
    openedAt: spec.openedAt,
    wrapUpSeconds: spec.wrapUpSeconds,
    ...state,
    // Without a recording notice, no announcement in the room counts as one.
    recording: spec.recordingNotice === undefined ? undefined : state.recording,
    customerCallSid: legs.customer,
    version: facts.length + replaced + legs.rep.length + (legs.customer ? 1 : 0),
  };
};

import type { CallContact, CallerIdReason, CallView, DialIntent } from '../../shared/calls/contract.ts';
import type { Fact } from '../../shared/calls/facts.ts';
import { holdOf } from '../../shared/calls/hold.ts';
import { merge } from '../../shared/calls/machine.ts';
import { isOver } from '../../shared/calls/phase.ts';
import { responsibleParty } from '../../shared/calls/responsible.ts';
import type { CallId, MemberId, RoomName, WorkspaceId } from '../../shared/ids.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import { type Leg, legOf } from './legs.ts';

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
    memberId: spec.memberId,
    direction: 'outbound',
    to: spec.to,
    from: spec.from,
    callerIdReason: spec.callerIdReason,
    contact: spec.contact,
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

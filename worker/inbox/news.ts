import type { CallView } from '../../shared/calls/contract.ts';
import { theirNumber } from '../../shared/calls/other-party.ts';
import { isOver } from '../../shared/calls/phase.ts';
import type { CallId, MemberId, WorkspaceId } from '../../shared/ids.ts';
import type { DoneWhy } from '../../shared/inbox/contract.ts';
import type { E164 } from '../../shared/numbers/contract.ts';

/** Nobody answered this call. `number` and `address`: as in inbox_entry. */
export type Missed = {
  readonly kind: 'missed';
  readonly workspaceId: WorkspaceId;
  readonly callId: CallId;
  readonly number: E164 | null;
  readonly address: string | null;
  readonly callerName: string | null;
  readonly ours: E164;
  readonly at: number;
};

type OfCaller = {
  readonly workspaceId: WorkspaceId;
  readonly number: E164;
  readonly by: MemberId;
  readonly at: number;
};
/** A member talked to them. */
type Talked = OfCaller & { readonly kind: 'talked'; readonly why: Exclude<DoneWhy, 'marked'> };
/** A member called them, and they did not answer. */
type Tried = OfCaller & { readonly kind: 'tried' };

/** What a call changes in the inbox. */
export type News = Missed | Talked | Tried;

/** What this call means for the inbox so far. */
export const newsOf = (workspaceId: WorkspaceId, view: CallView): News | undefined => {
  const { memberId: by, answeredAt, openedAt } = view;
  const isInbound = view.direction === 'inbound';
  const number = theirNumber(view);
  if (answeredAt !== undefined) {
    const why = isInbound ? 'answered' : 'called_back';
    return number && by ? { kind: 'talked', workspaceId, number, by, at: answeredAt, why } : undefined;
  }
  if (!isOver(view.phase)) return undefined;
  if (!isInbound)
    return number && by && view.customerCallSid
      ? { kind: 'tried', workspaceId, number, by, at: openedAt }
      : undefined;
  return {
    kind: 'missed',
    workspaceId,
    callId: view.id,
    number: number ?? null,
    address: view.callerAddress ?? null,
    callerName: view.callerName ?? null,
    ours: view.to,
    at: openedAt,
  };
};

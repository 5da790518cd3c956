/** A call as its row stores it, and back. Pure. */
import type { CallView } from '../../shared/calls/contract.ts';
import { foldAll } from '../../shared/search/fold.ts';
import type { CallSpec } from './spec.ts';
import type { call } from './table.ts';

type Row = typeof call.$inferSelect;

export const rowOf = (spec: CallSpec, view: CallView): typeof call.$inferInsert => {
  // Fields that matter only during the call are sent over the socket, not stored.
  const { contact, rejoinUntil: _, wrapUpSeconds: _w, recording: _r, delayed: _d, ...live } = view;
  const { parties: _p, responsible: _s, ringsUntil: _u, ...fields } = live;
  const { name = null, company = null } = contact ?? {};
  return {
    ...fields,
    workspaceId: spec.workspaceId,
    contactId: contact?.id ?? null,
    contactName: name,
    contactCompany: company,
    search: foldAll([name ?? view.callerName ?? null, company]),
    intent: spec.direction === 'inbound' ? null : spec.intent,
  };
};

export const viewOfRow = (row: Row): CallView => ({
  id: row.id,
  memberId: row.memberId ?? undefined,
  direction: row.direction,
  to: row.to,
  from: row.from ?? undefined,
  callerAddress: row.callerAddress ?? undefined,
  callerName: row.callerName ?? undefined,
  forwardedTo: row.forwardedTo ?? undefined,
  callerIdReason: row.callerIdReason ?? undefined,
  contact:
    row.contactId === null
      ? undefined
      : { id: row.contactId, name: row.contactName, company: row.contactCompany },
  phase: row.phase,
  endReason: row.endReason ?? undefined,
  endedBy: row.endedBy ?? undefined,
  endDetail: row.endDetail ?? undefined,
  openedAt: row.openedAt,
  ringingAt: row.ringingAt ?? undefined,
  answeredAt: row.answeredAt ?? undefined,
  endedAt: row.endedAt ?? undefined,
  muted: row.muted,
  onHold: row.onHold,
  linked: row.linked,
  customerCallSid: row.customerCallSid ?? undefined,
  version: row.version,
});

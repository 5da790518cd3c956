import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import type { CallView } from '../../shared/calls/contract.ts';
import type { Fact } from '../../shared/calls/facts.ts';
import { kindOf } from '../../shared/calls/parties.ts';
import {
  AccountSid,
  type CallId,
  type CallSid,
  type ContactId,
  type MemberId,
  type WorkspaceId,
} from '../../shared/ids.ts';
import type { E164 } from '../../shared/numbers/contract.ts';
import { foldAll } from '../../shared/search/fold.ts';
import { contactPhone } from '../contacts/index.ts';
import { openDb, preparedOnce } from '../db.ts';
import { addLeg, callLeg } from '../legs/index.ts';
import { owePrice } from '../prices/index.ts';
import { recordingRows } from '../recordings/index.ts';
import type { Leg } from './legs.ts';
import { partyRows } from './party-rows.ts';
import type { CallSpec } from './spec.ts';
import { call, callParty } from './table.ts';

type Row = typeof call.$inferSelect;

const rowOf = (spec: CallSpec, view: CallView): typeof call.$inferInsert => {
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

const viewOfRow = (row: Row): CallView => ({
  id: row.id,
  memberId: row.memberId ?? undefined,
  direction: row.direction,
  to: row.to,
  from: row.from ?? undefined,
  callerAddress: row.callerAddress ?? undefined,
  callerName: row.callerName ?? undefined,
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

/** The leg count is part of the id, so that a leg that becomes known after the end gets a price job of its own. */
const priceOwed = ({ callId, workspaceId, accountSid }: CallSpec, legs: number) => ({
  id: `price/${callId}/${legs}`,
  workspaceId,
  accountSid: AccountSid.parse(accountSid),
  of: callId,
});

/**
 * Writes a call, its parties, legs and recording and, once the call is over, queues the job for its price. A newer version
 * of the call is never overwritten.
 */
export const project = async (
  env: Env,
  spec: CallSpec,
  view: CallView,
  legs: readonly Leg[],
  facts: readonly Fact[],
): Promise<void> => {
  const db = openDb(env.DB);
  const row = rowOf(spec, view);
  const { id: _, ...changes } = row;
  const { callId, workspaceId } = spec;
  const begun = facts.find(fact => fact.kind === 'recording.begun');
  await db.batch([
    db
      .insert(call)
      .values(row)
      .onConflictDoUpdate({
        target: call.id,
        set: {
          ...changes,
          memberId: row.memberId ?? null,
          endReason: row.endReason ?? null,
          endedBy: row.endedBy ?? null,
          endDetail: row.endDetail ?? null,
          ringingAt: row.ringingAt ?? null,
          answeredAt: row.answeredAt ?? null,
          endedAt: row.endedAt ?? null,
          customerCallSid: row.customerCallSid ?? null,
        },
        setWhere: sql`${call.version} < excluded.version`,
      }),
    ...legs.map(({ callSid, party }) => addLeg(db, { callSid, callId, workspaceId, kind: kindOf(party) })),
    ...partyRows(spec, view, facts).map(each =>
      db
        .insert(callParty)
        .values(each)
        .onConflictDoUpdate({
          target: [callParty.callId, callParty.party],
          set: each,
          setWhere: sql`${callParty.version} < excluded.version`,
        }),
    ),
    ...(begun
      ? recordingRows(
          db,
          { callId, workspaceId, recordingSid: begun.recordingSid, startedAt: begun.at },
          spec.accountSid,
          view.endedAt,
        )
      : []),
    ...(view.endedAt === undefined ? [] : [owePrice(db, priceOwed(spec, legs.length), view.endedAt)]),
  ]);
};

/** A member's own calls, newest first. */
export const callsOf = async (
  env: Env,
  workspaceId: WorkspaceId,
  memberId: MemberId,
  page: { readonly before?: number | undefined; readonly limit: number },
): Promise<CallView[]> => {
  const rows = await openDb(env.DB)
    .select()
    .from(call)
    .where(
      and(
        eq(call.workspaceId, workspaceId),
        eq(call.memberId, memberId),
        page.before === undefined ? undefined : lt(call.openedAt, page.before),
      ),
    )
    .orderBy(desc(call.openedAt), desc(call.id))
    .limit(page.limit)
    .all();
  return rows.map(viewOfRow);
};

/** A member's own call, from the record. */
export const callOf = async (
  env: Env,
  workspaceId: WorkspaceId,
  memberId: MemberId,
  callId: CallId,
): Promise<CallView | undefined> => {
  const row = await openDb(env.DB)
    .select()
    .from(call)
    .where(and(eq(call.id, callId), eq(call.workspaceId, workspaceId), eq(call.memberId, memberId)))
    .get();
  return row && viewOfRow(row);
};

export const callBySid = async (
  env: Env,
  workspaceId: WorkspaceId,
  callSid: CallSid,
): Promise<CallView | undefined> => {
  const row = await openDb(env.DB)
    .select({ call })
    .from(callLeg)
    .innerJoin(call, eq(call.id, callLeg.callId))
    .where(
      and(
        eq(callLeg.callSid, callSid),
        eq(callLeg.workspaceId, workspaceId),
        eq(call.workspaceId, workspaceId),
      ),
    )
    .get();
  return row && viewOfRow(row.call);
};

/** Who the last call is looked up for: a known contact, or the contact who has the number. */
export type Called = { readonly contactId: ContactId | undefined; readonly to: E164 };

const lastCall = preparedOnce(db => {
  const workspaceId = sql.placeholder('workspaceId');
  const holder = db
    .select({ id: contactPhone.contactId })
    .from(contactPhone)
    .where(and(eq(contactPhone.workspaceId, workspaceId), eq(contactPhone.e164, sql.placeholder('to'))));
  return db
    .select({ from: sql<E164>`iif(${call.direction} = 'inbound', ${call.to}, ${call.from})` })
    .from(call)
    .where(
      and(
        eq(call.workspaceId, workspaceId),
        eq(call.contactId, sql`coalesce(${sql.placeholder('contactId')}, ${holder})`),
      ),
    )
    .orderBy(desc(call.openedAt))
    .limit(1)
    .prepare();
});

/** The number of ours in the last call with this contact. */
export const lastFrom = async (
  env: Env,
  workspaceId: WorkspaceId,
  { contactId, to }: Called,
): Promise<E164 | undefined> => {
  const row = await lastCall(env.DB).get({ workspaceId, contactId: contactId ?? null, to });
  return row?.from;
};

const FOLD_AT_ONCE = 100;

/** Fills in the search text of older calls, so that they are found in every script; a hundred at a time. */
export const foldCalls = async (env: Env): Promise<void> => {
  const db = openDb(env.DB);
  const rows = await db
    .select({ id: call.id, name: call.contactName, company: call.contactCompany })
    .from(call)
    .where(isNull(call.search))
    .limit(FOLD_AT_ONCE)
    .all();
  const [first, ...rest] = rows.map(({ id, name, company }) =>
    db
      .update(call)
      .set({ search: foldAll([name, company]) })
      .where(and(eq(call.id, id), isNull(call.search))),
  );
  if (first) await db.batch([first, ...rest]);
};

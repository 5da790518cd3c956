import { and, desc, eq, isNull, lt, sql } from 'drizzle-orm';
import type { CallView } from '../../shared/calls/contract.ts';
import type { Fact, FactOf } from '../../shared/calls/facts.ts';
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
import { inboxRows, newsOf } from '../inbox/index.ts';
import { addLeg, callLeg } from '../legs/index.ts';
import { owePrice } from '../prices/index.ts';
import { recordingRows } from '../recordings/index.ts';
import type { Leg } from './legs.ts';
import { partyRows } from './party-rows.ts';
import { rowOf, viewOfRow } from './rows.ts';
import { type CallSpec, isForwarded } from './spec.ts';
import { call, callParty } from './table.ts';

/** A message begins as long before its end as it lasts. */
const recordingOf = (fact: FactOf<'recording.begun' | 'message.left'>) =>
  fact.kind === 'recording.begun'
    ? { recordingSid: fact.recordingSid, startedAt: fact.at }
    : {
        recordingSid: fact.recordingSid,
        startedAt: fact.at - fact.seconds * 1000,
        seconds: fact.seconds,
      };

/** The leg count is part of the id, so that a leg that becomes known after the end gets a price job of its own. */
const priceOwed = ({ callId, workspaceId, accountSid }: CallSpec, legs: number) => ({
  id: `price/${callId}/${legs}`,
  workspaceId,
  accountSid: AccountSid.parse(accountSid),
  of: callId,
});

/**
 * Writes a call, its parties, legs and recording, what it changes in the inbox and, once the call is over, the job for its
 * price. A newer version of the call is never overwritten. Returns whether the inbox has changed.
 */
export const project = async (
  env: Env,
  spec: CallSpec,
  view: CallView,
  legs: readonly Leg[],
  facts: readonly Fact[],
): Promise<boolean> => {
  const db = openDb(env.DB);
  const row = rowOf(spec, view);
  const { id: _, ...changes } = row;
  const { callId, workspaceId } = spec;
  const recorded = facts.find(fact => fact.kind === 'recording.begun' || fact.kind === 'message.left');
  const recordings = recorded
    ? recordingRows(db, { callId, workspaceId, ...recordingOf(recorded) }, spec.accountSid, view.endedAt)
    : [];
  const inbox = inboxRows(db, newsOf(workspaceId, view));
  const written = await db.batch([
    db
      .insert(call)
      .values(row)
      .onConflictDoUpdate({
        target: call.id,
        set: {
          ...changes,
          memberId: row.memberId ?? null,
          forwardedTo: row.forwardedTo ?? null,
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
    // The price of a forwarded call includes the legs its TwiML dials: it is asked for by its caller's leg.
    ...(view.endedAt === undefined || isForwarded(facts)
      ? []
      : [owePrice(db, priceOwed(spec, legs.length), view.endedAt)]),
    ...recordings,
    ...inbox,
  ]);
  // A caller's message is in the inbox, too; the recording of a conversation is not.
  const shown = inbox.length + (recorded?.kind === 'message.left' ? recordings.length : 0);
  return shown > 0 && written.slice(-shown).some(({ meta }) => meta.changes > 0);
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

/** The inbox of missed calls: what comes in, how it is grouped, and how it is taken care of, for all. */
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { cursorOf, type InboxEntry } from '../../shared/inbox/contract.ts';
import { E164 } from '../../shared/numbers/contract.ts';
import { talking } from './a-call.ts';
import { opened } from './a-socket.ts';
import { created, FakeCarrier } from './fake-carrier.ts';
import { api, CUSTOMER, makeRep, makeWorkspace, type Rep, sid } from './kit.ts';
import { aMissedCall, leaveMessage, missed, OURS, record } from './missed.ts';

type List = { entries: InboxEntry[]; more: boolean; members: { id: string; name: string }[] };
type Answered = { entry: InboxEntry; refusal: { reason: string } };

const OTHER_LINE = E164.parse('+14155550191');

let carrier: FakeCarrier;
let rep: Rep;
let colleague: Rep;
beforeEach(async () => {
  vi.useRealTimers();
  carrier = new FakeCarrier();
  rep = await makeRep();
  colleague = await makeRep(rep.workspace);
});

const list = async (query: Record<string, string> = {}, by = rep) =>
  (await api<List>('GET', `/v1/inbox?${new URLSearchParams(query)}`, { token: by.token })).body;
const counts = async (by = rep) =>
  (await api<{ open: number; unheard: number }>('GET', '/v1/inbox/count', { token: by.token })).body;
const only = async (query: Record<string, string> = {}, by = rep): Promise<InboxEntry> => {
  const { entries } = await list(query, by);
  expect(entries).toHaveLength(1);
  return entries[0] as InboxEntry;
};
const act = (id: string, what: string, by = rep, body: object = {}) =>
  api<Answered>('POST', `/v1/inbox/${id}/${what}`, { token: by.token, body });
/** A rep calls a customer, who answers. */
const conversation = (by = rep) => {
  const customerSid = sid('CA');
  carrier.onCreate = created(customerSid);
  return talking(by, carrier, customerSid);
};
const audited = async () =>
  (
    await env.DB.prepare(
      "select act, member_id, before, after from audit_entry where act like 'inbox.%' and workspace_id = ? order by at, act",
    )
      .bind(rep.workspace.id)
      .all()
  ).results;

describe('calls of one caller to one number', () => {
  test('are one entry, with who, when, which number and how often they tried', async () => {
    const now = Date.now();
    const first = await missed(rep.workspace, { at: now - 30_000, callerName: 'ALVAREZ M' });
    await missed(rep.workspace, { at: now - 20_000 });
    await missed(rep.workspace, { at: now - 10_000 });
    expect(await only()).toMatchObject({
      id: first.callId,
      number: CUSTOMER,
      callerName: 'ALVAREZ M',
      contact: null,
      ours: OURS,
      oursName: 'Line 0',
      tries: 3,
      firstAt: now - 30_000,
      lastAt: now - 10_000,
      messages: [],
      done: null,
    });
    expect(await counts()).toEqual({ open: 1, unheard: 0 });
  });

  test('to another number, or of another caller, are another entry', async () => {
    await missed(rep.workspace);
    await missed(rep.workspace, { ours: OTHER_LINE });
    await missed(rep.workspace, { number: E164.parse('+12125550101') });
    await missed(rep.workspace, { number: null, address: 'sip:kim@example.com' });
    await missed(rep.workspace, { number: null, address: 'sip:kim@example.com' });
    const { entries } = await list();
    expect(entries.map(({ tries }) => tries).sort()).toEqual([1, 1, 1, 2]);
  });

  test('of callers who withhold their number are an entry each', async () => {
    for (let n = 0; n < 2; n++) await missed(rep.workspace, { number: null });
    expect((await list()).entries.map(({ number, address, tries }) => [number, address, tries])).toEqual([
      [null, null, 1],
      [null, null, 1],
    ]);
  });

  test('recorded again change nothing, not even after the entry is done', async () => {
    const call = await missed(rep.workspace);
    await record(call);
    expect((await only()).tries).toBe(1);
    await act(call.callId, 'done');
    await record(call);
    expect((await list()).entries).toEqual([]);
    expect((await only({ show: 'done' })).tries).toBe(1);
  });

  test('that come in after it is done begin a new entry', async () => {
    const call = await missed(rep.workspace);
    await act(call.callId, 'done');
    const next = await missed(rep.workspace);
    expect(await only()).toMatchObject({ id: next.callId, tries: 1 });
  });

  test('are named by the contact who has the number', async () => {
    const call = await conversation();
    await call.hangUp();
    await missed(rep.workspace, { at: Date.now() + 1000 });
    const { contact } = await call.onRecord();
    expect((await only()).contact).toEqual(contact);
  });
});

describe('a message', () => {
  test('is heard once, by the first who plays it, for all', async () => {
    const call = await missed(rep.workspace);
    const recordingSid = await leaveMessage(call);
    expect((await only()).messages).toMatchObject([
      { callId: call.callId, recording: { sid: recordingSid, state: 'stored' }, seconds: 7, heardBy: null },
    ]);
    expect(await counts()).toEqual({ open: 1, unheard: 1 });
    const { body } = await act(call.callId, 'heard', colleague, { callId: call.callId });
    await act(call.callId, 'heard', rep, { callId: call.callId });
    expect(body.entry.messages[0]?.heardBy?.id).toBe(colleague.memberId);
    expect((await only()).messages[0]?.heardBy?.id).toBe(colleague.memberId);
    expect(await counts()).toEqual({ open: 1, unheard: 0 });
    expect(await audited()).toEqual([]);
  });

  test('of another entry is not marked by naming this one', async () => {
    const [one, other] = [await missed(rep.workspace), await missed(rep.workspace, { ours: OTHER_LINE })];
    await leaveMessage(other);
    await act(one.callId, 'heard', rep, { callId: other.callId });
    expect(await counts()).toEqual({ open: 2, unheard: 1 });
  });
});

describe('an entry', () => {
  test('is assigned to a member who may call, and to nobody again; the audit log says so', async () => {
    const { callId } = await missed(rep.workspace);
    const { body } = await act(callId, 'assign', rep, { memberId: colleague.memberId });
    expect(body.entry.assignedTo).toEqual({ id: colleague.memberId, name: 'Robin Rep' });
    expect(await only({ assignedTo: colleague.memberId }, colleague)).toMatchObject({ id: callId });
    expect((await list({ assignedTo: 'nobody' })).entries).toEqual([]);
    await act(callId, 'assign', rep, { memberId: null });
    expect((await only({ assignedTo: 'nobody' })).assignedTo).toBeNull();
    const entries = await audited();
    expect(entries.map(({ act, member_id }) => [act, member_id])).toEqual([
      ['inbox.assign', rep.memberId],
      ['inbox.assign', rep.memberId],
    ]);
    expect(JSON.parse(String(entries[1]?.before))).toEqual({ memberId: colleague.memberId });
  });

  test('is assigned to nobody who cannot call: managers, former members, members of others', async () => {
    const { callId } = await missed(rep.workspace);
    const manager = await makeRep(rep.workspace, 'manager');
    const stranger = await makeRep(await makeWorkspace());
    await env.DB.prepare('update member set removed_at = 1 where id = ?').bind(colleague.memberId).run();
    for (const { memberId } of [manager, stranger, colleague]) {
      const { status, body } = await act(callId, 'assign', rep, { memberId });
      expect([status, body.refusal]).toEqual([422, { reason: 'no_caller' }]);
    }
    expect((await list()).members.map(({ id }) => id)).toEqual([rep.memberId]);
  });

  test('that a member marks as done is done for all, once, until somebody reopens it [X19.4]', async () => {
    const { callId } = await missed(rep.workspace);
    const { body } = await act(callId, 'done');
    expect(body.entry.done).toMatchObject({ by: { id: rep.memberId }, why: 'marked' });
    await act(callId, 'done', colleague);
    expect((await only({ show: 'done' }, colleague)).done?.by.id).toBe(rep.memberId);
    expect([(await list({}, colleague)).entries, await counts(colleague)]).toEqual([
      [],
      { open: 0, unheard: 0 },
    ]);
    await act(callId, 'reopen', colleague);
    expect((await only()).done).toBeNull();
    expect((await audited()).map(({ act }) => act)).toEqual(['inbox.done', 'inbox.done', 'inbox.reopen']);
  });

  test('is seen by a manager, who changes nothing', async () => {
    const { callId } = await missed(rep.workspace);
    const manager = await makeRep(rep.workspace, 'manager');
    expect(await only({}, manager)).toMatchObject({ id: callId });
    expect((await act(callId, 'done', manager)).status).toBe(403);
    expect((await only()).done).toBeNull();
  });
});

describe('a call back', () => {
  test('that reaches the caller makes their entries done for all, on every number [X19.4]', async () => {
    await missed(rep.workspace);
    await missed(rep.workspace, { ours: OTHER_LINE });
    await missed(rep.workspace, { number: E164.parse('+12125550101') });
    await conversation();
    const { entries } = await list({ show: 'done' }, colleague);
    expect(entries.map(({ done }) => [done?.by.id, done?.why])).toEqual([
      [rep.memberId, 'called_back'],
      [rep.memberId, 'called_back'],
    ]);
    expect((await only()).number).toBe('+12125550101');
  });

  test('leaves an entry open that is reopened during the conversation, whatever else becomes of the call', async () => {
    const { callId } = await missed(rep.workspace);
    const call = await conversation();
    await act(callId, 'reopen');
    await call.hangUp();
    await vi.waitFor(async () => expect((await call.onRecord()).phase).toBe('ended'));
    expect((await only()).done).toBeNull();
  });

  test('that nobody answers is shown at the entry, which stays open', async () => {
    const { callId } = await missed(rep.workspace);
    const at = Date.now();
    const tried = {
      kind: 'tried',
      workspaceId: rep.workspace.id,
      number: CUSTOMER,
      by: rep.memberId,
    } as const;
    await record({ ...tried, at });
    await record({ ...tried, by: colleague.memberId, at: at - 1 });
    expect(await only()).toMatchObject({
      id: callId,
      lastTried: { by: { id: rep.memberId }, at },
      done: null,
    });
  });

  test('does not make a call done that came in after it', async () => {
    await conversation();
    const talked = aMissedCall(rep.workspace, { at: Date.now() + 5_000 });
    await record(talked);
    expect(await only()).toMatchObject({ id: talked.callId, done: null });
  });
});

test('phones are told that the inbox has changed: by what a member does, and by a call', async () => {
  const { frames } = await opened(colleague);
  const told = () => frames.filter(({ type }) => type === 'inbox.changed').length;
  const { callId } = await missed(rep.workspace);
  await act(callId, 'assign', rep, { memberId: rep.memberId });
  await vi.waitFor(() => expect(told()).toBe(1));
  const call = await conversation();
  await vi.waitFor(() => expect(told()).toBe(2));
  await call.hangUp();
  await vi.waitFor(async () => expect((await call.onRecord()).phase).toBe('ended'));
  // Nothing of it concerns the inbox any more.
  expect(told()).toBe(2);
});

test('entries are read page by page, the latest call first', async () => {
  const at = Date.now() - 1000;
  for (let n = 0; n < 7; n++) await missed(rep.workspace, { number: null, at: n < 3 ? at : at + n });
  const seen: InboxEntry[] = [];
  for (let before: string | undefined; ; ) {
    const page = await list({ limit: '2', ...(before ? { before } : {}) });
    seen.push(...page.entries);
    const last = page.entries.at(-1);
    if (!page.more || !last) break;
    before = cursorOf(last);
  }
  expect(new Set(seen.map(({ id }) => id)).size).toBe(7);
  expect(seen.map(({ lastAt }) => lastAt)).toEqual(
    seen.map(({ lastAt }) => lastAt).toSorted((a, b) => b - a),
  );
});

test('another workspace sees and changes nothing of it', async () => {
  const { callId } = await missed(rep.workspace);
  const stranger = await makeRep(await makeWorkspace(), 'owner');
  expect((await list({}, stranger)).entries).toEqual([]);
  for (const what of ['done', 'reopen']) expect((await act(callId, what, stranger)).status).toBe(404);
  expect((await only()).done).toBeNull();
});

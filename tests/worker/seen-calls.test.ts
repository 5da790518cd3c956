/** A workspace's calls and contacts as permitted members see them: in pages, found by name or number. */
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { cursorOf, type LoggedCall } from '../../shared/call-log/contract.ts';
import type { Contact } from '../../shared/contacts/contract.ts';
import { ACall, contactOf } from './a-call.ts';
import { FakeCarrier } from './fake-carrier.ts';
import { api, CUSTOMER, makeRep, makeWorkspace, type Rep } from './kit.ts';

type Log = { calls: LoggedCall[]; more: boolean; members: { id: string; name: string }[] };
type List = { contacts: Contact[]; more: boolean };

let rep: Rep;
let manager: Rep;
beforeEach(async () => {
  new FakeCarrier();
  rep = await makeRep();
  manager = await makeRep(rep.workspace, 'manager');
});

const log = async (query: Record<string, string> = {}, by = manager) =>
  (await api<Log>('GET', `/v1/workspace/calls?${new URLSearchParams(query)}`, { token: by.token })).body;
const contacts = async (query: Record<string, string> = {}, by = manager) =>
  (await api<List>('GET', `/v1/contacts?${new URLSearchParams(query)}`, { token: by.token })).body;
const change = (by: Rep, id: string, body: Record<string, unknown>) =>
  api<{ contact: Contact }>('PATCH', `/v1/contacts/${id}`, { token: by.token, body });

const knowing = async (count: number) => {
  for (let n = 0; n < count; n++) {
    const id = `cont_${String(n).padStart(26, '0')}`.slice(0, 31);
    await env.DB.batch([
      env.DB.prepare(
        'insert into contact (id, workspace_id, name, company, email, source, created_at) values (?, ?, ?, ?, ?, ?, ?)',
      ).bind(
        `${id.slice(0, 5)}${rep.workspace.id.slice(3, 23)}${String(n).padStart(6, '0')}`,
        rep.workspace.id,
        `Contact ${String(n).padStart(4, '0')}`,
        n % 2 ? 'Odd 100%' : 'Even & Co',
        null,
        'test',
        n,
      ),
    ]);
  }
};

describe('the calls of a workspace', () => {
  test('are shown to a manager with caller, contact, outcome and duration', async () => {
    const call = await ACall.dialled(rep);
    await call.connect();
    await call.hangUp();
    const [seen] = (await log()).calls;
    expect(seen).toMatchObject({
      id: call.id,
      member: { id: rep.memberId, name: 'Robin Rep' },
      direction: 'outbound',
      number: CUSTOMER,
      contact: { id: contactOf(await call.onRecord()).id },
    });
    expect((await log()).members.map(({ id }) => id).sort()).toEqual([rep.memberId, manager.memberId].sort());
  });

  test('are read page by page, none twice and none left out, even if many began at once', async () => {
    const call = await ACall.dialled(rep);
    await call.connect();
    const columns = '*';
    const row = await env.DB.prepare(`select ${columns} from call where id = ?`).bind(call.id).first();
    const names = Object.keys(row ?? {});
    for (let n = 0; n < 24; n++)
      await env.DB.prepare(`insert into call (${names.join()}) values (${names.map(() => '?').join()})`)
        .bind(...names.map(name => (name === 'id' ? `call_${String(n).padStart(26, '0')}` : row?.[name])))
        .run();
    const seen: string[] = [];
    for (let before: string | undefined; ; ) {
      const page = await log({ limit: '7', ...(before ? { before } : {}) });
      seen.push(...page.calls.map(({ id }) => id));
      const last = page.calls.at(-1);
      if (!page.more || !last) break;
      before = cursorOf(last);
    }
    expect([seen.length, new Set(seen).size]).toEqual([25, 25]);
    expect(seen).toEqual([...seen].sort().reverse());
  });

  test('are found by member, name, company and number, and never through wildcard characters', async () => {
    const call = await ACall.dialled(rep);
    await call.connect();
    await env.DB.prepare(
      "update call set contact_name = 'Maria 100%', contact_company = 'Acme', search = null where id = ?",
    )
      .bind(call.id)
      .run();
    const found = async (query: Record<string, string>) => (await log(query)).calls.length;
    expect(await found({ find: 'maria' })).toBe(1);
    expect(await found({ find: 'acm' })).toBe(1);
    expect(await found({ find: '(212) 555-0100' })).toBe(1);
    expect(await found({ find: '100%' })).toBe(1);
    expect(await found({ find: '%' })).toBe(1);
    expect(await found({ find: '_' })).toBe(0);
    expect(await found({ find: '999' })).toBe(0);
    expect(await found({ memberId: rep.memberId })).toBe(1);
    expect(await found({ memberId: manager.memberId })).toBe(0);
  });

  test('are not shown to another workspace', async () => {
    const call = await ACall.dialled(rep);
    await call.connect();
    const stranger = await makeRep(await makeWorkspace(), 'owner');
    expect((await log({}, stranger)).calls).toEqual([]);
  });
});

describe('the contacts of a workspace', () => {
  test('come in pages of any size, sorted by name, the nameless last, with their numbers', async () => {
    await knowing(230);
    const call = await ACall.dialled(rep);
    await call.connect();
    const first = await contacts({ limit: '200' });
    expect([first.contacts.length, first.more, first.contacts[0]?.name]).toEqual([200, true, 'Contact 0000']);
    const rest = await contacts({ skip: '200', limit: '200' });
    expect([rest.contacts.length, rest.more]).toEqual([31, false]);
    expect(rest.contacts.at(-1)).toMatchObject({ name: null, numbers: [CUSTOMER] });
  });

  test('are found by name, company and number', async () => {
    await knowing(4);
    const call = await ACall.dialled(rep);
    await call.connect();
    const found = async (find: string) => (await contacts({ find })).contacts.length;
    expect(await found('contact 0002')).toBe(1);
    expect(await found('odd 100%')).toBe(2);
    expect(await found('%')).toBe(2);
    expect(await found('555-0100')).toBe(1);
    expect(await found('contact 0009')).toBe(0);
  });

  test('are changed only by members who may; the previous values are in the audit log', async () => {
    await knowing(1);
    const id = (await contacts()).contacts[0]?.id ?? '';
    expect((await change(manager, id, { company: 'New' })).status).toBe(403);
    const { body } = await change(rep, id, { name: ' Maria Alvarez ', email: '' });
    expect(body.contact).toMatchObject({ name: 'Maria Alvarez', company: 'Even & Co', email: null });
    const row = await env.DB.prepare(
      "select before, after from audit_entry where act = 'contacts.change' and workspace_id = ?",
    )
      .bind(rep.workspace.id)
      .first();
    expect(JSON.parse(String(row?.before))).toMatchObject({ name: 'Contact 0000' });
    const stranger = await makeRep(await makeWorkspace(), 'owner');
    expect((await change(stranger, id, { name: 'Mine' })).status).toBe(404);
  });
});

/** Finding contacts and calls by any part of a name in any script, by a number as people write it, with any text. */
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import type { LoggedCall } from '../../shared/call-log/contract.ts';
import type { Contact } from '../../shared/contacts/contract.ts';
import { foldCalls } from '../../worker/calls/store.ts';
import { foldContacts } from '../../worker/contacts/store.ts';
import { ACall, contactOf } from './a-call.ts';
import { FakeCarrier } from './fake-carrier.ts';
import { api, makeRep, makeWorkspace, type Rep } from './kit.ts';

const LONDON = '+442079460100';
let rep: Rep;
let manager: Rep;

const contacts = (find: string) =>
  api<{ contacts: Contact[] }>('GET', `/v1/contacts?${new URLSearchParams({ find })}`, { token: rep.token });
const calls = (find: string) =>
  api<{ calls: LoggedCall[] }>('GET', `/v1/workspace/calls?${new URLSearchParams({ find })}`, {
    token: manager.token,
  });
/** Whether both screens find the only match. */
const found = async (find: string) => {
  const [one, other] = [await contacts(find), await calls(find)];
  expect([one.status, other.status]).toEqual([200, 200]);
  return [one.body.contacts.length, other.body.calls.length];
};
const FOUND = [1, 1];

/** A contact with that name, and a call with them. */
const known = async (name: string, company = '', number = LONDON): Promise<string> => {
  const first = await ACall.dialled(rep, number);
  await first.hangUp();
  const { id } = contactOf(await first.onRecord());
  const changed = await api('PATCH', `/v1/contacts/${id}`, { token: rep.token, body: { name, company } });
  expect(changed.status).toBe(200);
  await env.DB.prepare('delete from call where id = ?').bind(first.id).run();
  const call = await ACall.dialled(rep, number);
  await call.onRecord();
  return id;
};

beforeEach(async () => {
  new FakeCarrier();
  const workspace = await makeWorkspace();
  await env.DB.prepare("update workspace set country = 'GB' where id = ?").bind(workspace.id).run();
  await env.DB.prepare('update workspace set dialing = ? where id = ?')
    .bind(JSON.stringify({ allowedCountries: ['GB', 'US'] }), workspace.id)
    .run();
  rep = await makeRep(workspace);
  manager = await makeRep(workspace, 'manager');
});

describe('a name is found', () => {
  test.each<[string, readonly string[]]>([
    ['Björn Öhman', ['björn', 'BJÖRN', 'bjorn', 'öhman', 'Öhman', 'ohman', 'n öh', 'Bjo\u0308rn']],
    ['Бьёрн Ульвеус', ['бьёрн', 'БЬЁРН', 'бьерн', 'УЛЬВЕУС', 'льве']],
    ['ΟΔΥΣΣΕΎΣ Παπαδόπουλος', ['οδυσσευς', 'οδυσσεύς', 'ΠΑΠΑΔΟΠΟΥΛΟΣ']],
    ['Søren Łęcki-Æbelø', ['soren', 'SØREN', 'lecki', 'aebelo', 'ÆBELØ']],
    ['Straße & Söhne', ['strasse', 'STRASSE', 'straße', 'sohne']],
    ['İbrahim Ilgaz Şahin', ['ibrahim', 'ilgaz', 'sahin', 'ŞAHİN']],
    ['أحمد محمود', ['احمد', 'أحمد', 'محـمود']],
    ['שָׁלוֹם כהן', ['שלום', 'כהן']],
    ['नीरज कुमार', ['नीरज', 'कुमार']],
    ['Ｔａｎａｋａ 田中太郎', ['tanaka', '田中', '太郎']],
    ['김철수', ['김', '철수']],
    ['Nguyễn Thị Hương', ['nguyen thi huong', 'NGUYỄN']],
    ['100% Zoë_\\ 🙂', ['100%', 'zoe_', '\\', '🙂', '%']],
  ])('%s', async (name, finds) => {
    await known(name);
    for (const find of finds) expect([find, await found(find)]).toEqual([find, FOUND]);
    for (const other of ['nobody', 'щщщ', 'नर', '中中', '%%', '__'])
      expect([other, await found(other)]).toEqual([other, [0, 0]]);
  });

  test.each<[string, string]>([
    ['25 Cyrillic letters', 'Ж'.repeat(25)],
    ['49 bytes', 'x'.repeat(49)],
    ['a long address', 'Llanfairpwllgwyngyllgogerychwyrndrobwll-llantysiliogogogoch, Anglesey'],
    ['200 characters', 'Ünï'.repeat(66)],
  ])('however long: %s', async (_what, name) => {
    await known(name);
    expect(await found(name)).toEqual(FOUND);
    expect(await found(name.toLowerCase())).toEqual(FOUND);
    expect(await found(`${name}x`)).toEqual([0, 0]);
  });

  test('by a company, and by the contact’s new name after a change', async () => {
    const id = await known('Maria', 'Äpfel AG');
    expect(await found('apfel')).toEqual(FOUND);
    await api('PATCH', `/v1/contacts/${id}`, { token: rep.token, body: { email: 'Zoë@Example.COM' } });
    expect((await contacts('zoe@example.com')).body.contacts).toHaveLength(1);
    await api('PATCH', `/v1/contacts/${id}`, { token: rep.token, body: { name: 'Ägidius' } });
    expect((await contacts('maria')).body.contacts).toEqual([]);
    // The call keeps the name from the time of the call.
    expect([await found('agidius'), await found('maria')]).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  test('whatever several people change in it at once', async () => {
    const id = await known('One');
    const change = (body: Record<string, string>) =>
      api('PATCH', `/v1/contacts/${id}`, { token: rep.token, body });
    await Promise.all([
      change({ name: 'Ümit' }),
      change({ company: 'Öko' }),
      change({ email: 'é@x.example' }),
    ]);
    await foldContacts(env);
    for (const find of ['umit', 'oko', 'e@x.example'])
      expect((await contacts(find)).body.contacts).toHaveLength(1);
  });

  test('also in rows from before this search existed', async () => {
    await known('Éva Nagy');
    await env.DB.exec('update contact set search = null; update call set search = null;');
    expect(await found('nagy')).toEqual(FOUND);
    await foldContacts(env);
    await foldCalls(env);
    expect(await found('eva')).toEqual(FOUND);
  });
});

describe('a number is found', () => {
  test.each([
    '020 7946 0100',
    '02079460100',
    '(020) 7946-0100',
    '020 7946',
    '0044 20 7946 0100',
    '+44 20 7946 0100',
    '+44 (0)20 7946 0100',
    '7946 0100',
    '7946-01',
    '0100',
    'tel:+442079460100',
    '020 7946 0100 ext. 12',
    '０２０ ７９４６ ０１００',
    '\u202a020 7946 0100\u202c',
  ])('as “%s”', async find => {
    await known('Maria');
    expect(await found(find)).toEqual(FOUND);
  });

  test.each(['020 7946 0101', '030 7946', '99', '555 0100', '+1 207 946 0100', '100%', 'Suite 100'])(
    'but not as “%s”',
    async find => {
      await known('Maria');
      expect(await found(find)).toEqual([0, 0]);
    },
  );
});

test('names are sorted by their letters, with or without accents', async () => {
  for (const [index, name] of ['Zora', 'Öhman', 'olsen', 'Émile', 'eva'].entries())
    await env.DB.prepare(
      'insert into contact (id, workspace_id, name, source, created_at) values (?, ?, ?, ?, ?)',
    )
      .bind(`cont_${rep.workspace.id.slice(3, 28)}${index}`, rep.workspace.id, name, 'test', index)
      .run();
  await foldContacts(env);
  const { body } = await api<{ contacts: Contact[] }>('GET', '/v1/contacts', { token: rep.token });
  expect(body.contacts.map(({ name }) => name)).toEqual(['Émile', 'eva', 'Öhman', 'olsen', 'Zora']);
});

test('the audit log can be filtered by an act of any length', async () => {
  const owner = await makeRep(rep.workspace, 'owner');
  for (const act of ['x'.repeat(60), 'Ж'.repeat(30), '%', '_'])
    expect(
      (await api('GET', `/v1/audit?${new URLSearchParams({ act })}`, { token: owner.token })).status,
    ).toBe(200);
});

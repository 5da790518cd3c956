/** How settings are stored: each group with its own revision, and those of earlier releases as they are. */
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { GROUP_IDS, GROUPS, type Revisions, type Settings } from '../../shared/settings/groups.ts';
import { usualHours } from '../../shared/workspace/hours.ts';
import { resealAiAccount } from '../../worker/ai/store.ts';
import { changeSettings, settingsIn } from '../../worker/settings/store.ts';
import { FakeCarrier } from './fake-carrier.ts';
import { api, makeRep, type Rep } from './kit.ts';

type Read = Settings & { readonly revisions: Revisions };

let owner: Rep;
beforeEach(async () => {
  new FakeCarrier();
  owner = await makeRep(undefined, 'owner');
});

const read = async () => (await api<Read>('GET', '/v1/settings', { token: owner.token })).body;
const save = async (change: object) => {
  const { revisions } = await read();
  return api<Read>('PATCH', '/v1/settings', { token: owner.token, body: { revisions, ...change } });
};
const run = (sql: string, ...values: readonly (string | null)[]) =>
  env.DB.prepare(sql)
    .bind(...values)
    .run();

test('no field belongs to two groups', () => {
  const fields = GROUP_IDS.flatMap(id => Object.keys(GROUPS[id].fields));
  expect(fields.toSorted()).toEqual([...new Set(fields)].toSorted());
  const shown = GROUP_IDS.flatMap(id => [
    ...Object.keys(GROUPS[id].values),
    ...Object.keys(GROUPS[id].about),
  ]);
  expect(shown.toSorted()).toEqual([...new Set(shown)].toSorted());
});

describe('settings stored by an earlier release', () => {
  const hours = usualHours('Europe/Berlin');
  const DIALING = {
    ringSeconds: 40,
    allowedCountries: ['US', 'DE'],
    memberCallsPerDay: null,
    recordCalls: true,
  };
  beforeEach(() =>
    run(
      'update workspace set revision = ?, dialing = ?, hours = ?, sites = ?, grants = ? where id = ?',
      'abc',
      JSON.stringify(DIALING),
      JSON.stringify(hours),
      '["crm.acme.example"]',
      '["member.viewCalls"]',
      owner.workspace.id,
    ),
  );

  test('are read as they were, with the defaults for what was never changed', async () => {
    expect(await read()).toMatchObject({
      ...DIALING,
      name: 'Acme Sales',
      country: 'US',
      hours,
      sites: ['crm.acme.example'],
      grants: ['member.viewCalls'],
      wrapUpSeconds: 15,
      allowCostly: false,
      memberMinutesPerDay: 480,
      dialerEnabled: true,
      hasAuthToken: true,
    });
  });

  test('are changed one by one: the others stay as they were, also those in the same column', async () => {
    const { revisions: were, ...before } = await read();
    const change = { memberMinutesPerDay: null, recordCalls: false };
    expect((await save(change)).status).toBe(200);
    const { revisions, ...after } = await read();
    expect(after).toEqual({ ...before, ...change });
    expect(GROUP_IDS.filter(id => revisions[id] !== were[id])).toEqual(['recording', 'limits']);
  });
});

describe('a group without columns of its own', () => {
  const claim = (next: string, seen: string, value: object) => ({
    workspaceId: owner.workspace.id,
    by: owner.memberId,
    now: 1,
    next,
    groups: [{ id: 'new', seen, value }],
  });
  const stored = async () => (await settingsIn(env, owner.workspace.id)).get('new');

  test('is stored as JSON, and changed only as it was seen', async () => {
    expect(await changeSettings(env, claim('one', '', { color: 'red' }), {})).toBe(true);
    expect(await stored()).toMatchObject({ revision: 'one', value: '{"color":"red"}' });
    expect(await changeSettings(env, claim('two', '', { color: 'blue' }), {})).toBe(false);
    expect(await changeSettings(env, claim('two', 'one', { color: 'blue' }), {})).toBe(true);
    expect(await stored()).toMatchObject({ revision: 'two', value: '{"color":"blue"}' });
  });

  test('is not changed together with another one that has changed meanwhile', async () => {
    await save({ name: 'Theirs' });
    const { groups, ...rest } = claim('one', '', { color: 'red' });
    const both = { ...rest, groups: [...groups, { id: 'basic', seen: '' }] };
    expect(await changeSettings(env, both, { workspace: { name: 'Mine' } })).toBe(false);
    expect(await stored()).toBeUndefined();
    expect((await read()).name).toBe('Theirs');
  });
});

test('a model’s key that is replaced while the old one is being resealed stays replaced', async () => {
  const { id } = owner.workspace;
  await run("insert into ai_account values (?, 'https://ai.example/v1', 'm', 'new', 1)", id);
  await resealAiAccount(env, id, 'old', 'old, resealed');
  const key = () =>
    env.DB.prepare('select api_key from ai_account where workspace_id = ?').bind(id).first('api_key');
  expect(await key()).toBe('new');
  await resealAiAccount(env, id, 'new', 'new, resealed');
  expect(await key()).toBe('new, resealed');
});

import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { newSealingKey } from '../../scripts/seal.ts';
import type { Revisions, Settings } from '../../shared/settings/groups.ts';
import { usualHours } from '../../shared/workspace/hours.ts';
import { sweep } from '../../worker/scheduled.ts';
import { addressSignature } from '../../worker/secrets/index.ts';
import { lookAfterAccounts } from '../../worker/settings/nightly.ts';
import { ACall } from './a-call.ts';
import { FakeCarrier } from './fake-carrier.ts';
import { ACCOUNT, api, CUSTOMER, makeRep, makeWorkspace, ORIGIN, type Rep, sid, webhook } from './kit.ts';

type Refused = {
  refusal: { reason: string; fields?: Record<string, string> };
  detail: string;
  fields?: Record<string, string>;
};
type Read = Settings & { readonly revisions: Revisions };
type Answered = Read & Refused;

let carrier: FakeCarrier;
let owner: Rep;

beforeEach(async () => {
  carrier = new FakeCarrier();
  owner = await makeRep(await makeWorkspace({ isNew: true }), 'owner');
  for (const e164 of owner.workspace.numbers) carrier.account.own(e164);
});

const read = async (by = owner) => (await api<Read>('GET', '/v1/settings', { token: by.token })).body;
const save = async (change: Record<string, unknown>, by = owner) => {
  const { revisions } = await read(by);
  return api<Answered>('PATCH', '/v1/settings', { token: by.token, body: { revisions, ...change } });
};
const setUp = (by = owner) => api<Answered>('POST', '/v1/workspace/set-up', { token: by.token, body: {} });
const { accountSid, authToken, apiKeySid, apiKeySecret } = ACCOUNT;
const ALL = { accountSid, authToken, apiKeySid, apiKeySecret, dialerEnabled: true };
const dialling = (by: Rep) =>
  api<Refused & { ticket: string; call: { phase: string } }>('POST', '/v1/calls', {
    token: by.token,
    body: { intent: { number: CUSTOMER, source: 'page', at: 1 } },
    headers: { 'idempotency-key': crypto.randomUUID() },
  });
const hooks = () => `${ORIGIN}/webhooks/${owner.workspace.webhookKey}`;

describe('a new workspace', () => {
  test('has no carrier account, and lists what it needs', async () => {
    expect(await read()).toMatchObject({
      accountSid: null,
      hasAuthToken: false,
      apiKeySid: null,
      dialerEnabled: false,
      dialer: 'off',
      ringSeconds: 25,
    });
    const { body } = await save({ dialerEnabled: true });
    expect(body).toMatchObject({ dialer: 'not_ready', problems: [{ kind: 'account_missing' }] });
  });

  test('can call as soon as its account is entered and the dialer enabled [F049.2] [F050.1]', async () => {
    const rep = await makeRep(owner.workspace);
    expect((await read()).dialerEnabled).toBe(false);
    const { refusal, detail } = (await dialling(rep)).body;
    expect(refusal).toEqual({ reason: 'dialer_not_ready' });
    expect(detail).toMatch(/not set up/);
    const { status, body } = await save(ALL);
    expect(status).toBe(200);
    expect(body).toMatchObject({ dialer: 'ready', problems: [], accountKind: 'full', hasAuthToken: true });
    expect(carrier.account.applications).toMatchObject([
      {
        friendly_name: `Ringside ${owner.workspace.id}`,
        voice_url: `${hooks()}/voice#rc=2&rp=all&rt=4000&tt=10000`,
        voice_fallback_url: `${hooks()}/fallback/${await addressSignature(env, owner.workspace.webhookKey)}`,
      },
    ]);
    for (const number of carrier.account.numbers)
      expect(number).toMatchObject({ voice_url: `${hooks()}/incoming#rc=2&rp=all&rt=4000&tt=10000` });
    expect((await dialling(rep)).status).toBe(200);
  });

  test('can be filled in step by step, and lists each time what is still missing', async () => {
    expect((await save({ accountSid, authToken })).body.dialer).toBe('off');
    expect((await save({ dialerEnabled: true })).body.problems).toEqual([{ kind: 'key_missing' }]);
    expect((await save({ apiKeySid, apiKeySecret })).body).toMatchObject({ dialer: 'ready', problems: [] });
  });
});

describe('credentials', () => {
  test('are never shown again, to anybody, in any form: only that they are set [F048.4]', async () => {
    expect(await read()).toMatchObject({ hasAuthToken: false, hasApiKeySecret: false });
    const { body } = await save(ALL);
    expect(await read()).toMatchObject({ hasAuthToken: true, hasApiKeySecret: true });
    const shown = JSON.stringify([body, await read()]);
    const stored = JSON.stringify(
      await Promise.all(
        ['carrier_account', 'workspace', 'audit_entry'].map(
          async table => (await env.DB.prepare(`select * from ${table}`).all()).results,
        ),
      ),
    );
    for (const secret of [authToken, apiKeySecret, btoa(authToken), btoa(apiKeySecret)])
      for (const text of [shown, stored]) expect(text).not.toContain(secret);
  });

  test.each([
    ['a wrong token', { ...ALL, authToken: 'wrong' }, { authToken: 'token_refused' }],
    ['an account that is not there', { ...ALL, accountSid: sid('AC') }, { authToken: 'token_refused' }],
    ['a wrong secret', { ...ALL, apiKeySecret: 'wrong' }, { apiKeySecret: 'key_refused' }],
    ['a key that is not there', { ...ALL, apiKeySid: sid('SK') }, { apiKeySecret: 'key_refused' }],
    ['an account without its token', { accountSid }, { authToken: 'token_needed' }],
    ['a key without its secret', { accountSid, authToken, apiKeySid }, { apiKeySecret: 'secret_needed' }],
  ])('with %s are refused at the field, and nothing is saved', async (_, change, fields) => {
    const before = await read();
    const { status, body } = await save(change);
    expect([status, body.refusal]).toEqual([422, { reason: 'not_accepted', fields }]);
    expect(await read()).toEqual(before);
  });

  test.each([
    ['suspended', 'account_suspended'],
    ['closed', 'account_closed'],
  ])('of an account that is %s are not accepted', async (state, fault) => {
    carrier.account.status = state;
    expect((await save(ALL)).body.refusal.fields).toEqual({ accountSid: fault });
  });

  test('of the wrong form are refused at their field before the carrier is asked [F048.2]', async () => {
    const hex = 'a'.repeat(32);
    for (const [account, key] of [
      ['AC12', 'SKx'],
      [`SK${hex}`, `AC${hex}`],
      [`AC${hex}0`, `SK${hex}0`],
      [`AC${'g'.repeat(32)}`, `SK${'g'.repeat(32)}`],
      [`xAC${hex}`, hex],
    ]) {
      const { status, body } = await save({ accountSid: account, apiKeySid: key });
      expect([status, Object.keys(body.fields ?? {}).sort()]).toEqual([400, ['accountSid', 'apiKeySid']]);
    }
    expect(carrier.asked).toEqual([]);
  });

  test('are not accepted while the carrier does not answer', async () => {
    carrier.account.instead = () => new Response('', { status: 503 });
    expect((await save(ALL)).body.refusal).toEqual({ reason: 'carrier_silent' });
    expect((await read()).accountSid).toBeNull();
  });

  test('may be changed: webhooks signed with the old token are accepted for another day', async () => {
    await save(ALL);
    carrier.account.secrets = { ...carrier.account.secrets, [accountSid]: 'the-new-token' };
    expect((await save({ authToken: 'the-new-token' })).status).toBe(200);
    const signedWithOld = () =>
      webhook(owner.workspace, 'voice', { CallSid: sid('CA'), From: 'client:mem_x' }).then(
        ({ status }) => status,
      );
    expect(await signedWithOld()).toBe(200);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 3_600_000 });
    expect(await signedWithOld()).toBe(403);
    vi.useRealTimers();
  });

  test('that are copied into another workspace’s row cannot be opened there', async () => {
    await save(ALL);
    const other = await makeRep(await makeWorkspace(), 'owner');
    await env.DB.prepare(
      `update carrier_account set auth_token = (select auth_token from carrier_account where workspace_id = ?),
       api_key_secret = (select api_key_secret from carrier_account where workspace_id = ?) where workspace_id = ?`,
    )
      .bind(owner.workspace.id, owner.workspace.id, other.workspace.id)
      .run();
    expect((await setUp(other)).body.problems).toEqual([{ kind: 'secret_lost' }]);
    expect((await dialling(other)).body.refusal).toEqual({ reason: 'dialer_not_ready' });
  });
});

describe('setting up', () => {
  beforeEach(async () => void (await save(ALL)));
  const applications = () => carrier.account.applications;

  test('again leaves correct settings unchanged, and makes no second application', async () => {
    carrier.asked.length = 0;
    expect((await setUp()).body.dialer).toBe('ready');
    expect(carrier.asked.filter(({ method }) => method !== 'GET')).toEqual([]);
    expect(applications()).toHaveLength(1);
  });

  test('repairs an application and numbers that were changed elsewhere', async () => {
    Object.assign(applications()[0] ?? {}, { voice_url: 'https://elsewhere.example' });
    Object.assign(carrier.account.numbers[0] ?? {}, { voice_application_sid: sid('AP') });
    await setUp();
    expect(applications()[0]?.voice_url).toContain(hooks());
    expect(carrier.account.numbers[0]?.voice_application_sid).toBe('');
  });

  test('again, twice at once, or after an interrupted set-up, makes one application [F050.2]', async () => {
    expect((await save(ALL)).status).toBe(200);
    applications().splice(0);
    await Promise.all([save(ALL), save(ALL)]);
    expect(applications()).toHaveLength(1);
    // The application was created, but the set-up broke off before the answer came.
    applications().splice(0);
    carrier.account.instead = ({ method, path, form }) => {
      if (method !== 'POST' || path !== '/Applications.json') return undefined;
      applications().push({ sid: sid('AP'), friendly_name: form.get('FriendlyName'), voice_url: '' });
      throw new TypeError('network');
    };
    await save(ALL);
    carrier.account.instead = () => undefined;
    expect((await save(ALL)).body).toMatchObject({ dialer: 'ready', problems: [] });
    expect(applications()).toHaveLength(1);
  });

  test('recreates an application that was deleted', async () => {
    const gone = applications().splice(0)[0]?.sid;
    await setUp();
    expect(applications()).toHaveLength(1);
    expect(applications()[0]?.sid).not.toBe(gone);
  });

  test('finds an application whose creation was never answered', async () => {
    applications().splice(0);
    carrier.account.instead = ({ method, path, form }) => {
      if (method !== 'POST' || path !== '/Applications.json') return undefined;
      applications().push({ sid: sid('AP'), friendly_name: form.get('FriendlyName'), voice_url: '' });
      return new Response('', { status: 504 });
    };
    expect((await setUp()).body.problems).toEqual([{ kind: 'carrier_silent' }]);
    carrier.account.instead = () => undefined;
    expect((await setUp()).body).toMatchObject({ dialer: 'ready', problems: [] });
    expect(applications()).toHaveLength(1);
  });

  test('by two at once makes one application', async () => {
    applications().splice(0);
    const answers = await Promise.all([setUp(), setUp(), setUp()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(applications()).toHaveLength(1);
  });

  test('that was interrupted can be repeated after its time limit', async () => {
    await env.DB.prepare('update carrier_account set setting_up_until = ?')
      .bind(Date.now() + 60_000)
      .run();
    expect((await setUp()).body.refusal).toEqual({ reason: 'being_set_up' });
    await env.DB.prepare('update carrier_account set setting_up_until = ?')
      .bind(Date.now() - 1)
      .run();
    expect((await setUp()).status).toBe(200);
  });

  test('waits, when settings are saved, for a set-up still in progress', async () => {
    await save(ALL);
    carrier.account.numbers.length = 0;
    await env.DB.prepare('update carrier_account set setting_up_until = ?')
      .bind(Date.now() + 1_000)
      .run();
    const { body } = await save({ ringSeconds: 21 });
    expect(body.problems.map(({ kind }) => kind)).toContain('number_gone');
  });

  test('reports the number that is no longer at the carrier, and calls go on from the others', async () => {
    const [gone] = carrier.account.numbers.splice(0, 1);
    const { body } = await setUp();
    expect(body).toMatchObject({
      dialer: 'ready',
      problems: [{ kind: 'number_gone', number: gone?.phone_number }],
    });
  });

  test.each([
    ['its token is not accepted any more', 'token_refused', { secrets: {} }],
    ['its key was deleted', 'key_refused', { secrets: { [accountSid]: authToken } }],
    ['it is suspended', 'account_suspended', { status: 'suspended' }],
  ])('finds that %s: nobody dials until it is repaired', async (_, kind, broken) => {
    const rep = await makeRep(owner.workspace);
    Object.assign(carrier.account, broken);
    expect((await setUp()).body).toMatchObject({ dialer: 'not_ready', problems: [{ kind }] });
    expect((await dialling(rep)).body.refusal).toEqual({ reason: 'dialer_not_ready' });
    carrier.account.status = 'active';
    carrier.account.secrets = { [accountSid]: authToken, [apiKeySid]: apiKeySecret };
    expect((await setUp()).body.dialer).toBe('ready');
    expect((await dialling(rep)).status).toBe(200);
  });

  test('reports what the carrier refused, in the carrier’s words', async () => {
    applications().splice(0);
    carrier.account.instead = ({ method }) =>
      method === 'POST' ? Response.json({ code: 20008, message: 'Not today' }, { status: 400 }) : undefined;
    expect((await setUp()).body.problems).toEqual([
      { kind: 'carrier_refused', code: 20008, message: 'Not today' },
    ]);
  });

  test('recognises a trial account: it calls verified numbers, for ten minutes at most [F052.1]', async () => {
    carrier.account.type = 'Trial';
    await setUp();
    const rep = await makeRep(owner.workspace);
    const refused = (await dialling(rep)).body;
    expect(refused.refusal).toEqual({ reason: 'not_verified', number: CUSTOMER });
    expect(refused.detail).toMatch(/[Vv]erify/);
    expect(refused.detail).toMatch(/upgrade/);
    expect(carrier.rung()).toEqual([]);
    carrier.account.verified.push(CUSTOMER);
    const { call, ticket } = (await dialling(rep)).body;
    const entered = await webhook(owner.workspace, 'voice', {
      CallSid: sid('CA'),
      From: `client:${rep.memberId}`,
      ticket,
    });
    expect(entered.text).toContain('timeLimit="600"');
    expect(call.phase).toBe('connecting');
  });

  test('determines how long a contact’s phone rings', async () => {
    await save({ ringSeconds: 40 });
    const rep = await makeRep(owner.workspace);
    const call = await ACall.dialled(rep);
    await call.connect();
    await call.toRoom(call.participant('participant-join', call.repSid, 1));
    await vi.waitFor(() => expect(carrier.rung()[0]?.form.get('Timeout')).toBe('40'));
  });

  test('runs every night, and then recognises a trial that was upgraded', async () => {
    carrier.account.type = 'Trial';
    expect((await setUp()).body.accountKind).toBe('trial');
    carrier.account.type = 'Full';
    await sweep(env, { now: () => Date.now() });
    expect((await read()).accountKind).toBe('full');
  });

  test.each([
    ['on', 'and its fallback address is renewed with it', true],
    ['off', 'and its fallback address is not touched', false],
  ])(
    'with the dialer %s: a new sealing key seals its credentials the next night, %s',
    async (_, __, isOn) => {
      await save({ dialerEnabled: isOn });
      const rotated = { ...env, SEALING_KEY_2: newSealingKey() };
      const night: Env = rotated;
      await lookAfterAccounts(night, { now: () => Date.now() });
      const account = 'select auth_token, api_key_secret from carrier_account where workspace_id = ?';
      const stored = await env.DB.prepare(account).bind(owner.workspace.id).first();
      for (const sealed of Object.values(stored ?? {})) expect(sealed).toMatch(/^2\./);
      const signature = await addressSignature(isOn ? night : env, owner.workspace.webhookKey);
      const fallbacks = carrier.account.applications.map(each => each.voice_fallback_url);
      expect(fallbacks).toContain(`${hooks()}/fallback/${signature}`);
    },
  );
});

describe('settings', () => {
  test('are changed as they were seen: the second of two concurrent changes is refused', async () => {
    const { revisions } = await read();
    const change = (name: string) =>
      api<Answered>('PATCH', '/v1/settings', { token: owner.token, body: { revisions, name } });
    const answers = await Promise.all([change('One'), change('Two'), change('Three')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const kept = answers.find(({ status }) => status === 200);
    expect(kept?.body.name).toBe((await read()).name);
  });

  test('of different groups may be changed by two admins at the same time: both changes are saved', async () => {
    const { revisions } = await read();
    const change = (part: object) =>
      api<Answered>('PATCH', '/v1/settings', { token: owner.token, body: { revisions, ...part } });
    const parts = [
      { name: 'Acme South' },
      { ringSeconds: 31 },
      { recordCalls: true },
      { inboundPickUp: 'ring_first' },
      { allowCostly: true },
      { memberCallsPerDay: 7, memberSpendPerDay: null },
      { grants: [] },
      { sites: ['crm.acme.example'] },
      { hours: usualHours('UTC') },
      { accountSid, authToken },
    ];
    const answers = await Promise.all(parts.map(change));
    expect(answers.map(({ status }) => status)).toEqual(parts.map(() => 200));
    const { authToken: _, ...shown } = Object.assign({}, ...parts);
    expect(await read()).toMatchObject(shown);
  });

  test('of several groups are changed together, or not at all', async () => {
    const { revisions } = await read();
    await save({ name: 'Theirs' });
    const { status } = await api<Answered>('PATCH', '/v1/settings', {
      token: owner.token,
      body: { revisions, name: 'Mine', ringSeconds: 31 },
    });
    expect(status).toBe(409);
    expect(await read()).toMatchObject({ name: 'Theirs', ringSeconds: 25 });
  });

  test('are read group by group, and an answer has only the groups that were asked for', async () => {
    const { token } = owner;
    const { body } = await api<Read>('GET', '/v1/settings?groups=recording,hours', { token });
    expect(Object.keys(body).sort()).toEqual([
      'hours',
      'isOpen',
      'recordCalls',
      'recordingNotice',
      'revisions',
    ]);
    const change = { revisions: body.revisions, recordCalls: true };
    const saved = await api<Read>('PATCH', '/v1/settings', { token, body: change });
    expect(Object.keys(saved.body).sort()).toEqual(Object.keys(body).sort());
    expect(saved.body.revisions.hours).toBe(body.revisions.hours);
    expect(saved.body.revisions.recording).not.toBe(body.revisions.recording);
  });

  test('cannot be changed without the revision they were seen at', async () => {
    const body = { revisions: {}, name: 'Blind' };
    expect((await api<Answered>('PATCH', '/v1/settings', { token: owner.token, body })).status).toBe(409);
  });

  test('of an extension that reads them all at once are answered with the advice to update it', async () => {
    for (const path of ['/v1/workspace', '/v1/ai']) {
      const { status, body } = await api<Refused>('GET', path, { token: owner.token });
      expect([status, body.detail]).toEqual([426, expect.stringContaining('Update it')]);
    }
  });

  test('with invalid values are refused at their field', async () => {
    const { status, body } = await save({ ringSeconds: 4, country: 'Germany' });
    expect([status, body.fields]).toEqual([
      400,
      { ringSeconds: 'At least 5 seconds.', country: 'Choose a country.' },
    ]);
  });

  test('hold the business hours; callers outside them hear that, and when the workspace opens', async () => {
    await save(ALL);
    const hours = usualHours('UTC');
    const heard = async (at: string) => {
      // Later than the half minute for which a workspace's data is cached.
      vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(at) });
      const form = { CallSid: sid('CA'), From: CUSTOMER, To: '+12125550190' };
      const { text } = await webhook(owner.workspace, 'incoming', form);
      vi.useRealTimers();
      return /<Say>(.*?)<\/Say>/.exec(text)?.[1];
    };
    expect((await save({ hours })).body.hours).toEqual(hours);
    expect(await heard('2027-11-22T10:00:00Z')).toContain('cannot take your call right now');
    expect(await heard('2027-11-22T18:00:00Z')).toContain('We open again tomorrow at 9 A M.');
    expect(await heard('2027-11-20T18:00:00Z')).toContain('We open again on Monday at 9 A M.');
    expect((await save({ hours: { ...hours, timeZone: 'Mars/Olympus' } })).status).toBe(400);
    expect((await save({ hours: null })).body).toMatchObject({ hours: null, isOpen: true });
  });

  test('are logged with their previous values, and without any secret', async () => {
    await save({ ...ALL, name: 'Acme North' });
    const { results } = await env.DB.prepare(
      "select * from audit_entry where act = 'workspace.update'",
    ).all();
    const entry = results.find(({ workspace_id }) => workspace_id === owner.workspace.id);
    expect(JSON.parse(String(entry?.after))).toEqual({
      accountSid,
      apiKeySid,
      dialerEnabled: true,
      name: 'Acme North',
    });
    expect(JSON.parse(String(entry?.before))).toMatchObject({ accountSid: null, name: 'Acme Sales' });
  });
});

describe('a workspace’s choice', () => {
  const lookUp = (by: Rep) =>
    api('GET', `/v1/contacts/by-number/${encodeURIComponent(CUSTOMER)}`, { token: by.token });

  test('of grants lets a manager or member see what depends on them at once, and can be withdrawn', async () => {
    const [manager, member] = [
      await makeRep(owner.workspace, 'manager'),
      await makeRep(owner.workspace, 'member'),
    ];
    const statuses = async () => [(await lookUp(manager)).status, (await lookUp(member)).status];
    expect(await statuses()).toEqual([200, 403]);
    await save({ grants: ['member.viewContacts'] });
    expect(await statuses()).toEqual([403, 200]);
    const { body } = await save({ grants: [] });
    expect(body.grants).toEqual([]);
    expect(await statuses()).toEqual([403, 403]);
    expect((await save({ grants: ['manager.dial'] })).status).toBe(400);
  });

  test('of number is used for calls to new contacts, else the number added first [F031.1]', async () => {
    await save(ALL);
    const early = await ACall.dialled(await makeRep(owner.workspace), '+12125550106');
    expect(await early.onRecord()).toMatchObject({ from: '+12125550190', callerIdReason: 'first' });
    const rep = await makeRep(owner.workspace);
    const second = await env.DB.prepare('select id from number where e164 = ? and workspace_id = ?')
      .bind('+14155550191', owner.workspace.id)
      .first<{ id: string }>();
    await save({ defaultNumber: second?.id });
    const listed = await api<{ numbers: { e164: string }[] }>('GET', '/v1/numbers', { token: rep.token });
    expect(listed.body.numbers.map(({ e164 }) => e164)).toEqual(['+14155550191', '+12125550190']);
    const { body } = await dialling(rep);
    expect(body.call).toMatchObject({ from: '+14155550191', callerIdReason: 'first' });
    expect((await save({ defaultNumber: `num_${'0'.repeat(26)}` })).body.refusal).toEqual({
      reason: 'number_unknown',
    });
  });

  test('of sites is sent to everyone signed in, and can never be all sites', async () => {
    const rep = await makeRep(owner.workspace);
    await save({ sites: ['https://App.HubSpot.com/contacts', '*.force.com', 'app.hubspot.com'] });
    const { body } = await api<{ workspace: { sites: string[] } }>('GET', '/v1/me', { token: rep.token });
    expect(body.workspace.sites).toEqual(['*.force.com', 'app.hubspot.com']);
    expect((await save({ sites: ['*'] })).status).toBe(400);
  });

  test('about clicks is sent to everyone signed in', async () => {
    const rep = await makeRep(owner.workspace);
    await save({ clickAction: 'ask' });
    const { body } = await api<{ workspace: { clickAction: string } }>('GET', '/v1/me', { token: rep.token });
    expect(body.workspace.clickAction).toBe('ask');
  });
});

describe('an account without an approved business profile', () => {
  // An account's limits are shared by all workspaces that use it: here no other one does.
  beforeEach(async () => {
    await env.DB.prepare(
      "update carrier_account set account_sid = 'AC' || workspace_id where workspace_id != ?",
    )
      .bind(owner.workspace.id)
      .run();
  });

  const dialMany = async (count: number) => {
    const answers = [];
    for (let n = 0; n < count; n++) answers.push(await dialling(await makeRep(owner.workspace)));
    return answers.map(({ status, body }) => [status, body.refusal]);
  };

  test.each([
    ['none at all', [], 2],
    ['an individual’s', ['Primary Customer Profile of type Individual'], 3],
  ])(
    '(%s) is recognised, shown, and not dialled beyond its limit of concurrent calls',
    async (_, policies, most) => {
      carrier.account.policies = policies;
      expect((await save(ALL)).body.mostCalls).toBe(most);
      const answers = await dialMany(most + 1);
      expect(answers.slice(0, most).every(([status]) => status === 200)).toBe(true);
      expect(answers.at(-1)).toEqual([429, { reason: 'too_many_calls', most }]);
    },
  );

  test('shares one limit among all workspaces that call with it', async () => {
    carrier.account.policies = [];
    await save(ALL);
    expect((await dialMany(1)).map(([status]) => status)).toEqual([200]);
    owner = await makeRep(await makeWorkspace(), 'owner');
    await save(ALL);
    expect((await dialMany(2)).map(([status]) => status)).toEqual([200, 429]);
  });

  test('that has been approved since may call without limit from the next night on', async () => {
    carrier.account.policies = [];
    await save(ALL);
    carrier.account.policies = ['Primary Customer Profile of type Business'];
    expect((await setUp()).body.mostCalls).toBeNull();
    expect((await dialMany(4)).every(([status]) => status === 200)).toBe(true);
  });

  test('whose profile the carrier does not report is not limited', async () => {
    carrier.account.instead = ({ path }) =>
      path.startsWith('/v1/CustomerProfiles') ? new Response(null, { status: 503 }) : undefined;
    expect((await save(ALL)).body).toMatchObject({ mostCalls: null, dialer: 'ready' });
  });
});

describe('a plan without the dialer', () => {
  const withhold = (...names: string[]) =>
    env.DB.prepare(
      'update organization set withheld = ? where id = (select organization_id from workspace where id = ?)',
    )
      .bind(JSON.stringify(names), owner.workspace.id)
      .run();

  test('does not allow the dialer to be enabled, and says what to do', async () => {
    await withhold('dialer');
    const { status, body } = await save(ALL);
    expect([status, body.refusal]).toEqual([402, { reason: 'not_in_plan' }]);
    expect(await read()).toMatchObject({ dialer: 'off', problems: [{ kind: 'not_in_plan' }] });
  });

  test('stops calls, and a plan with the dialer lets them go out again [F047.2]', async () => {
    await save(ALL);
    const rep = await makeRep(owner.workspace);
    await withhold('dialer', 'whatsapp');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    expect(await read()).toMatchObject({ dialer: 'not_ready', problems: [{ kind: 'not_in_plan' }] });
    expect((await dialling(rep)).body.refusal).toEqual({ reason: 'dialer_not_ready' });
    await withhold();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 });
    expect((await dialling(rep)).status).toBe(200);
    vi.useRealTimers();
  });
});

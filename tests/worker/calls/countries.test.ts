/** The countries a workspace's members may call, and its callers may be forwarded to. */
import { env } from 'cloudflare:workers';
import { getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Revisions, Settings } from '../../../shared/settings/groups.ts';
import { dial, type Refused } from '../a-call.ts';
import { FakeCarrier } from '../fake-carrier.ts';
import { api, CUSTOMER, makeRep, type Rep, sid, webhook } from '../kit.ts';

const LATVIA = '+37120123456';
// What toll fraud dials: small countries, islands, satellites, premium rates.
const HIGH_COST = [
  ...(
    ['LV', 'EE', 'SL', 'SO', 'CU', 'MK', 'FJ', 'VU', 'PG', 'LB', 'JM', 'DO', 'BS', 'IM', 'MV'] as const
  ).map(country => getExampleNumber(country, examples)?.number ?? ''),
  '+870773111632',
  '+881612345678',
  '+88216123456',
  '+883510000000000',
  '+979123456789',
  '+19005551234',
];

let carrier: FakeCarrier;
let owner: Rep;

beforeEach(async () => {
  carrier = new FakeCarrier();
  owner = await makeRep(undefined, 'owner');
  for (const e164 of owner.workspace.numbers) carrier.account.own(e164);
});

type Read = Settings & { readonly revisions: Revisions };
const read = async () => (await api<Read>('GET', '/v1/settings', { token: owner.token })).body;
const save = async (change: Partial<Settings>) =>
  api<Settings & { fields?: Record<string, string> }>('PATCH', '/v1/settings', {
    token: owner.token,
    body: { revisions: (await read()).revisions, ...change },
  });

describe('a dial', () => {
  test('to any of 21 high-cost destinations rings nobody, takes no line and creates no contact', async () => {
    const answers = await Promise.all(HIGH_COST.map(number => dial<Refused>(owner, number)));
    expect(answers.map(({ status }) => status).filter(status => status !== 403 && status !== 422)).toEqual(
      [],
    );
    const reasons = new Set(answers.map(({ body }) => body.refusal.reason));
    expect([...reasons].sort()).toEqual(['country_not_allowed', 'premium']);
    expect(carrier.asked).toEqual([]);
    const made = await env.DB.prepare('select count(*) as n from contact where workspace_id = ?')
      .bind(owner.workspace.id)
      .first();
    expect(made).toEqual({ n: 0 });
    expect((await dial(owner)).status).toBe(200);
  });

  test('is refused with the country an admin can allow, and goes through once it is allowed', async () => {
    const { status, body } = await dial<Refused>(owner, LATVIA);
    expect(status).toBe(403);
    expect(body.refusal).toEqual({ reason: 'country_not_allowed', number: LATVIA, country: 'LV' });
    expect(body.detail).toBe(
      'Calls to Latvia are not allowed in this workspace. An admin can allow the country under Settings, Countries.',
    );
    expect((await save({ allowedCountries: ['US', 'LV'] })).status).toBe(200);
    expect((await dial(owner, LATVIA)).status).toBe(200);
  });
});

describe('the countries of a workspace', () => {
  test('are its own and those of its numbers, until an admin chooses', async () => {
    expect(await read()).toMatchObject({
      allowedCountries: null,
      usualCountries: ['US'],
      allowCostly: false,
    });
    const { body } = await save({ allowedCountries: ['LV'], allowCostly: true });
    expect(body).toMatchObject({ allowedCountries: ['LV'], usualCountries: ['US'], allowCostly: true });
    expect((await dial<Refused>(owner, CUSTOMER)).body.refusal).toMatchObject({ country: 'US' });
    expect((await save({ allowedCountries: null })).body.allowedCountries).toBeNull();
    expect((await dial(owner, CUSTOMER)).status).toBe(200);
  });

  test.each([[[]], [['XX']], [['lv']], [['+371']]])('cannot be %j', async allowedCountries => {
    const { status, body } = await save({ allowedCountries });
    expect(status).toBe(400);
    expect(Object.keys(body.fields ?? {})[0]).toMatch(/^allowedCountries/);
  });
});

describe('the number callers are forwarded to', () => {
  const OURS = '+12125550190';
  const forward = async (forwardTo: string) => {
    const row = await env.DB.prepare('select id from number where workspace_id = ? and e164 = ?')
      .bind(owner.workspace.id, OURS)
      .first<{ id: string }>();
    return api<{ refusal?: unknown; detail?: string }>('PATCH', `/v1/numbers/${row?.id}`, {
      token: owner.token,
      body: { forwardTo },
    });
  };
  const called = async () =>
    (
      await webhook(owner.workspace, 'incoming', {
        CallSid: sid('CA'),
        From: CUSTOMER,
        To: OURS,
        CallStatus: 'ringing',
      })
    ).text;

  test('is in an allowed country, both when it is set and at each call', async () => {
    const refused = await forward(LATVIA);
    expect([refused.status, refused.body.refusal]).toEqual([
      403,
      { reason: 'country_not_allowed', country: 'LV' },
    ]);
    expect(refused.body.detail).toContain('Calls to Latvia are not allowed');
    expect((await forward('+1 900 555 1234')).body.refusal).toEqual({ reason: 'premium' });

    await save({ allowedCountries: ['US', 'LV'] });
    expect((await forward(LATVIA)).status).toBe(200);
    expect(await called()).toContain(`>${LATVIA}</Number>`);

    await save({ allowedCountries: ['US'] });
    expect(await called()).toContain('<Record');
    // The number's other settings can still be changed.
    expect((await forward(LATVIA)).status).toBe(200);
  });
});

describe('the carrier’s own permissions', () => {
  const setUp = async () => {
    const { status } = await api('POST', '/v1/workspace/set-up', { token: owner.token, body: {} });
    expect(status).toBe(200);
    return read();
  };

  test('are read at set-up: a country allowed here but not there is named, with what to do', async () => {
    carrier.account.countries = { US: true, LV: false, GB: true };
    const { body } = await save({ allowedCountries: ['US', 'CA', 'LV', 'GB'] });
    expect(body.problems).toEqual([{ kind: 'country_barred', country: 'LV' }]);
    expect(body.barredCountries).toEqual(['LV']);
    expect(body.dialer).toBe('ready');
    const checked = await api<Pick<Settings, 'problems'>>('POST', '/v1/diagnostics/check-up', {
      token: owner.token,
      body: {},
    });
    expect(checked.body.problems).toEqual(body.problems);
    carrier.account.countries = { US: true, LV: true, GB: true };
    expect(await setUp()).toMatchObject({ problems: [], barredCountries: [] });
  });

  test('of Canada are those of the United States', async () => {
    carrier.account.countries = { US: false };
    expect((await setUp()).barredCountries).toEqual(['CA', 'US']);
  });

  test('do not block anything when the carrier does not report them', async () => {
    carrier.account.countries = { LV: false };
    await save({ allowedCountries: ['US', 'LV'] });
    carrier.account.instead = ({ path }) =>
      path === '/v1/DialingPermissions/Countries'
        ? Response.json({ code: 20404 }, { status: 404 })
        : undefined;
    // The permissions read before are kept.
    expect(await setUp()).toMatchObject({
      dialer: 'ready',
      problems: [{ kind: 'country_barred', country: 'LV' }],
    });
  });

  test('do not hide that a forwarding number is no longer allowed: an admin is told', async () => {
    await env.DB.prepare('update number set forward_to = ? where workspace_id = ? and e164 = ?')
      .bind(LATVIA, owner.workspace.id, '+12125550190')
      .run();
    expect((await setUp()).problems).toEqual([
      { kind: 'forward_not_allowed', number: '+12125550190', forwardTo: LATVIA },
    ]);
  });
});

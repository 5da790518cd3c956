/** A workspace changes to another carrier account while calls on the previous account are still in progress. */
import { env } from 'cloudflare:workers';
import { beforeEach, expect, test, vi } from 'vitest';
import { SWEEP_CRON, scheduled } from '../../../worker/scheduled.ts';
import { ACall, recorded, talking } from '../a-call.ts';
import { created, FakeCarrier } from '../fake-carrier.ts';
import { ACCOUNT, api, makeRep, type Rep, sid, webhook } from '../kit.ts';

let carrier: FakeCarrier;
beforeEach(() => {
  vi.useRealTimers();
  carrier = new FakeCarrier();
});

const changeAccount = async (owner: Rep) => {
  const next = {
    accountSid: sid('AC'),
    authToken: 'token-of-the-next',
    apiKeySid: sid('SK'),
    apiKeySecret: 'secret-of-the-next',
  };
  carrier.account.secrets = {
    ...carrier.account.secrets,
    [next.accountSid]: next.authToken,
    [next.apiKeySid]: next.apiKeySecret,
  };
  const read = await api<{ revisions: object }>('GET', '/v1/settings?groups=account', { token: owner.token });
  const body = { revisions: read.body.revisions, ...next };
  expect((await api('PATCH', '/v1/settings', { token: owner.token, body })).status).toBe(200);
  return next;
};
const formerRows = async ({ workspace }: Rep) =>
  (await env.DB.prepare('select * from former_account where workspace_id = ?').bind(workspace.id).all())
    .results;
const asRecorded = async (rep: Rep) => {
  await env.DB.prepare('update workspace set dialing = ? where id = ?')
    .bind(JSON.stringify({ recordCalls: true, recordingNotice: 'We record.' }), rep.workspace.id)
    .run();
};
const inCall = async () => {
  const rep = await makeRep(undefined, 'owner');
  await asRecorded(rep);
  const customerSid = sid('CA');
  carrier.onCreate = created(customerSid);
  carrier.onCall = ({ path }) =>
    Response.json({ sid: /CA[0-9a-f]{32}/.exec(path)?.[0], status: 'in-progress' });
  const call = await talking(rep, carrier, customerSid);
  return { rep, call, customerSid };
};

test('a call continues on the account it began with: its webhooks are accepted, and both legs end', async () => {
  const { rep, call, customerSid } = await inCall();
  const next = await changeAccount(rep);
  await call.hangUp();
  await vi.waitFor(() => expect(carrier.ended(call.repSid)).toBe(true), { timeout: 15_000 });
  const ending = carrier.asked.filter(({ path, method }) => method === 'POST' && path.includes(call.repSid));
  expect(ending.map(({ user }) => user)).not.toContain(next.apiKeySid);
  await call.toCustomer(call.customer('completed', customerSid, 7, Date.now(), { CallDuration: '4' }));
  await recorded(call, { phase: 'ended' });
});

test('its recording is fetched from that account, which stays on record until then', async () => {
  const { rep, call, customerSid } = await inCall();
  await vi.waitFor(() => expect(carrier.announced(customerSid)).toHaveLength(1), { timeout: 10_000 });
  await call.toRoom({ ...call.participant('announcement-end', sid('CA'), 9), CallSid: customerSid });
  await vi.waitFor(() => expect(carrier.recorded(customerSid)).toBe(1), { timeout: 10_000 });
  await changeAccount(rep);
  expect(await formerRows(rep)).toMatchObject([{ account_sid: ACCOUNT.accountSid }]);
  await env.DB.prepare('update former_account set replaced_at = 1').run();
  await call.toCustomer(call.customer('completed', customerSid, 7, Date.now(), { CallDuration: '4' }));
  await vi.waitFor(
    async () => {
      const row = await env.DB.prepare('select stored_at from recording where call_id = ?')
        .bind(call.id)
        .first();
      expect(row).toEqual({ stored_at: expect.any(Number) });
    },
    { timeout: 20_000 },
  );
}, 40_000);

test('a previous account is deleted after a week, unless a recording still has to be fetched from it', async () => {
  const { rep } = await inCall();
  await changeAccount(rep);
  await env.DB.prepare('update former_account set replaced_at = 1').run();
  const id = crypto.randomUUID();
  const job = { kind: 'recordings.keep', id, accountSid: ACCOUNT.accountSid };
  await env.DB.prepare(
    'insert into outbox (id, workspace_id, job, created_at, sent_at, failed_at) values (?, ?, ?, 1, ?, ?)',
  )
    .bind(id, rep.workspace.id, JSON.stringify(job), Date.now(), Date.now())
    .run();
  const sweep = () =>
    scheduled({ cron: SWEEP_CRON, scheduledTime: Date.now(), noRetry: () => undefined } as never, env);
  await sweep();
  expect(await formerRows(rep)).toHaveLength(1);
  await env.DB.prepare('update outbox set done_at = 2 where id = ?').bind(id).run();
  await sweep();
  expect(await formerRows(rep)).toEqual([]);
});

test('no call begins on a previous account: a device still signed in there enters no room', async () => {
  const rep = await makeRep(undefined, 'owner');
  for (const e164 of rep.workspace.numbers) carrier.account.own(e164);
  const next = await changeAccount(rep);
  const call = await ACall.dialled(rep);
  expect(await call.connect()).toContain('<Hangup');
  expect(carrier.rung()).toHaveLength(0);
  expect(next.accountSid).not.toBe(rep.workspace.accountSid);
});

test('a webhook signed by another account, or by the previous account of another workspace, is refused', async () => {
  const { rep, call } = await inCall();
  await changeAccount(rep);
  const stranger = { ...rep.workspace, accountSid: `AC${'f'.repeat(32)}` };
  expect((await webhook(stranger, `calls/${call.id}/room`, {})).status).toBe(403);
  const other = await makeRep(undefined, 'owner');
  await changeAccount(other);
  await env.DB.prepare('delete from former_account where workspace_id = ?').bind(other.workspace.id).run();
  expect((await webhook(other.workspace, `calls/${call.id}/room`, {})).status).toBe(403);
});

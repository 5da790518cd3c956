import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { app } from '../../worker/app.ts';
import { inboundCallId } from '../../worker/inbound-call-id.ts';
import { queue } from '../../worker/queue.ts';
import type { StoreRecording } from '../../worker/recordings/job.ts';
import { addressSignature } from '../../worker/secrets/index.ts';
import type { MissedCall, Voicemail } from '../../worker/voicemail/index.ts';
import { OURS } from './an-arrival.ts';
import { FakeCarrier } from './fake-carrier.ts';
import { CUSTOMER, type Form, makeWorkspace, ORIGIN, sid, sign, type Workspace, webhook } from './kit.ts';
import { logged } from './log-lines.ts';

type Job = MissedCall | StoreRecording | Voicemail;

let carrier: FakeCarrier;
let workspace: Workspace;

beforeEach(async () => {
  carrier = new FakeCarrier();
  workspace = await makeWorkspace();
});

/** A binding that is down: every use of it fails. */
const down = <T extends object>(what: T): T =>
  new Proxy(what, {
    get: () => {
      throw new Error('down');
    },
  });

const anEvent = (over: Form = {}): Form => ({
  AccountSid: workspace.accountSid,
  CallSid: sid('CA'),
  From: CUSTOMER,
  To: '+12125550190',
  ErrorCode: '11200',
  ErrorUrl: `${ORIGIN}/webhooks/${workspace.webhookKey}/voice`,
  ...over,
});

/** The fallback's address, with the signature that shows it was issued here. */
const own = async (what: string, { webhookKey } = workspace): Promise<string> =>
  what.replace(/^fallback/, `fallback/${await addressSignature(env, webhookKey)}`);

/** Calls the fallback of a Worker whose database and calls are down. */
const ask = async (what: string, form: Form, over: Partial<Env> = {}, signature?: string) => {
  const url = `${ORIGIN}/webhooks/${workspace.webhookKey}/${await own(what)}`;
  const request = new Request(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signature ?? (await sign(url, form)),
    },
    body: new URLSearchParams(form).toString(),
  });
  const broken: Env = {
    ...env,
    DB: down(env.DB),
    LIVE_CALL: down(env.LIVE_CALL),
    SWITCHBOARD: down(env.SWITCHBOARD),
    RECORDINGS: down(env.RECORDINGS),
    ...over,
  };
  const response = await app.fetch(request, broken, createExecutionContext());
  return { status: response.status, text: await response.text() };
};

describe('with the database and every call down', () => {
  test('a caller hears what happened and may leave a message', async () => {
    const { status, text } = await ask('fallback', anEvent());
    expect(status).toBe(200);
    expect(text).toContain('<Say>We are sorry, we cannot take your call right now.');
    expect(text).toMatch(/<Record [^>]*action="[^"]*\/fallback\/\w{26}\/thanks"[^>]*maxLength="180"/);
    expect((await ask('fallback/thanks', anEvent())).text).toContain('<Hangup/>');
  });

  test('a caller hears it even when the queue is down as well', async () => {
    const { text } = await ask('fallback', anEvent(), { JOBS: down(env.JOBS) });
    expect(text).toContain('<Record');
    expect(logged('fallback.lost')).toMatchObject([{ level: 'error', act: 'calls.missed', error: 'Error' }]);
  });

  test('a recorded message that cannot be queued is delivered again: the carrier gets an error', async () => {
    const form = {
      ...anEvent(),
      RecordingSid: sid('RE'),
      RecordingStatus: 'completed',
      RecordingDuration: '4',
    };
    expect((await ask('fallback/recording', form, { JOBS: down(env.JOBS) })).status).toBe(500);
    expect((await ask('fallback/recording', form)).status).toBe(204);
  });

  test('a rep’s own device is told that nobody was rung', async () => {
    const { text } = await ask('fallback', anEvent({ From: 'client:mem_x' }));
    expect(text).toContain('nobody was rung');
    expect(text).not.toContain('<Record');
  });

  test('the ordinary webhook fails, so that these tests prove something', async () => {
    expect((await ask('voice', anEvent())).status).toBe(500);
    expect(logged('broke')).toHaveLength(1);
  });
});

const rowsOf = async (table: 'call' | 'recording' | 'outbox', { id } = workspace) =>
  (await env.DB.prepare(`select * from ${table} where workspace_id = ?`).bind(id).all()).results;

/** The jobs that store audio. */
const keeping = async (of = workspace) =>
  (await rowsOf('outbox', of)).filter(({ id }) => String(id).startsWith('keep/'));

const deliver = async (...jobs: readonly Job[]) => {
  const messages = jobs.map((body, index) => ({
    id: `m${index}`,
    timestamp: new Date(),
    attempts: 1,
    body,
  }));
  const batch = createMessageBatch<Job>('ringside-jobs', messages);
  const context = createExecutionContext();
  await queue(batch, env);
  return getQueueResult(batch, context);
};

describe('the fallback', () => {
  test.each(['fallback', 'fallback/thanks', 'fallback/recording'])('%s needs its own address', async what => {
    const sent = vi.fn();
    const JOBS = { ...env.JOBS, send: sent };
    const stranger = await makeWorkspace();
    const path = `/webhooks/${workspace.webhookKey}/${await own(what, stranger)}`;
    const form = anEvent();
    const request = new Request(ORIGIN + path, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': await sign(ORIGIN + path, form),
      },
      body: new URLSearchParams(form).toString(),
    });
    expect((await app.fetch(request, { ...env, JOBS }, createExecutionContext())).status).toBe(404);
    expect(sent).not.toHaveBeenCalled();
  });

  test.each([
    ['has a forged signature', form => form, 'forged'],
    ['comes from a foreign account', form => ({ ...form, AccountSid: `AC${'f'.repeat(32)}` }), undefined],
  ] as [string, (form: Form) => Form, string | undefined][])(
    'stores nothing from a webhook that %s',
    async (_, spoil, signature) => {
      const sent: Job[] = [];
      const JOBS = { ...env.JOBS, send: vi.fn(async job => void sent.push(job as Job)) } as never;
      await ask('fallback', spoil(anEvent()), { JOBS }, signature);
      const left = { ...voicemailOf(sid('CA'), sid('RE')), ...spoil({}) };
      await ask('fallback/recording', left, { JOBS }, signature);
      expect(sent.map(({ kind }) => kind)).toEqual(['calls.missed', 'calls.voicemail']);
      await deliver(...sent);
      expect([...(await rowsOf('call')), ...(await rowsOf('recording'))]).toEqual([]);
    },
  );
});

const rowOf = (callSid: string) =>
  env.DB.prepare(
    `select call.*, recording.* from call join recording on recording.call_id = call.id
       and recording.workspace_id = call.workspace_id where customer_call_sid = ?`,
  )
    .bind(callSid)
    .first();

const voicemailOf = (callSid: string, recordingSid: string) => ({
  AccountSid: workspace.accountSid,
  CallSid: callSid,
  RecordingSid: recordingSid,
  RecordingStatus: 'completed',
  RecordingDuration: '7',
});

test('a missed call and its message become a row and a stored recording, through the queue', async () => {
  const form = anEvent();
  const recordingSid = sid('RE');
  await webhook(workspace, await own('fallback'), form);
  await webhook(workspace, await own('fallback/recording'), voicemailOf(form.CallSid ?? '', recordingSid));
  const key = `recordings/${workspace.id}/${recordingSid}.wav`;
  await vi.waitFor(
    async () =>
      expect(await rowOf(form.CallSid ?? '')).toMatchObject({
        workspace_id: workspace.id,
        from_number: CUSTOMER,
        end_reason: 'voicemail',
        direction: 'inbound',
        recording_sid: recordingSid,
        seconds: 7,
        stored_at: expect.any(Number),
      }),
    { timeout: 20_000 },
  );
  const kept = await env.RECORDINGS.get(key);
  expect([...new Uint8Array((await kept?.arrayBuffer()) ?? new ArrayBuffer())]).toEqual([1, 2, 3]);
}, 30_000);

describe('the queue', () => {
  const jobs = async (callSid = sid('CA'), recordingSid = sid('RE')) => {
    const { webhookKey } = workspace;
    const url = `${ORIGIN}/webhooks/${webhookKey}/fallback`;
    const form = { AccountSid: workspace.accountSid, CallSid: callSid };
    const signed = {
      url,
      body: new URLSearchParams(form).toString(),
      signature: await sign(url, form),
    };
    const of = { webhookKey, signed, callSid };
    const missed = { ...of, kind: 'calls.missed', from: CUSTOMER, to: OURS, at: 5, id: 'a' };
    const left = { ...of, kind: 'calls.voicemail', recordingSid, seconds: 7, at: 6, id: 'b' };
    return [missed, left] as Job[];
  };

  test('may deliver jobs twice and in any order: the row and the recording exist once', async () => {
    const [missed, left] = await jobs();
    if (!missed || !left || !('callSid' in left)) throw new Error('No jobs.');
    await deliver(left, missed, left, missed);
    await deliver(left);
    const id = await inboundCallId(workspace.id, left.callSid);
    await vi.waitFor(async () => {
      expect(await rowsOf('call')).toMatchObject([{ id, from_number: CUSTOMER, end_reason: 'voicemail' }]);
      expect(await rowsOf('recording')).toMatchObject([{ call_id: id, seconds: 7 }]);
    });
    expect(await keeping()).toHaveLength(1);
  });

  test('neither overwrites nor replaces another workspace’s data under the same SIDs', async () => {
    const [callSid, recordingSid] = [sid('CA'), sid('RE')];
    const ofWorkspace = async () => {
      const [missed, left] = await jobs(callSid, recordingSid);
      if (!missed || !left) throw new Error('No jobs.');
      return { missed, left };
    };
    const own = workspace;
    const { missed, left } = await ofWorkspace();
    workspace = await makeWorkspace();
    const theirs = await ofWorkspace();
    const forged = { ...theirs.missed, from: '+19005550000' } as Job;
    await deliver(forged, theirs.left, missed, left, forged);
    await vi.waitFor(async () => {
      expect(await rowsOf('call', own)).toMatchObject([{ from_number: CUSTOMER, end_reason: 'voicemail' }]);
      expect(await rowsOf('recording', own)).toMatchObject([{ recording_sid: recordingSid }]);
    });
    expect(await keeping(own)).toHaveLength(1);
  });

  test('delivers only the failed job again', async () => {
    carrier.onRecording = () => new Response('', { status: 404 });
    const [missed] = await jobs();
    if (!missed) throw new Error('No job.');
    const keep = {
      kind: 'recordings.keep',
      id: 'k',
      workspaceId: workspace.id,
      recordingSid: sid('RE'),
    } as Job;
    const result = await deliver(keep, missed);
    expect(result.explicitAcks).toEqual(['m1']);
    expect(result.retryMessages).toMatchObject([{ msgId: 'm0' }]);
  });

  test('does not accept a job of an unknown form, or of an unknown workspace', async () => {
    const [missed] = await jobs();
    const stranger = { ...missed, webhookKey: '0'.repeat(26) } as Job;
    const nonsense = { kind: 'nonsense' } as never;
    expect((await deliver(stranger, nonsense)).explicitAcks).toEqual([]);
  });
});

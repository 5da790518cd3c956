/** A recording from the carrier to the listener, whether it is of a call or the message a caller left. */
import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CallId, newId, RecordingSid, type WorkspaceId } from '../../shared/ids.ts';
import { randomBytes } from '../../worker/platform.ts';
import { queue } from '../../worker/queue.ts';
import { StoreRecording } from '../../worker/recordings/job.ts';
import { putStream } from '../../worker/recordings/put-stream.ts';
import { storeRecording } from '../../worker/recordings/store-recording.ts';
import { sweep } from '../../worker/scheduled.ts';
import { addressSignature } from '../../worker/secrets/index.ts';
import { FakeCarrier, refused } from './fake-carrier.ts';
import { api, makeRep, ORIGIN, type Rep, sid } from './kit.ts';
import { logged, logText } from './log-lines.ts';

const DAY_MS = 24 * 60 * 60_000;
const clock = { now: Date.now };

let carrier: FakeCarrier;
let rep: Rep;
beforeEach(async () => {
  vi.useRealTimers();
  carrier = new FakeCarrier();
  rep = await makeRep();
});
afterEach(() => void vi.useRealTimers());

type Recorded = { readonly sid: RecordingSid; readonly callId: string; readonly key: string };

/** The row of a recording whose audio the carrier has. */
const begun = async (
  { callId = sid('CA'), folder = 'recordings' } = {},
  workspaceId: WorkspaceId = rep.workspace.id,
): Promise<Recorded> => {
  const recordingSid = RecordingSid.parse(sid('RE'));
  const key = `${folder}/${workspaceId}/${recordingSid}.wav`;
  await env.DB.prepare(
    'insert into recording (workspace_id, recording_sid, call_id, started_at, key) values (?, ?, ?, ?, ?)',
  )
    .bind(workspaceId, recordingSid, callId, Date.now(), key)
    .run();
  carrier.recordings.set(recordingSid, callId);
  return { sid: recordingSid, callId, key };
};

const jobOf = (recorded: Recorded, over: object = {}) =>
  StoreRecording.parse({
    kind: 'recordings.keep',
    id: `keep/${rep.workspace.id}/${recorded.sid}`,
    workspaceId: rep.workspace.id,
    accountSid: rep.workspace.accountSid,
    recordingSid: recorded.sid,
    ...over,
  });
const store = (recorded: Recorded) => storeRecording(env, jobOf(recorded), clock);

const LONG = crypto.getRandomValues(new Uint8Array(1000));
/** A recording in our own store. */
const stored = async (how?: Parameters<typeof begun>[0]): Promise<Recorded> => {
  const recorded = await begun(how);
  carrier.onRecording = () => new Response(LONG);
  await store(recorded);
  return recorded;
};

type Listened = { url: string; refusal: { reason: string }; detail: string };
const listen = (recorded: Recorded, { token } = rep) =>
  api<Listened>('POST', `/v1/recordings/${recorded.sid}/listen`, { token });
const addressOf = async (recorded: Recorded): Promise<string> => (await listen(recorded)).body.url;
const get = (url: string, headers: Record<string, string> = {}) => exports.default.fetch(url, { headers });
const bytesOf = async (response: Response): Promise<readonly number[]> => [
  ...new Uint8Array(await response.arrayBuffer()),
];

const OWNERS: [string, () => Parameters<typeof begun>[0]][] = [
  ['a call', () => ({ callId: newId(CallId, 'call', randomBytes) })],
  ['a caller who left a message', () => ({ callId: sid('CA') })],
];

describe.each(OWNERS)('the recording of %s', (_, owner) => {
  test('is stored once, and then deleted at the carrier, however often its job arrives', async () => {
    const recorded = await begun(owner());
    await Promise.all([store(recorded), store(recorded)]);
    await store(recorded);
    const ours = await (await env.RECORDINGS.get(recorded.key))?.bytes();
    expect(ours).toEqual(new Uint8Array([1, 2, 3]));
    expect(carrier.recordings.has(recorded.sid)).toBe(false);
    const asked = carrier.asked.length;
    await store(recorded);
    expect(carrier.asked.length).toBe(asked);
  });

  test('is heard whole or in part, and the audit log has each listening once', async () => {
    const recorded = await stored(owner());
    const url = await addressOf(recorded);
    const whole = await get(url);
    expect([whole.status, await bytesOf(whole)]).toEqual([200, [...LONG]]);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'audio/wav',
      'content-length': '1000',
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
    for (const from of [0, 10, 999]) {
      const part = await get(url, { range: `bytes=${from}-` });
      expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes ${from}-999/1000`]);
      expect(part.headers.get('content-length')).toBe(String(1000 - from));
      expect(await bytesOf(part)).toEqual([...LONG.subarray(from)]);
    }
    await vi.waitFor(async () => {
      const { results } = await env.DB.prepare(
        "select target, member_id from audit_entry where act = 'recordings.listen' and workspace_id = ?",
      )
        .bind(rep.workspace.id)
        .all();
      expect(results).toEqual([{ target: recorded.callId, member_id: rep.memberId }]);
    });
  });

  test('is deleted after 90 days, also when it was never stored, and that is what a listener is told', async () => {
    const [recorded, never] = [await stored(owner()), await begun(owner())];
    const url = await addressOf(recorded);
    await sweep(env, { now: () => Date.now() + 89 * DAY_MS });
    expect(await env.RECORDINGS.head(recorded.key)).not.toBeNull();
    await sweep(env, { now: () => Date.now() + 91 * DAY_MS });
    expect(await env.RECORDINGS.head(recorded.key)).toBeNull();
    // By then the sessions of that time have ended as well.
    const later = await makeRep(rep.workspace);
    for (const each of [recorded, never]) {
      const { status, body } = await listen(each, later);
      expect([status, body.refusal]).toEqual([410, { reason: 'gone' }]);
    }
    expect((await get(url)).status).toBe(404);
    // A job that is still on its way does not bring it back.
    await store(never);
    expect(await env.RECORDINGS.head(never.key)).toBeNull();
  });
});

describe('a range', () => {
  test.each([
    ['bytes=0-0', 206, 'bytes 0-0/1000'],
    ['bytes=10-19', 206, 'bytes 10-19/1000'],
    ['bytes=990-5000', 206, 'bytes 990-999/1000'],
    ['bytes=-10', 206, 'bytes 990-999/1000'],
    ['bytes=-5000', 206, 'bytes 0-999/1000'],
    ['bytes=1000-', 416, 'bytes */1000'],
    ['bytes=-0', 416, 'bytes */1000'],
    ['bytes=20-10', 200, null],
    ['bytes=0-1,5-6', 200, null],
    ['bytes=-', 200, null],
    ['seconds=1-2', 200, null],
  ])('%s is answered with %i', async (range, status, contentRange) => {
    const answer = await get(await addressOf(await stored()), { range });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([status, contentRange]);
    const [first = 0, last = 999] = (/(\d+)-(\d+)/.exec(contentRange ?? '') ?? []).slice(1).map(Number);
    expect(await bytesOf(answer)).toEqual(status === 416 ? [] : [...LONG.subarray(first, last + 1)]);
  });

  test('of an older copy is answered with the whole', async () => {
    const url = await addressOf(await stored());
    const etag = (await get(url)).headers.get('etag') ?? '';
    const range = 'bytes=5-';
    expect((await get(url, { range, 'if-range': etag })).status).toBe(206);
    expect((await get(url, { range, 'if-range': '"older"' })).status).toBe(200);
  });
});

describe('the address of a recording', () => {
  test('is given to members of its workspace who may see calls, and to nobody else', async () => {
    const recorded = await stored();
    const { workspace } = rep;
    expect((await listen(recorded, await makeRep(workspace, 'manager'))).status).toBe(200);
    expect((await listen(recorded, await makeRep(workspace, 'member'))).status).toBe(403);
    expect((await listen(recorded, await makeRep(undefined, 'owner'))).status).toBe(404);
    expect((await api('POST', `/v1/recordings/${recorded.sid}/listen`)).status).toBe(401);
  });

  test('works for that recording and that session, and cannot be changed', async () => {
    const [recorded, other] = [await stored(), await stored()];
    const mate = await makeRep(rep.workspace);
    const url = await addressOf(recorded);
    const [, sessionId = '', until = '', signature = ''] = new URL(url).pathname.split('/').slice(2);
    const theirs = new URL((await listen(recorded, mate)).body.url).pathname.split('/')[3] ?? '';
    expect(theirs).not.toBe(sessionId);
    const of = (...parts: readonly string[]) => `${ORIGIN}/recordings/${parts.join('/')}`;
    expect((await get(of(recorded.sid, sessionId, until, signature))).status).toBe(200);
    for (const forged of [
      of(other.sid, sessionId, until, signature),
      of(recorded.sid, theirs, until, signature),
      of(recorded.sid, sessionId, String(Number(until) + 1), signature),
      of(recorded.sid, sessionId, until, `${signature.slice(0, -1)}${signature.endsWith('0') ? '1' : '0'}`),
      // A signature that was made here for something else.
      of(
        recorded.sid,
        sessionId,
        until,
        await addressSignature(env, `${recorded.sid}/${sessionId}/${until}`),
      ),
    ])
      expect((await get(forged)).status).toBe(404);
    // A refused request is logged; its address, which is good for others, is not.
    expect(logged('request')).toContainEqual(expect.objectContaining({ status: 404 }));
    expect(logText().join()).not.toContain(signature);
  });

  test('expires some minutes after the recording could have been heard to its end', async () => {
    const url = await addressOf(await stored());
    const at = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms });
    at(4 * 60_000);
    expect((await get(url)).status).toBe(200);
    at(2 * 60_000);
    expect((await get(url)).status).toBe(404);
  });

  test('stops working with the session, and with the right to see calls', async () => {
    const recorded = await stored();
    const signedOut = await makeRep(rep.workspace);
    const one = (await listen(recorded, signedOut)).body.url;
    expect((await get(one)).status).toBe(200);
    await api('DELETE', '/v1/session', { token: signedOut.token });
    expect((await get(one)).status).toBe(404);

    const mine = await addressOf(recorded);
    const change = (sql: string) => env.DB.prepare(sql).bind(rep.memberId).run();
    await change("update member set role = 'member' where id = ?");
    expect((await get(mine)).status).toBe(404);
    await change("update member set role = 'agent' where id = ?");
    expect((await get(mine)).status).toBe(200);
    await change('update member set removed_at = 1 where id = ?');
    expect((await get(mine)).status).toBe(404);
  });
});

describe('a recording that cannot be played', () => {
  const refusalOf = async (recorded: Recorded) => {
    const { status, body } = await listen(recorded);
    return [status, body.refusal];
  };

  test.each(['keep/%RE', 'keep/%WS/%RE'])('because fetching it failed for good says so (%s)', async form => {
    const recorded = await begun();
    const id = form.replace('%WS', rep.workspace.id).replace('%RE', recorded.sid);
    await env.DB.prepare('insert into outbox (id, workspace_id, job, created_at) values (?, ?, ?, 1)')
      .bind(id, rep.workspace.id, JSON.stringify(jobOf(recorded, { id })))
      .run();
    expect(await refusalOf(recorded)).toEqual([409, { reason: 'coming' }]);
    await env.DB.prepare('update outbox set failed_at = 1 where id = ?').bind(id).run();
    expect(await refusalOf(recorded)).toEqual([409, { reason: 'stuck' }]);
    expect((await listen(recorded)).body.detail).toContain('Failed jobs');
    await env.DB.prepare('update outbox set failed_at = null where id = ?').bind(id).run();
    await storeRecording(env, jobOf(recorded, { id }), clock);
    expect((await listen(recorded)).status).toBe(200);
  });

  test('because the carrier has no audio for it is called empty, and not fetched again', async () => {
    carrier.onRecording = refused(20404, 404);
    carrier.onStop = () => Response.json({ status: 'absent' });
    const recorded = await begun();
    const nameless = jobOf(recorded, { accountSid: undefined });
    await expect(storeRecording(env, nameless, clock)).rejects.toThrow('not there yet');
    await store(recorded);
    expect(await refusalOf(recorded)).toEqual([410, { reason: 'empty' }]);
  });
});

describe('the carrier’s copy', () => {
  const fails = async (recorded: Recorded, text: string) => {
    await expect(store(recorded)).rejects.toThrow(text);
    expect([(await listen(recorded)).status, carrier.recordings.has(recorded.sid)]).toEqual([409, true]);
  };

  test('is waited for while the carrier is not done with it', async () => {
    carrier.onRecording = refused(20404, 404);
    carrier.onStop = () => Response.json({ status: 'processing' });
    const recorded = await begun();
    await fails(recorded, 'not there yet');
    carrier.onRecording = () => new Response(LONG);
    carrier.onStop = undefined;
    await store(recorded);
    expect((await listen(recorded)).status).toBe(200);
  });

  test('stays until ours is complete', async () => {
    const recorded = await begun();
    carrier.onRecording = () =>
      new Response(LONG.subarray(0, 500), { headers: { 'content-length': '1000' } });
    await fails(recorded, 'incomplete');
    expect(await env.RECORDINGS.head(recorded.key)).toBeNull();
  });

  test('is deleted in the end, although that failed at first', async () => {
    const recorded = await begun();
    vi.spyOn(carrier.recordings, 'delete').mockImplementationOnce(() => {
      throw new Error('down');
    });
    await fails(recorded, 'down');
    await store(recorded);
    expect([(await listen(recorded)).status, carrier.recordings.size]).toEqual([200, 0]);
  });

  test('may be gone already after an interruption: ours is what is played', async () => {
    const recorded = await begun();
    await env.RECORDINGS.put(recorded.key, LONG);
    carrier.onRecording = refused(20404, 404);
    await store(recorded);
    expect(await bytesOf(await get(await addressOf(recorded)))).toEqual([...LONG]);
  });

  test('is not looked for in another account than the recording was made in', async () => {
    const recorded = await begun();
    const job = jobOf(recorded, { accountSid: `AC${'d'.repeat(32)}` });
    await expect(storeRecording(env, job, clock)).rejects.toThrow('account');
    expect(carrier.asked).toEqual([]);
  });
});

test('jobs that earlier releases left in the queue are done, and what they store is played', async () => {
  const call = await begun({ callId: newId(CallId, 'call', randomBytes), folder: 'calls' });
  const voicemail = await begun({ folder: 'voicemail' });
  const { id: workspaceId, accountSid } = rep.workspace;
  const bodies = [
    {
      kind: 'calls.recorded',
      id: `keep/${call.sid}`,
      workspaceId,
      accountSid,
      callId: call.callId,
      recordingSid: call.sid,
    },
    {
      kind: 'recordings.keep',
      id: `keep/${workspaceId}/${voicemail.sid}`,
      workspaceId,
      recordingSid: voicemail.sid,
    },
  ];
  const messages = bodies.map(body => ({ id: body.id, timestamp: new Date(), attempts: 1, body }));
  const batch = createMessageBatch('ringside-jobs', messages);
  await queue(batch, env);
  const result = await getQueueResult(batch, createExecutionContext());
  expect([...result.explicitAcks].sort()).toEqual(bodies.map(({ id }) => id).sort());
  for (const each of [call, voicemail]) {
    expect(await env.RECORDINGS.head(each.key)).not.toBeNull();
    expect(await bytesOf(await get(await addressOf(each)))).toEqual([1, 2, 3]);
  }
});

describe('a stream', () => {
  const streamOf = (bytes: Uint8Array) => new Response(bytes).body as ReadableStream<Uint8Array>;

  test('of unknown length is stored part by part, and completely', async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(60_000));
    const long = new Uint8Array(11 * 1024 * 1024);
    for (let at = 0; at < long.length; at += bytes.length) long.set(bytes.subarray(0, long.length - at), at);
    const put = putStream(
      env.RECORDINGS,
      'x/long.wav',
      streamOf(long),
      'audio/wav',
      undefined,
      5 * 1024 * 1024,
    );
    expect(await put).toBe(long.length);
    const ours = await (await env.RECORDINGS.get('x/long.wav'))?.bytes();
    expect(ours?.every((byte, at) => byte === long[at])).toBe(true);
    expect(ours?.length).toBe(long.length);
  });

  test('that breaks off during the transfer is not stored', async () => {
    const stream = new ReadableStream<Uint8Array>({
      start: controller => controller.enqueue(new Uint8Array(10)),
      pull: controller => controller.error(new Error('cut')),
    });
    await expect(putStream(env.RECORDINGS, 'x/cut.wav', stream, 'audio/wav')).rejects.toThrow('cut');
    expect(await env.RECORDINGS.head('x/cut.wav')).toBeNull();
  });
});

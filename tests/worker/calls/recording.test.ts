/** From the answer to the audio in our own storage: nobody is recorded before they have been told. */
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { LoggedCall } from '../../../shared/call-log/contract.ts';
import type { CallView } from '../../../shared/calls/contract.ts';
import { type ACall, later, recorded, talking } from '../a-call.ts';
import { created, FakeCarrier, refused, timesOut } from '../fake-carrier.ts';
import { api, makeRep, ORIGIN, type Rep, sid, webhook } from '../kit.ts';

let carrier: FakeCarrier;
beforeEach(() => {
  vi.useRealTimers();
  carrier = new FakeCarrier();
});

const recordingRep = async (notice = 'We record this.'): Promise<Rep> => {
  const rep = await makeRep(undefined, 'owner');
  await env.DB.prepare('UPDATE workspace SET dialing = ? WHERE id = ?')
    .bind(JSON.stringify({ recordCalls: true, recordingNotice: notice }), rep.workspace.id)
    .run();
  return rep;
};
const told = (customerSid: string) =>
  vi.waitFor(() => expect(carrier.announced(customerSid)).toHaveLength(1), { timeout: 10_000 });
const announcementOver = (call: ACall, event: 'end' | 'fail', over: Record<string, string> = {}) =>
  call.toRoom({ ...call.participant(`announcement-${event}`, sid('CA'), 9), ...over });
const running = (customerSid: string, times = 1) =>
  vi.waitFor(() => expect(carrier.recorded(customerSid)).toBe(times), { timeout: 10_000 });
const stateOf = async (call: ACall): Promise<CallView['recording']> => {
  const live = env.LIVE_CALL.get(env.LIVE_CALL.idFromName(call.id));
  return (await live.view(call.rep.workspace.id))?.recording;
};
const becomes = (call: ACall, state: CallView['recording']) =>
  vi.waitFor(async () => expect(await stateOf(call)).toBe(state), { timeout: 10_000 });
const over = async (call: ACall, customerSid: string) => {
  await call.toCustomer(call.customer('completed', customerSid, 7, Date.now(), { CallDuration: '4' }));
  await recorded(call, { phase: 'ended' });
};
const stop = (call: ACall, rep = call.rep) =>
  api('POST', `/v1/calls/${call.id}/stop-recording`, { token: rep.token });
const logged = async (call: ACall): Promise<LoggedCall | undefined> => {
  const { token } = call.rep;
  const { body } = await api<{ calls: LoggedCall[] }>('GET', '/v1/workspace/calls', { token });
  return body.calls.find(({ id }) => id === call.id);
};

const listen = async (call: ACall) => {
  const recording = (await logged(call))?.recording;
  return api<{ url: string; refusal: { reason: string } }>(
    'POST',
    `/v1/recordings/${recording?.sid}/listen`,
    {
      token: call.rep.token,
    },
  );
};

/** A call that was answered, with the notice playing. */
const answered = async (rep?: Rep) => {
  const customerSid = sid('CA');
  carrier.onCreate = created(customerSid);
  carrier.onCall = ({ path }) =>
    Response.json({ sid: /CA[0-9a-f]{32}/.exec(path)?.[0], status: 'in-progress' });
  const call = await talking(rep ?? (await recordingRep()), carrier, customerSid);
  return { call, customerSid };
};

describe('a call', () => {
  test('has its recording announced to the contact, then made on two channels, then stored, and played', async () => {
    const { call, customerSid } = await answered(await recordingRep('We record <this> call.'));
    await told(customerSid);
    expect([await stateOf(call), carrier.recorded(customerSid)]).toEqual(['notice', 0]);
    const { text } = await webhook(call.rep.workspace, `calls/${call.id}/notice`, {});
    expect(text).toContain('We record &lt;this&gt; call.');
    await announcementOver(call, 'end', { CallSid: customerSid });
    await running(customerSid);
    await becomes(call, 'on');
    const asked = carrier.asked.find(
      each => each.path === `/Calls/${customerSid}/Recordings.json` && each.method === 'POST',
    );
    expect(asked?.form.get('RecordingChannels')).toBe('dual');
    // There is no recording to play during the call.
    expect((await logged(call))?.recording).toBeNull();

    await over(call, customerSid);
    await vi.waitFor(async () => expect((await logged(call))?.recording?.state).toBe('stored'), {
      timeout: 10_000,
    });
    // The carrier's copy is deleted.
    expect(carrier.recordings.size).toBe(0);
    const { url } = (await listen(call)).body;
    const heard = await api<ArrayBuffer>('GET', url.replace(ORIGIN, ''));
    expect([...new Uint8Array(heard.body)]).toEqual([1, 2, 3]);
    await vi.waitFor(async () => {
      const entry = await env.DB.prepare(
        "SELECT target FROM audit_entry WHERE act = 'recordings.listen' AND member_id = ?",
      )
        .bind(call.rep.memberId)
        .first<{ target: string }>();
      expect(entry?.target).toBe(call.id);
    });
  });

  test('has its recording announced once and made once, however often its webhooks arrive', async () => {
    const { call, customerSid } = await answered();
    await told(customerSid);
    const news = { CallSid: customerSid };
    await Promise.all(Array.from({ length: 8 }, () => announcementOver(call, 'end', news)));
    await running(customerSid);
    await Promise.all([
      announcementOver(call, 'end', { ...news, SequenceNumber: '10' }),
      call.toCustomer(call.customer('in-progress', customerSid, 2)),
    ]);
    await later(call, 60_000);
    expect([carrier.announced(customerSid).length, carrier.recorded(customerSid)]).toEqual([1, 1]);
  });

  test('is not recorded unless recording was turned on', async () => {
    const { call, customerSid } = await answered(await makeRep());
    await announcementOver(call, 'end', { CallSid: customerSid });
    await later(call, 60_000);
    expect([carrier.announced(customerSid).length, carrier.recorded(customerSid)]).toEqual([0, 0]);
    expect(await stateOf(call)).toBeUndefined();
    expect((await webhook(call.rep.workspace, `calls/${call.id}/notice`, {})).status).toBe(404);
  });

  test('whose notice fails is not recorded, and shows that', async () => {
    const { call, customerSid } = await answered();
    await told(customerSid);
    await announcementOver(call, 'fail', { CallSid: customerSid });
    await becomes(call, 'not_told');
    await later(call, 60_000);
    expect(carrier.recorded(customerSid)).toBe(0);
  });

  test('whose notice is never confirmed is not recorded', async () => {
    const { call, customerSid } = await answered();
    await told(customerSid);
    await later(call, 46_000);
    await becomes(call, 'not_told');
    expect([carrier.announced(customerSid).length, carrier.recorded(customerSid)]).toEqual([1, 0]);
  });

  test('has the notice repeated when the contact was not yet in the room, three times at most', async () => {
    carrier.onAnnounce = refused(20404, 404);
    const { call, customerSid } = await answered();
    for (let n = 0; n < 6; n++) await later(call, 2_000);
    expect([carrier.announced(customerSid).length, await stateOf(call)]).toEqual([3, 'not_told']);
  });

  test('has a recording that may have begun found, and not begun twice', async () => {
    carrier.onRecord = timesOut;
    const { call, customerSid } = await answered();
    await told(customerSid);
    carrier.onRecord = () => new Response('{}', { status: 500 });
    await announcementOver(call, 'end', { CallSid: customerSid });
    await running(customerSid);
    await later(call, 3_000);
    await becomes(call, 'on');
    expect([carrier.recorded(customerSid), carrier.recordings.size]).toEqual([1, 1]);
  });

  test('has a recording that may have begun found and stored, even when the call is over by then', async () => {
    const { call, customerSid } = await answered();
    await told(customerSid);
    carrier.onRecord = () => new Response('{}', { status: 500 });
    await announcementOver(call, 'end', { CallSid: customerSid });
    await running(customerSid);
    await over(call, customerSid);
    for (let n = 0; n < 4 && !(await logged(call))?.recording; n++) await later(call, 5_000);
    vi.useRealTimers();
    await vi.waitFor(async () => expect((await logged(call))?.recording?.state).toBe('stored'), {
      timeout: 10_000,
    });
    expect([carrier.recorded(customerSid), carrier.recordings.size]).toEqual([1, 0]);
  });

  test('has a recording that never began given up, and not requested again', async () => {
    const { call, customerSid } = await answered();
    await told(customerSid);
    carrier.onRecord = timesOut;
    await announcementOver(call, 'end', { CallSid: customerSid });
    await running(customerSid);
    for (let n = 0; n < 6; n++) await later(call, 10_000);
    expect([carrier.recorded(customerSid), await stateOf(call)]).toEqual([1, 'refused']);
  });

  test('goes on unrecorded when the carrier refuses to record it', async () => {
    carrier.onRecord = refused(21220);
    const { call, customerSid } = await answered();
    await told(customerSid);
    await announcementOver(call, 'end', { CallSid: customerSid });
    await becomes(call, 'refused');
    await later(call, 60_000);
    expect(carrier.recorded(customerSid)).toBe(1);
    expect((await call.onRecord()).phase).toBe('active');
  });
});

describe('a contact who objects', () => {
  test('is no longer recorded: the call goes on, and the recording so far is kept', async () => {
    const { call, customerSid } = await answered();
    await told(customerSid);
    await announcementOver(call, 'end', { CallSid: customerSid });
    await becomes(call, 'on');
    expect((await stop(call)).status).toBe(200);
    await vi.waitFor(() => expect(carrier.stopped(customerSid)).toBe(true));
    await becomes(call, 'stopped');
    expect((await call.onRecord()).phase).toBe('active');
    await over(call, customerSid);
    await vi.waitFor(async () => expect((await logged(call))?.recording?.state).toBe('stored'), {
      timeout: 10_000,
    });
  });

  test('during the notice is not recorded at all', async () => {
    const { call, customerSid } = await answered();
    await told(customerSid);
    await stop(call);
    await announcementOver(call, 'end', { CallSid: customerSid });
    await later(call, 60_000);
    expect([carrier.recorded(customerSid), await stateOf(call)]).toEqual([0, 'stopped']);
    await over(call, customerSid);
    expect((await logged(call))?.recording).toBeNull();
  });

  test('while it is unknown whether the recording runs has it found and stopped', async () => {
    const { call, customerSid } = await answered();
    await told(customerSid);
    carrier.onRecord = () => new Response('{}', { status: 500 });
    await announcementOver(call, 'end', { CallSid: customerSid });
    await running(customerSid);
    await stop(call);
    await later(call, 13_000);
    await vi.waitFor(() => expect(carrier.stopped(customerSid)).toBe(true));
    expect(carrier.recorded(customerSid)).toBe(1);
  });

  test('is told that recording stopped only once it has, however long the carrier is away', async () => {
    const { call, customerSid } = await answered();
    await told(customerSid);
    await announcementOver(call, 'end', { CallSid: customerSid });
    await becomes(call, 'on');
    carrier.onStop = refused(20429, 429);
    await stop(call);
    for (let n = 0; n < 5; n++) await later(call, 20_000);
    expect(await stateOf(call)).toBe('stopping');
    carrier.onStop = undefined;
    await later(call, 120_000);
    await becomes(call, 'stopped');
  });

  test('can be helped only by the rep whose call it is', async () => {
    const { call } = await answered();
    expect((await stop(call, await makeRep(call.rep.workspace))).status).toBe(404);
    expect((await stop(call, await makeRep())).status).toBe(404);
    expect(await stateOf(call)).toBe('notice');
  });
});

describe('a recording', () => {
  test('is reported as still being fetched', async () => {
    carrier.onRecording = refused(20404, 404);
    const { call, customerSid } = await answered();
    await told(customerSid);
    await announcementOver(call, 'end', { CallSid: customerSid });
    await becomes(call, 'on');
    await over(call, customerSid);
    const early = await listen(call);
    expect([early.status, early.body.refusal]).toEqual([409, { reason: 'coming' }]);
  });

  test('that is empty is reported as such, and is not fetched again', async () => {
    carrier.onRecording = refused(20404, 404);
    carrier.onStop = () => Response.json({ status: 'absent' });
    const { call, customerSid } = await answered();
    await told(customerSid);
    await announcementOver(call, 'end', { CallSid: customerSid });
    await becomes(call, 'on');
    await over(call, customerSid);
    await vi.waitFor(async () => expect((await logged(call))?.recording?.state).toBe('empty'), {
      timeout: 10_000,
    });
    const none = await listen(call);
    expect([none.status, none.body.refusal]).toEqual([410, { reason: 'empty' }]);
  });
});

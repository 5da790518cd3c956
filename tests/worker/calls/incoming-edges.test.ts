/** Inbound calls that do not go the straight way. */
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { otherParty } from '../../../shared/calls/other-party.ts';
import { isMember } from '../../../shared/calls/parties.ts';
import { AnArrival, OURS, offersOn, onDuty, rings, silent } from '../an-arrival.ts';
import { FakeCarrier } from '../fake-carrier.ts';
import { api, CUSTOMER, makeRep, makeWorkspace, type Rep, sid, type Workspace, webhook } from '../kit.ts';

let carrier: FakeCarrier;
let workspace: Workspace;
let ada: Rep;
let ben: Rep;

beforeEach(async () => {
  vi.useRealTimers();
  carrier = new FakeCarrier();
  carrier.onCall = ({ path }) =>
    Response.json({ sid: /CA[0-9a-f]{32}/.exec(path)?.[0], status: 'in-progress' });
  workspace = await makeWorkspace();
  [ada, ben] = await Promise.all([makeRep(workspace), makeRep(workspace)]);
});

const phones = () => Promise.all([onDuty(ada), onDuty(ben)]);

const waiting = async (): Promise<AnArrival> => {
  const call = await AnArrival.at(workspace);
  await call.inRoom('join', call.callSid, 1);
  return call;
};

describe('a rep who answers and does not come', () => {
  test('gives the call back after 10 s: it is offered to everybody again, for 8 s', async () => {
    const [hers, his] = await phones();
    const call = await waiting();
    await call.answer(ada);
    await silent(his, call, { why: 'taken' });
    await call.later(10_100);
    await call.becomes({ responsible: 'ringing', memberId: undefined });
    await rings(his, call);
    await rings(hers, call);
    const [offer] = offersOn(his);
    expect((offer?.until ?? 0) - (offer?.call.openedAt ?? 0)).toBeLessThan(19_000);
    const left = hers.frames.findLast(frame => frame.type === 'call.changed');
    expect(left).toMatchObject({ call: { id: call.id, responsible: 'ringing' } });
    await call.talkWith(ben);
    expect(await call.view()).toMatchObject({ memberId: ben.memberId, responsible: 'rep2' });
  });

  test('too late, is not let into the room', async () => {
    await phones();
    const call = await waiting();
    const { body } = await call.answer(ada);
    await call.later(10_100);
    expect(await call.connect(ada, body.ticket, sid('CA'))).toContain('<Hangup/>');
  });

  test.each(['hangs up', 'has a device that fails'])('but %s gives it back at once', async how => {
    const [hers, his] = await phones();
    const call = await waiting();
    await call.answer(ada);
    if (how === 'hangs up') expect((await call.act(ada, 'hang-up')).status).toBe(200);
    else
      hers.send(
        JSON.stringify({
          v: 1,
          type: 'device.fact',
          callId: call.id,
          fact: { kind: 'device.failed', key: 'x', at: Date.now(), reason: 'permission_denied' },
        }),
      );
    await rings(his, call);
    expect(await call.view()).toMatchObject({ responsible: 'ringing', phase: 'ringing' });
    expect((await call.answer(ben)).status).toBe(200);
  });

  test('is asked about before the call is taken back: the webhook of their arrival may be lost', async () => {
    await phones();
    const call = await waiting();
    const { body } = await call.answer(ada);
    const leg = sid('CA');
    await call.connect(ada, body.ticket, leg);
    carrier.onFind = ({ path }) =>
      path === '/Conferences.json'
        ? Response.json({ conferences: [{ sid: call.conferenceSid }] })
        : Response.json({ participants: [{ call_sid: leg, label: 'rep1' }] });
    await call.later(5_000);
    await call.becomes({ phase: 'active', responsible: 'rep1' });
  });
});

describe('who is first', () => {
  test('is one of twenty who answer at the same moment, and nobody else is let in [F064.3]', async () => {
    const reps = await Promise.all(Array.from({ length: 20 }, () => makeRep(workspace)));
    await Promise.all(reps.map(onDuty));
    const call = await waiting();
    const answers = await Promise.all(reps.map(each => call.answer(each)));
    const first = answers.filter(each => each.status === 200);
    expect(first).toHaveLength(1);
    for (const { status, body } of answers)
      if (status !== 200) expect([status, body.refusal.reason]).toEqual([409, 'taken']);
    const view = await call.view();
    expect(view.parties?.filter(({ id }) => isMember(id))).toHaveLength(1);
    expect(view.memberId).toBe(first[0]?.body.call.memberId);
  });

  test('a hundred reps all ring [F064.4]', async () => {
    const reps = await Promise.all(Array.from({ length: 100 }, () => makeRep(workspace)));
    const all = await Promise.all(reps.map(onDuty));
    const call = await waiting();
    await Promise.all(all.map(each => rings(each, call)));
  });

  test('a rep who talks is not rung, and is busy if they answer all the same', async () => {
    const hers = await onDuty(ada);
    const first = await waiting();
    await first.talkWith(ada);
    const his = await onDuty(ben);
    const second = await waiting();
    await rings(his, second);
    expect(offersOn(hers)).toEqual([]);
    const busy = await second.answer(ada);
    expect([busy.status, busy.body.refusal]).toEqual([409, { reason: 'busy' }]);
    expect((await second.view()).responsible).toBe('ringing');
  });

  test('several calls at once are all offered, and each is taken on its own', async () => {
    const [hers, his] = await phones();
    const calls = [await waiting(), await waiting()] as const;
    for (const call of calls) for (const phone of [hers, his]) await rings(phone, call);
    const [first, second] = await Promise.all([calls[0].answer(ada), calls[1].answer(ben)]);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect((await calls[0].answer(ben)).body.refusal.reason).toBe('taken');
  });
});

describe('an offer', () => {
  test('is told to whoever connects, or comes Online, while it lasts', async () => {
    await onDuty(ben);
    const call = await waiting();
    const hers = await onDuty(ada);
    await rings(hers, call);
    hers.close();
    await rings(await onDuty(ada), call);
  });

  test('ends for a rep who is no longer Online', async () => {
    const [hers, his] = await phones();
    const call = await waiting();
    await rings(hers, call);
    await api('PATCH', '/v1/presence/status', { token: ada.token, body: { status: 'do_not_disturb' } });
    await vi.waitFor(() => expect(offersOn(hers)).toEqual([]));
    await rings(his, call);
  });

  test('is nothing for those who may not call, and refused once the role is lost [F068.2]', async () => {
    const owner = await makeRep(workspace, 'owner');
    const [hers] = await phones();
    const call = await waiting();
    await rings(hers, call);
    const closed = new Promise(resolve => hers.addEventListener('close', resolve));
    const changed = await api('PATCH', `/v1/members/${ada.memberId}`, {
      token: owner.token,
      body: { role: 'member' },
    });
    expect(changed.status).toBe(200);
    await closed;
    expect((await call.answer(ada)).status).toBe(403);
    expect((await call.view()).responsible).toBe('ringing');
  });

  test('reaches no other workspace', async () => {
    const stranger = await makeRep();
    const theirs = await onDuty(stranger);
    await phones();
    const call = await waiting();
    expect((await call.answer(stranger)).status).toBe(404);
    for (const act of ['decline', 'to-voicemail'] as const)
      expect((await call.act(stranger, act)).status).toBe(404);
    expect(offersOn(theirs)).toEqual([]);
    expect((await call.view()).responsible).toBe('ringing');
  });
});

describe('the webhook of an arrival', () => {
  test('that is repeated opens no second call', async () => {
    await phones();
    const call = await AnArrival.at(workspace);
    const { room } = call;
    const before = await call.view();
    await call.arrive();
    expect(call.room).toBe(room);
    expect((await call.view()).version).toBe(before.version);
    await call.act(ada, 'to-voicemail');
    expect(await call.arrive()).toContain('<Record');
  });

  test('with nobody Online goes on at once: to the voicemail, or where the number is forwarded [F064.5]', async () => {
    const first = await AnArrival.at(workspace);
    expect(first.twiml).toContain('<Record');
    await first.recorded({ phase: 'ringing', direction: 'inbound' });
    await env.DB.prepare(
      'update number set forward_to = ?, forward_asks_key = 0 where workspace_id = ? and e164 = ?',
    )
      .bind('+12125550777', workspace.id, OURS)
      .run();
    const second = await AnArrival.at(workspace);
    expect(second.twiml).toContain('>+12125550777</Number>');
    const { text } = await webhook(workspace, 'incoming/forwarded', {
      CallSid: second.callSid,
      From: CUSTOMER,
      To: OURS,
      DialCallStatus: 'completed',
      DialCallDuration: '30',
    });
    expect(text).toContain('<Hangup/>');
    await second.becomes({ phase: 'ended', endReason: 'completed', memberId: undefined });
    const { answeredAt = 0, openedAt } = await second.view();
    expect(answeredAt).toBe(openedAt);
  });

  test('for a number whose calls are off is not answered', async () => {
    await phones();
    await env.DB.prepare('update number set voice = 0 where workspace_id = ? and e164 = ?')
      .bind(workspace.id, OURS)
      .run();
    expect((await AnArrival.at(workspace)).twiml).toContain('<Reject');
  });

  test('outside business hours rings nobody if its number goes to voicemail then', async () => {
    const [hers] = await phones();
    const days = Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map(day => [day, null]),
    );
    await env.DB.prepare('update workspace set hours = ? where id = ?')
      .bind(JSON.stringify({ timeZone: 'America/New_York', week: days, holidays: [] }), workspace.id)
      .run();
    await env.DB.prepare("update number set mode = 'voicemail_off_hours' where workspace_id = ?")
      .bind(workspace.id)
      .run();
    const call = await AnArrival.at(workspace);
    expect(call.twiml).toContain('We are closed right now.');
    expect(offersOn(hers)).toEqual([]);
  });

  test('keeps the name their network sends, after that of a contact [F065.4]', async () => {
    await phones();
    const stranger = await AnArrival.at(workspace, '+12125550142', { CallerName: 'ACME PLUMBING' });
    expect(await stranger.view()).toMatchObject({ callerName: 'ACME PLUMBING', contact: undefined });
    expect(otherParty(await stranger.view()).name).toBe('ACME PLUMBING');
    await stranger.answer(ada);
    await env.DB.prepare('update contact set name = ? where workspace_id = ?')
      .bind('Maria', workspace.id)
      .run();
    const known = await AnArrival.at(workspace, '+12125550142', { CallerName: 'ACME PLUMBING' });
    expect(otherParty(await known.view()).name).toBe('Maria');
    const neither = await AnArrival.at(workspace, '+12125550143');
    expect(otherParty(await neither.view())).toEqual({ number: '+12125550143' });
  });
});

describe('a caller without a number', () => {
  test.each([
    ['', undefined],
    ['Anonymous', undefined],
    ['+266696687', undefined],
    ['+7378742833', undefined],
    ['sip:kim.o@pbx.example.com:5061', 'sip:kim.o@pbx.example.com:5061'],
  ])('“%s” is no number, no contact, and is promised no call back [F070.4]', async (From, callerAddress) => {
    const hers = await onDuty(ada);
    const call = await AnArrival.at(workspace, From);
    await call.inRoom('join', call.callSid, 1);
    await rings(hers, call);
    const [offer] = offersOn(hers);
    expect(offer?.call.from).toBeUndefined();
    expect(offer?.call.callerAddress).toBe(callerAddress);
    const { status, body } = await call.answer(ada);
    expect([status, body.call.contact]).toEqual([200, undefined]);
    await call.act(ada, 'hang-up');
    await call.act(ada, 'to-voicemail');
    await vi.waitFor(() => expect(carrier.parted(call.callSid)).toContain('Please leave your name'));
    expect(carrier.parted(call.callSid)).not.toContain('call you back');
    await call.recorded({ from_number: null, contact_id: null });
    const made = await env.DB.prepare('select id from contact where workspace_id = ?')
      .bind(workspace.id)
      .all();
    expect(made.results).toEqual([]);
  });
});

describe('the fallback', () => {
  const missed = (call: AnArrival) => ({
    CallSid: call.callSid,
    From: call.from,
    To: OURS,
    ErrorCode: '11200',
  });

  test('takes the call over that our own answer did not reach: it is one call, and rings no more', async () => {
    const { addressSignature } = await import('../../../worker/secrets/index.ts');
    const [hers] = await phones();
    const call = await AnArrival.at(workspace);
    await rings(hers, call);
    const signature = await addressSignature(env, workspace.webhookKey);
    expect((await webhook(workspace, `fallback/${signature}`, missed(call))).text).toContain('<Record');
    await call.becomes({ responsible: 'voicemail' });
    await silent(hers, call, { why: 'voicemail' });
    expect(carrier.parted(call.callSid)).toBeUndefined();
    const recordingSid = sid('RE');
    await webhook(workspace, `fallback/${signature}/recording`, {
      CallSid: call.callSid,
      RecordingSid: recordingSid,
      RecordingStatus: 'completed',
      RecordingDuration: '7',
    });
    await call.becomes({ phase: 'ended', endReason: 'voicemail' });
    const rows = await env.DB.prepare('select id from call where workspace_id = ?').bind(workspace.id).all();
    expect(rows.results).toEqual([{ id: call.id }]);
    await vi.waitFor(async () =>
      expect(
        await env.DB.prepare('select call_id, seconds from recording where recording_sid = ?')
          .bind(recordingSid)
          .first(),
      ).toEqual({ call_id: call.id, seconds: 7 }),
    );
  });
});

describe('a call that was answered', () => {
  test('holds its caller when the rep drops out, and lets the rep back', async () => {
    await phones();
    const call = await waiting();
    const leg = await call.talkWith(ada);
    await call.inRoom('leave', leg, 3);
    await vi.waitFor(() => expect(carrier.held(call.callSid)).toBe(true));
    const { status, body } = await api<{ ticket: string }>('POST', `/v1/calls/${call.id}/rejoin`, {
      token: ada.token,
    });
    expect(status).toBe(200);
    expect(await call.connect(ada, body.ticket, sid('CA'))).toContain(call.room);
  });

  test('ends when the caller hangs up: that is completed, and the rep’s', async () => {
    await phones();
    const call = await waiting();
    const leg = await call.talkWith(ada);
    await call.inRoom('leave', call.callSid, 3);
    await call.becomes({ phase: 'ended', endReason: 'completed', endedBy: 'customer' });
    await vi.waitFor(() => expect(carrier.ended(leg)).toBe(true));
    const { body } = await api<{ calls: { id: string }[] }>('GET', '/v1/calls', { token: ada.token });
    await vi.waitFor(() => expect(body.calls.map(each => each.id)).toEqual([call.id]));
    const others = await api<{ calls: { id: string }[] }>('GET', '/v1/calls', { token: ben.token });
    expect(others.body.calls).toEqual([]);
  });

  test('cannot be sent to voicemail or declined away', async () => {
    await phones();
    const call = await waiting();
    await call.talkWith(ada);
    await call.act(ben, 'to-voicemail');
    await call.act(ben, 'decline');
    await call.act(ada, 'decline');
    expect(await call.view()).toMatchObject({ phase: 'active', responsible: 'rep1' });
    expect((await call.act(ben, 'hang-up')).status).toBe(404);
  });
});

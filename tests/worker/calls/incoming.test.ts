import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { opened } from '../a-socket.ts';
import { AnArrival, OURS, offersOn, onDuty, rings, silent } from '../an-arrival.ts';
import { FakeCarrier } from '../fake-carrier.ts';
import { CUSTOMER, makeRep, makeWorkspace, type Rep, sid, type Workspace } from '../kit.ts';

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
  [ada, ben] = await Promise.all([makeRep(workspace), makeRep(workspace, 'owner')]);
});

const phones = () => Promise.all([onDuty(ada), onDuty(ben)]);

describe('a call that comes in', () => {
  test('rings every rep at once, and its caller waits in the room', async () => {
    const both = await phones();
    const call = await AnArrival.at(workspace);
    expect(call.twiml).toContain('startConferenceOnEnter="false"');
    expect(call.twiml).toContain('/sounds/ringback.wav');
    for (const phone of both) {
      await rings(phone, call);
      const [offer] = offersOn(phone);
      expect(offer?.call).toMatchObject({ direction: 'inbound', from: CUSTOMER, to: OURS, phase: 'ringing' });
      expect((offer?.until ?? 0) - (offer?.call.openedAt ?? 0)).toBe(20_000);
    }
    await call.recorded({ direction: 'inbound', member_id: null, from_number: CUSTOMER, to_number: OURS });
  });

  test('goes to the first rep who answers; the others stop and are told who has it', async () => {
    const [hers, his] = await phones();
    const call = await AnArrival.at(workspace);
    await call.inRoom('join', call.callSid, 1);
    await rings(his, call);
    const { status, body } = await call.answer(ada);
    expect(status).toBe(200);
    expect(body.call).toMatchObject({ memberId: ada.memberId, responsible: 'rep1', phase: 'ringing' });
    await silent(his, call, { why: 'taken', by: 'Robin Rep' });
    expect(offersOn(hers)).toEqual([]);
    const late = await call.answer(ben);
    expect([late.status, late.body.refusal]).toEqual([409, { reason: 'taken', by: 'Robin Rep' }]);

    const leg = sid('CA');
    const twiml = await call.connect(ada, body.ticket, leg);
    expect(twiml).toContain(call.room);
    expect(twiml).toContain('startConferenceOnEnter="true"');
    await call.inRoom('join', leg, 2);
    await call.becomes({ phase: 'active', memberId: ada.memberId });
    await call.recorded({ member_id: ada.memberId, phase: 'active' });
    await vi.waitFor(() =>
      expect(hers.frames.at(-1)).toMatchObject({ type: 'call.changed', call: { phase: 'active' } }),
    );

    await call.act(ada, 'hang-up');
    await call.becomes({ phase: 'ended', endReason: 'completed', endedBy: 'rep' });
    await vi.waitFor(() => expect(carrier.ended(call.callSid)).toBe(true));
    expect(carrier.ended(leg)).toBe(true);
  });

  test('gets its caller a contact once somebody has answered [F070.1]', async () => {
    await phones();
    const call = await AnArrival.at(workspace);
    expect((await call.view()).contact).toBeUndefined();
    const { body } = await call.answer(ada);
    expect(body.call.contact).toMatchObject({ name: null });
    await call.recorded({ contact_id: body.call.contact?.id });
    const contacts = await env.DB.prepare(
      'select id, source, e164 from contact join contact_phone on contact_id = id where contact.workspace_id = ?',
    )
      .bind(workspace.id)
      .all();
    expect(contacts.results).toEqual([{ id: body.call.contact?.id, source: 'call', e164: CUSTOMER }]);
  });

  test('answers the same rep the same, in two browsers and twice', async () => {
    await phones();
    const call = await AnArrival.at(workspace);
    const first = await call.answer(ada);
    const second = await call.answer(ada);
    expect(second.body.ticket).toBe(first.body.ticket);
    const leg = sid('CA');
    expect(await call.connect(ada, first.body.ticket, leg)).toContain(call.room);
    expect((await call.answer(ada)).body.ticket).toBe(first.body.ticket);
    expect(await call.connect(ada, first.body.ticket, sid('CA'))).toContain('<Hangup/>');
  });

  test('is silenced by Reject for this rep alone, in all their browsers', async () => {
    const [hers, his] = await phones();
    const second = await opened(ada);
    const call = await AnArrival.at(workspace);
    await Promise.all([hers, his, second].map(each => rings(each, call)));
    expect((await call.act(ada, 'decline')).status).toBe(200);
    for (const phone of [hers, second]) await silent(phone, call, { why: 'declined' });
    expect(offersOn(his).map(each => each.call.id)).toEqual([call.id]);
    expect(offersOn(await opened(ada))).toEqual([]);
    expect((await call.view()).responsible).toBe('ringing');
  });

  test('goes on at once when everybody has rejected it [F064.5]', async () => {
    await phones();
    const call = await AnArrival.at(workspace);
    await call.inRoom('join', call.callSid, 1);
    await call.act(ada, 'decline');
    await call.act(ben, 'decline');
    await call.becomes({ responsible: 'voicemail' });
    await vi.waitFor(() => expect(carrier.parted(call.callSid)).toContain('<Record'));
  });

  test('goes to voicemail for everybody by To voicemail', async () => {
    const [hers, his] = await phones();
    const call = await AnArrival.at(workspace);
    await call.inRoom('join', call.callSid, 1);
    expect((await call.act(ben, 'to-voicemail')).status).toBe(200);
    await silent(hers, call, { why: 'voicemail' });
    await silent(his, call, { why: 'voicemail' });
    await vi.waitFor(() => expect(carrier.parted(call.callSid)).toContain('we will call you back'));
    expect((await call.answer(ada)).body.refusal).toEqual({ reason: 'over' });
    expect((await call.act(ben, 'to-voicemail')).status).toBe(200);
    await call.inRoom('leave', call.callSid, 2);
    expect((await call.view()).phase).toBe('ringing');
  });

  test('lapses after 20 s and goes on to the voicemail [F064.5]', async () => {
    const [hers] = await phones();
    const call = await AnArrival.at(workspace);
    await call.inRoom('join', call.callSid, 1);
    await call.later(19_000);
    expect((await call.view()).responsible).toBe('ringing');
    await call.later(1_100);
    await call.becomes({ responsible: 'voicemail' });
    await silent(hers, call, { why: 'lapsed' });
    await vi.waitFor(() => expect(carrier.parted(call.callSid)).toContain('<Record'));
  });

  test('stops every phone when its caller hangs up, and is a missed call once [F064.6]', async () => {
    const both = await phones();
    const call = await AnArrival.at(workspace);
    await call.inRoom('join', call.callSid, 1);
    await Promise.all(both.map(each => rings(each, call)));
    await call.inRoom('leave', call.callSid, 2);
    for (const phone of both) await silent(phone, call, { why: 'caller_gone' });
    await call.becomes({ phase: 'ended', endReason: 'canceled', endedBy: 'customer', answeredAt: undefined });
    await call.recorded({ end_reason: 'canceled', answered_at: null, member_id: null });
    const calls = await env.DB.prepare('select count(*) as n from call where workspace_id = ?')
      .bind(workspace.id)
      .first();
    expect(calls).toEqual({ n: 1 });
    expect((await call.answer(ada)).body.refusal).toEqual({ reason: 'over' });
  });
});

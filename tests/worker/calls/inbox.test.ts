/** What calls leave behind in the inbox. */
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { RecordingSid } from '../../../shared/ids.ts';
import type { InboxEntry } from '../../../shared/inbox/contract.ts';
import { opened } from '../a-socket.ts';
import { AnArrival, onDuty, rings } from '../an-arrival.ts';
import { FakeCarrier } from '../fake-carrier.ts';
import { api, CUSTOMER, makeRep, type Rep, sid } from '../kit.ts';

let carrier: FakeCarrier;
let ada: Rep;
let ben: Rep;
beforeEach(async () => {
  vi.useRealTimers();
  carrier = new FakeCarrier();
  carrier.onCall = ({ path }) =>
    Response.json({ sid: /CA[0-9a-f]{32}/.exec(path)?.[0], status: 'in-progress' });
  ada = await makeRep();
  ben = await makeRep(ada.workspace);
});

const entries = async (show = 'open', by = ada) =>
  (await api<{ entries: InboxEntry[] }>('GET', `/v1/inbox?show=${show}`, { token: by.token })).body.entries;
const holds = (what: readonly object[], show = 'open') =>
  vi.waitFor(async () => expect(await entries(show)).toMatchObject(what), { timeout: 10_000 });

/** A call that rings while its caller hangs up. */
const missedOne = async (from = CUSTOMER): Promise<AnArrival> => {
  const phone = await onDuty(ada);
  const call = await AnArrival.at(ada.workspace, from);
  await call.inRoom('join', call.callSid, 1);
  await rings(phone, call);
  await call.inRoom('leave', call.callSid, 2);
  await call.becomes({ phase: 'ended' });
  return call;
};

describe('a call that nobody answers', () => {
  test('is in the inbox once it is over, once, and every phone is told', async () => {
    const phone = await opened(ben);
    const call = await missedOne();
    await holds([{ id: call.id, number: CUSTOMER, tries: 1, messages: [], contact: null, done: null }]);
    await vi.waitFor(() =>
      expect(phone.frames.filter(({ type }) => type === 'inbox.changed')).toHaveLength(1),
    );
    await call.inRoom('leave', call.callSid, 2);
    await call.arrive();
    await holds([{ tries: 1 }]);
  });

  test('is not in the inbox while it rings', async () => {
    const phone = await onDuty(ada);
    const call = await AnArrival.at(ada.workspace);
    await rings(phone, call);
    await call.recorded({ phase: 'ringing' });
    expect(await entries()).toEqual([]);
  });

  test('counts as another try of a caller who has tried before', async () => {
    const first = await missedOne();
    await missedOne();
    await holds([{ id: first.id, tries: 2 }]);
  });

  test('of a withheld number names nobody', async () => {
    await missedOne('+266696687' as typeof CUSTOMER);
    await holds([{ number: null, address: null, contact: null }]);
  });

  test('has the message its caller left, and phones are told of it', async () => {
    const call = await AnArrival.at(ada.workspace);
    await call.becomes({ responsible: 'voicemail' });
    const phone = await opened(ben);
    const recordingSid = RecordingSid.parse(sid('RE'));
    await call.live().messageLeft(ada.workspace.id, { recordingSid, seconds: 7, at: Date.now() });
    await holds([
      { id: call.id, messages: [{ recording: { sid: recordingSid }, seconds: 7, heardBy: null }] },
    ]);
    await vi.waitFor(() => expect(phone.frames.map(({ type }) => type)).toContain('inbox.changed'));
    await vi.waitFor(async () =>
      expect((await env.RECORDINGS.list({ prefix: `recordings/${ada.workspace.id}/` })).objects).toHaveLength(
        1,
      ),
    );
    await holds([{ messages: [{ recording: { state: 'stored' } }] }]);
  });
});

describe('a call that a rep answers', () => {
  test('leaves nothing in the inbox, and makes what its caller missed before done', async () => {
    await missedOne();
    await holds([{ tries: 1 }]);
    const phone = await onDuty(ada);
    const call = await AnArrival.at(ada.workspace);
    await call.inRoom('join', call.callSid, 1);
    await rings(phone, call);
    await call.talkWith(ada);
    await holds(
      [{ number: CUSTOMER, tries: 1, done: { by: { id: ada.memberId }, why: 'answered' } }],
      'done',
    );
    await call.act(ada, 'hang-up');
    await call.becomes({ phase: 'ended' });
    expect(await entries()).toEqual([]);
  });
});

/** Inbound calls while something fails: a device, a reply between two objects, a webhook, a text. */
import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, expect, test, vi } from 'vitest';
import { AnArrival, OURS, onDuty, rings } from '../an-arrival.ts';
import { FakeCarrier } from '../fake-carrier.ts';
import { api, makeRep, makeWorkspace, type Rep, sid, type Workspace } from '../kit.ts';

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

const board = () => env.SWITCHBOARD.get(env.SWITCHBOARD.idFromName(workspace.id));

test('a rep whose device never came into the room may answer again', async () => {
  const [hers] = await Promise.all([onDuty(ada), onDuty(ben)]);
  const call = await AnArrival.at(workspace);
  await call.inRoom('join', call.callSid, 1);
  const { body } = await call.answer(ada);
  expect(await call.connect(ada, body.ticket, sid('CA'))).toContain(call.room);
  await call.later(10_100);
  await call.becomes({ responsible: 'ringing' });
  await rings(hers, call);
  const again = await call.answer(ada);
  expect(again.status).toBe(200);
  expect(await call.connect(ada, again.body.ticket, sid('CA'))).toContain(call.room);
});

test('an answer whose confirmation was lost is the same rep’s, and nobody else’s line is taken', async () => {
  await Promise.all([onDuty(ada), onDuty(ben)]);
  const call = await AnArrival.at(workspace);
  await call.inRoom('join', call.callSid, 1);
  await board().claimOffer(ada.memberId, 'Ada', call.id);
  // The answer reaches the call, its reply does not reach the Worker: the claim is given back.
  await board().giveBack(ada.memberId, call.id);
  await call.live().answer(workspace.id, ada.memberId, undefined);
  await call.recorded({ member_id: ada.memberId });
  const late = await call.answer(ben);
  expect([late.status, late.body.refusal?.reason]).toEqual([409, 'taken']);
  const other = await AnArrival.at(workspace, '+12125550199');
  expect((await other.answer(ben)).status).toBe(200);
  expect((await call.answer(ada)).status).toBe(200);
});

test('a phone that rings is stopped by an alarm even if the first webhook was cut short', async () => {
  await onDuty(ada);
  const call = await AnArrival.at(workspace);
  const withState = <T>(act: (state: DurableObjectState) => T): Promise<T> =>
    runInDurableObject(call.live(), (_, state) => act(state));
  await vi.waitFor(async () =>
    expect(
      await withState(({ storage }) =>
        storage.sql.exec("select 1 from mark where name = 'published'").toArray(),
      ),
    ).toHaveLength(1),
  );
  await withState(({ storage }) => storage.deleteAlarm());
  await call.arrive();
  await vi.waitFor(async () => expect(await withState(({ storage }) => storage.getAlarm())).not.toBeNull());
});

test('a greeting with a character that XML does not have is spoken without it', async () => {
  await env.DB.prepare('update number set greeting = ? where workspace_id = ? and e164 = ?')
    .bind('Hello\u000bthere \u0000<Hangup/>', workspace.id, OURS)
    .run();
  const call = await AnArrival.at(workspace);
  expect(call.twiml).toContain('Hello there  &lt;Hangup/&gt;');
});

test('a missed call of which nobody knows what number was called keeps no page of the call log from screens', async () => {
  const call = await AnArrival.at(workspace);
  const old = await AnArrival.at(workspace);
  await Promise.all([call, old].map(each => each.recorded({ phase: 'ringing' })));
  await env.DB.prepare("update call set to_number = '' where id = ?").bind(old.id).run();
  const { body } = await api<{ calls: { id: string }[] }>('GET', '/v1/workspace/calls', { token: ada.token });
  expect(body.calls.map(({ id }) => id)).toEqual([call.id]);
});

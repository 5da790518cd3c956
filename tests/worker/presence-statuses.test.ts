/** The status of each rep: what they picked, and what calls, browsers and the time make of it. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CallId, newId } from '../../shared/ids.ts';
import { AWAY_AFTER_MS, OFFLINE_AFTER_MS } from '../../shared/presence/rules.ts';
import type { OwnStatus, PickedStatus } from '../../shared/presence/statuses.ts';
import { randomBytes } from '../../worker/platform.ts';
import { ACall, dial, recorded, talking } from './a-call.ts';
import { opened, type PhoneSocket } from './a-socket.ts';
import { created, FakeCarrier } from './fake-carrier.ts';
import { api, makeRep, type Rep, sid, signIn } from './kit.ts';

let carrier: FakeCarrier;
let rep: Rep;
beforeEach(async () => {
  vi.useRealTimers();
  carrier = new FakeCarrier();
  carrier.onCall = ({ path }) =>
    Response.json({ sid: /CA[0-9a-f]{32}/.exec(path)?.[0], status: 'in-progress' });
  rep = await makeRep();
});
afterEach(() => void vi.useRealTimers());

const switchboard = () => env.SWITCHBOARD.get(env.SWITCHBOARD.idFromName(rep.workspace.id));
const pick = async (status: PickedStatus, who = rep) => {
  const answer = await api<OwnStatus>('PATCH', '/v1/presence/status', { token: who.token, body: { status } });
  expect(answer.status).toBe(200);
  return answer.body;
};
/** Who is offered an incoming call at this moment. */
const ringable = () => runInDurableObject(switchboard(), async instance => instance.ringable());
const last = (phone: PhoneSocket) => phone.statuses.at(-1);
const shows = (phone: PhoneSocket, status: Partial<OwnStatus>) =>
  vi.waitFor(() => expect(last(phone)).toMatchObject(status), { timeout: 5_000 });
const at = (now: number) => vi.useFakeTimers({ toFake: ['Date'], now });
const online = async (who = rep): Promise<PhoneSocket> => {
  const phone = await opened(who);
  await pick('online', who);
  await shows(phone, { picked: 'online', status: 'online' });
  return phone;
};

describe('the picked status', () => {
  test('is Away until one is picked, and the same in all browsers of the rep', async () => {
    const first = await opened(rep);
    await shows(first, { picked: 'away', status: 'away' });
    const second = await opened({ ...rep, token: await signIn(rep.memberId) });
    expect(await pick('do_not_disturb')).toMatchObject({
      picked: 'do_not_disturb',
      status: 'do_not_disturb',
    });
    await shows(first, { status: 'do_not_disturb' });
    await shows(second, { status: 'do_not_disturb' });
  });

  test('is back after a reconnect, however the Switchboard and the browser were lost', async () => {
    for (const picked of ['online', 'away', 'do_not_disturb'] as const) {
      const phone = await opened(rep);
      await pick(picked);
      phone.close(1000);
      await evictDurableObject(switchboard());
      await shows(await opened(rep), { picked, status: picked });
    }
  });

  test('alone decides who is rung: Online with a browser that is connected [F060.2]', async () => {
    const mate = await makeRep(rep.workspace);
    const phone = await online();
    await online(mate);
    expect([...(await ringable())].sort()).toEqual([rep.memberId, mate.memberId].sort());
    for (const status of ['away', 'do_not_disturb'] as const) {
      await pick(status);
      expect(await ringable()).toEqual([mate.memberId]);
    }
    await pick('online');
    expect(await ringable()).toContain(rep.memberId);
    await dial(rep);
    await shows(phone, { status: 'in_call' });
    expect(await ringable()).toEqual([mate.memberId]);
    await pick('online', await makeRep(rep.workspace));
    expect(await ringable()).toEqual([mate.memberId]);
  });
});

describe('In Call', () => {
  test('lasts from the dial through wrap-up; then the picked status is back [F060.3]', async () => {
    const phone = await online();
    const customerSid = sid('CA');
    carrier.onCreate = created(customerSid);
    const call = await talking(rep, carrier, customerSid);
    await shows(phone, { picked: 'online', status: 'in_call' });
    await call.hangUp();
    await recorded(call, { phase: 'ended' });
    await vi.waitFor(() => expect(phone.frames.at(-1)).toMatchObject({ call: { phase: 'ended' } }));
    const { endedAt = 0 } = await call.onRecord();
    at(endedAt + 14_900);
    await runDurableObjectAlarm(switchboard());
    expect(last(phone)).toMatchObject({ status: 'in_call' });
    expect(await ringable()).toEqual([]);
    at(endedAt + 15_000);
    await runDurableObjectAlarm(switchboard());
    await shows(phone, { picked: 'online', status: 'online' });
    expect(await ringable()).toEqual([rep.memberId]);
  });

  const done = (phone: PhoneSocket, callId: CallId) =>
    phone.send(JSON.stringify({ v: 1, type: 'wrapUp.done', callId }));
  const inCall = async () => {
    const phone = await online();
    const customerSid = sid('CA');
    carrier.onCreate = created(customerSid);
    const call = await talking(rep, carrier, customerSid);
    await shows(phone, { status: 'in_call' });
    const over = async () => {
      await call.hangUp();
      await recorded(call, { phase: 'ended' });
      await vi.waitFor(() => expect(phone.frames.at(-1)).toMatchObject({ call: { phase: 'ended' } }));
    };
    return { phone, call, over };
  };
  /** The Switchboard has dealt with every frame sent before this. */
  const heardAll = async (phone: PhoneSocket, who = rep) => {
    idle(phone, 1_000);
    await vi.waitFor(async () => {
      const since = await runInDurableObject(switchboard(), (_, state) =>
        state.getWebSockets(who.memberId).map(each => each.deserializeAttachment().idleSince),
      );
      expect(since).toEqual([expect.any(Number)]);
    });
    idle(phone, null);
  };

  test('ends at once when the rep is done, and later news of the call does not bring it back', async () => {
    const { phone, call, over } = await inCall();
    await over();
    expect(await ringable()).toEqual([]);
    done(phone, call.id);
    await shows(phone, { picked: 'online', status: 'online' });
    expect(await ringable()).toEqual([rep.memberId]);
    const view = await call.onRecord();
    await switchboard().callChanged(rep.workspace.id, { ...view, version: view.version + 1 });
    expect(await ringable()).toEqual([rep.memberId]);
  });

  test('has no wrap-up when the rep was done before the end was known, but the call itself goes on', async () => {
    const { phone, call, over } = await inCall();
    done(phone, call.id);
    await heardAll(phone);
    expect(last(phone)).toMatchObject({ status: 'in_call' });
    await over();
    await shows(phone, { status: 'online' });
    expect(await ringable()).toEqual([rep.memberId]);
  });

  test('goes on when the rep is done with another call, or somebody else with this one', async () => {
    const { phone, call, over } = await inCall();
    const mate = await makeRep(rep.workspace);
    const theirs = await opened(mate);
    await over();
    done(theirs, call.id);
    await heardAll(theirs, mate);
    done(phone, newId(CallId, 'call', randomBytes));
    await heardAll(phone);
    expect(last(phone)).toMatchObject({ status: 'in_call' });
    expect(await ringable()).toEqual([]);
  });

  test('ends at once with a call that nobody answered', async () => {
    const phone = await online();
    const call = await ACall.dialled(rep);
    await shows(phone, { status: 'in_call' });
    await call.hangUp();
    await shows(phone, { status: 'online' });
  });

  test('is shown after a reconnect during a call, and after the call what was picked [F063.2]', async () => {
    const phone = await online();
    const call = await ACall.dialled(rep);
    phone.close(1000);
    const again = await opened(rep);
    await shows(again, { picked: 'online', status: 'in_call' });
    await pick('do_not_disturb');
    await shows(again, { picked: 'do_not_disturb', status: 'in_call' });
    await call.hangUp();
    await shows(again, { picked: 'do_not_disturb', status: 'do_not_disturb' });
  });

  test('ends for a claim whose call is never opened', async () => {
    const phone = await online();
    await switchboard().claimLine(rep.memberId, 'k', 'h', null);
    await shows(phone, { status: 'in_call' });
    at(Date.now() + 30_000);
    await runDurableObjectAlarm(switchboard());
    await shows(phone, { status: 'online' });
  });
});

const shownOf = (who = rep) =>
  runInDurableObject(switchboard(), (_, { storage }) =>
    storage.sql
      .exec<{ shown: string; picked: string }>(
        'select shown, picked from status where member_id = ?',
        who.memberId,
      )
      .one(),
  );

describe('Offline', () => {
  test('comes after 120 s of silence, and not after 119 [F062.2]', async () => {
    const phone = await online();
    phone.send('ping');
    const heardAt = await vi.waitFor(async () => {
      const beat = await runInDurableObject(switchboard(), (_, state) =>
        state.getWebSockets().map(each => state.getWebSocketAutoResponseTimestamp(each)?.getTime()),
      );
      expect(beat).toEqual([expect.any(Number)]);
      return beat[0] ?? 0;
    });
    at(heardAt + 119_000);
    await runDurableObjectAlarm(switchboard());
    expect(await shownOf()).toEqual({ shown: 'online', picked: 'online' });
    at(heardAt + OFFLINE_AFTER_MS);
    const closed = new Promise(resolve => phone.addEventListener('close', resolve));
    await runDurableObjectAlarm(switchboard());
    expect(await shownOf()).toEqual({ shown: 'offline', picked: 'online' });
    expect(await ringable()).toEqual([]);
    await closed;
  });

  test('comes seconds after the last browser is gone, which is rung no more from then on', async () => {
    const phone = await online();
    const other = await opened({ ...rep, token: await signIn(rep.memberId) });
    phone.close(1000);
    await vi.waitFor(async () => expect((await switchboard().reachable(rep.memberId)).phones).toBe(1));
    expect(await ringable()).toEqual([rep.memberId]);
    other.close(1000);
    await vi.waitFor(async () => expect(await ringable()).toEqual([]));
    expect(await shownOf()).toMatchObject({ shown: 'online' });
    await vi.waitFor(async () => expect(await shownOf()).toMatchObject({ shown: 'offline' }), {
      timeout: 6_000,
    });
  });

  test('does not come for a phone that reconnects at once', async () => {
    const mate = await makeRep(rep.workspace);
    const phone = await online();
    await online(mate);
    phone.close(1000);
    const again = await opened(rep);
    at(Date.now() + 4_000);
    await runDurableObjectAlarm(switchboard());
    expect(again.statuses.map(each => each.status)).toEqual(['online']);
  });

  test('comes at once when the rep signs out', async () => {
    await online();
    await api('DELETE', '/v1/session', { token: rep.token });
    expect(await shownOf()).toMatchObject({ shown: 'offline', picked: 'online' });
  });
});

const idle = (phone: PhoneSocket, idleMs: number | null) =>
  phone.send(JSON.stringify({ v: 1, type: 'presence.idle', idleMs }));

describe('Away by itself', () => {
  test('comes when the computer has not been used for ten minutes, and goes when it is used', async () => {
    const phone = await online();
    idle(phone, AWAY_AFTER_MS);
    await shows(phone, { picked: 'online', status: 'away' });
    expect(await ringable()).toEqual([]);
    idle(phone, null);
    await shows(phone, { picked: 'online', status: 'online' });
  });

  test('comes by the alarm for a computer that is left: after 600 s, and not after 599', async () => {
    const phone = await online();
    idle(phone, AWAY_AFTER_MS - 60_000);
    const leftAt = await vi.waitFor(async () => {
      const since = await runInDurableObject(
        switchboard(),
        (_, state) => state.getWebSockets()[0]?.deserializeAttachment().idleSince,
      );
      expect(since).toEqual(expect.any(Number));
      return since;
    });
    at(leftAt + AWAY_AFTER_MS - 1_000);
    await runDurableObjectAlarm(switchboard());
    expect(await ringable()).toEqual([rep.memberId]);
    at(leftAt + AWAY_AFTER_MS);
    await runDurableObjectAlarm(switchboard());
    await shows(phone, { picked: 'online', status: 'away' });
  });

  test('needs every computer of the rep to be idle', async () => {
    const phone = await online();
    const other = await opened({ ...rep, token: await signIn(rep.memberId) });
    await shows(other, { status: 'online' });
    idle(phone, AWAY_AFTER_MS);
    idle(other, AWAY_AFTER_MS);
    await shows(phone, { status: 'away' });
    idle(other, null);
    await shows(phone, { status: 'online' });
  });
});

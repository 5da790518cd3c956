import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { CheckUp } from '../../shared/diagnostics/contract.ts';
import { opened } from './a-socket.ts';
import { FakeCarrier } from './fake-carrier.ts';
import { api, makeRep, makeWorkspace, type Rep, sid, webhook } from './kit.ts';

let rep: Rep;
beforeEach(async () => {
  new FakeCarrier();
  rep = await makeRep();
});

const checkUp = async (by = rep) =>
  (await api<CheckUp>('GET', '/v1/diagnostics/check-up', { token: by.token })).body;
const test_ = (by: Rep, ticket = 'line-test') =>
  webhook(by.workspace, 'voice', { CallSid: sid('CA'), From: `client:${by.memberId}`, ticket });

describe('a check-up', () => {
  test('tells a rep what the Worker knows, and no secret', async () => {
    expect(await checkUp()).toEqual({
      now: expect.any(Number),
      role: 'agent',
      dialerEnabled: true,
      hasAccount: true,
      hasKey: true,
      canDial: true,
      problems: [],
      accountKind: null,
      callableNumbers: 2,
      reachable: { phones: 0, heardAt: null },
      lineTestAt: null,
    });
  });

  test('tells whoever has a role without the dialer that it is the role [F137]', async () => {
    expect(await checkUp(await makeRep(rep.workspace, 'manager'))).toMatchObject({ role: 'manager' });
  });

  test('tells what a workspace is without that nobody has set up [F137] [F141]', async () => {
    const fresh = await makeRep(await makeWorkspace({ isNew: true, numbers: [] }));
    expect(await checkUp(fresh)).toMatchObject({
      dialerEnabled: false,
      hasAccount: false,
      hasKey: false,
      canDial: false,
      callableNumbers: 0,
    });
  });
});

describe('whether a call would ring', () => {
  test('follows the sockets of this member alone, and when they were last heard of [F140]', async () => {
    const colleague = await makeRep(rep.workspace);
    const socket = await opened(rep);
    const { now, reachable } = await checkUp();
    expect(reachable.phones).toBe(1);
    expect(now - (reachable.heardAt ?? 0)).toBeLessThan(10_000);
    expect((await checkUp(colleague)).reachable).toEqual({ phones: 0, heardAt: null });
    socket.close();
    await vi.waitFor(async () => expect((await checkUp()).reachable.phones).toBe(0));
  });
});

describe('a test of the line', () => {
  test('is answered with words, rings nobody, and is noted for the one whose line it is', async () => {
    const carrier = new FakeCarrier();
    const { status, text } = await test_(rep);
    expect([status, text]).toEqual([200, expect.stringContaining('<Say>This is a test of your line.')]);
    expect(text).toContain('<Hangup/>');
    expect(carrier.asked).toEqual([]);
    const { now, lineTestAt } = await checkUp();
    expect(now - (lineTestAt ?? 0)).toBeLessThan(10_000);
    expect((await checkUp(await makeRep(rep.workspace))).lineTestAt).toBeNull();
  });

  test.each(['', 'line-tests', 'LINE-TEST', 'line-test.'])(
    'is nothing else than itself: %j',
    async ticket => {
      expect((await test_(rep, ticket)).text).not.toContain('Say');
      expect((await checkUp()).lineTestAt).toBeNull();
    },
  );
});

import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { CheckUp } from '../../shared/diagnostics/contract.ts';
import { problemWords } from '../../shared/workspace/words.ts';
import { ACall, type Dialled, intentTo } from './a-call.ts';
import { opened } from './a-socket.ts';
import { FakeCarrier } from './fake-carrier.ts';
import { ACCOUNT, api, makeRep, makeWorkspace, type Rep, sid, webhook } from './kit.ts';

let carrier: FakeCarrier;
let rep: Rep;
beforeEach(async () => {
  carrier = new FakeCarrier();
  rep = await makeRep();
  for (const number of rep.workspace.numbers) carrier.account.own(number);
});

const checkUp = async (by = rep) =>
  (await api<CheckUp>('POST', '/v1/diagnostics/check-up', { token: by.token, body: {} })).body;
const test_ = (by: Rep, ticket = 'line-test') =>
  webhook(by.workspace, 'voice', { CallSid: sid('CA'), From: `client:${by.memberId}`, ticket });

describe('a check-up', () => {
  test('shows a rep what the Worker knows, and no secret', async () => {
    expect(await checkUp()).toEqual({
      now: expect.any(Number),
      role: 'agent',
      dialerEnabled: true,
      hasAccount: true,
      hasKey: true,
      canDial: true,
      problems: [],
      accountKind: 'full',
      callableNumbers: 2,
      reachable: { phones: 0, heardAt: null },
      lastCalled: [],
      lineTestAt: null,
    });
  });

  test('tells a member whose role has no dialer that the role is the cause', async () => {
    expect(await checkUp(await makeRep(rep.workspace, 'manager'))).toMatchObject({ role: 'manager' });
  });

  test('shows what is missing in a workspace that was never set up', async () => {
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

describe('the contacts a member called last', () => {
  test('each have the number of the workspace’s last call to them, whoever made it', async () => {
    const colleague = await makeRep(rep.workspace);
    const call = async (by: Rep, to: string, callFrom?: string) => {
      const { body } = await api<Dialled>('POST', '/v1/calls', {
        token: by.token,
        body: { intent: intentTo(to), ...(callFrom ? { callFrom } : {}) },
        headers: { 'idempotency-key': crypto.randomUUID() },
      });
      const call = new ACall(by, body);
      await call.connect();
      await call.hangUp();
      return call.onRecord();
    };
    const [first, second] = rep.workspace.numbers;
    await call(rep, '+12125550111', first);
    await call(rep, '+12125550112', first);
    const last = await call(colleague, '+12125550111', second);
    await call(colleague, '+12125550113');
    expect((await checkUp()).lastCalled).toEqual([
      { name: null, number: '+12125550112', from: first, at: expect.any(Number) },
      { name: null, number: '+12125550111', from: second, at: last.openedAt },
    ]);
    expect((await checkUp(await makeRep())).lastCalled).toEqual([]);
  });
});

describe('whether a call would ring', () => {
  test('depends on the sockets of this member alone, and on when they were last heard from', async () => {
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
  test('is answered with a spoken message, rings nobody, and is recorded for that member alone', async () => {
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
    'is not started by a similar ticket: %j',
    async ticket => {
      expect((await test_(rep, ticket)).text).not.toContain('Say');
      expect((await checkUp()).lineTestAt).toBeNull();
    },
  );
});

describe('faults injected at the carrier', () => {
  const sql = (text: string) => env.DB.prepare(text).bind(rep.workspace.id).run();
  const no = (status: number, code: number) => () =>
    Response.json({ code, message: 'no', status }, { status });

  test.each([
    [
      'token_refused',
      () => {
        carrier.account.secrets = { ...carrier.account.secrets, [ACCOUNT.accountSid]: 'rotated' };
      },
    ],
    [
      'key_refused',
      () => {
        carrier.account.secrets = { ...carrier.account.secrets, [ACCOUNT.apiKeySid]: 'deleted' };
      },
    ],
    [
      'account_suspended',
      () => {
        carrier.account.status = 'suspended';
      },
    ],
    [
      'account_closed',
      () => {
        carrier.account.status = 'closed';
      },
    ],
    [
      'carrier_silent',
      () => {
        carrier.account.instead = () => {
          throw new TypeError('network');
        };
      },
    ],
    [
      'carrier_silent',
      () => {
        carrier.account.instead = no(503, 0);
      },
    ],
    [
      'carrier_busy',
      () => {
        carrier.account.instead = no(429, 20429);
      },
    ],
    [
      'number_gone',
      () => {
        carrier.account.numbers.pop();
      },
    ],
    ['no_numbers', () => sql('UPDATE number SET voice = 0 WHERE workspace_id = ?')],
    ['key_missing', () => sql('UPDATE carrier_account SET api_key_sid = NULL WHERE workspace_id = ?')],
    [
      'secret_lost',
      () => sql("UPDATE carrier_account SET api_key_secret = 'v9.gone' WHERE workspace_id = ?"),
    ],
    [
      'not_in_plan',
      () =>
        sql(
          `UPDATE organization SET withheld = '["dialer"]' WHERE id = (SELECT organization_id FROM workspace WHERE id = ?)`,
        ),
    ],
  ] as [string, () => unknown][])('%s is named', async (kind, inject) => {
    await inject();
    expect((await checkUp()).problems.map(each => each.kind)).toContain(kind);
  });

  test('wrong credentials, a suspended account and a failed set-up are told apart, in this order [F138.1]', async () => {
    const spoil = [
      () => {
        carrier.account.secrets = { ...carrier.account.secrets, [ACCOUNT.accountSid]: 'rotated' };
      },
      () => {
        carrier.account.status = 'suspended';
      },
      () => {
        carrier.account.instead = ({ path }) =>
          path.startsWith('/Applications') ? no(400, 21400)() : undefined;
      },
    ];
    const kept = { secrets: carrier.account.secrets, instead: carrier.account.instead };
    const named = async (faults: readonly (() => void)[]) => {
      Object.assign(carrier.account, kept, { status: 'active' });
      for (const fault of faults) fault();
      await sql('UPDATE carrier_account SET checked_at = NULL WHERE workspace_id = ?');
      return (await checkUp()).problems;
    };
    const steps = new Map<string, string>();
    const kinds = ['token_refused', 'account_suspended', 'carrier_refused'];
    for (const [index, kind] of kinds.entries())
      for (const other of spoil.slice(index)) {
        const problems = await named([...spoil.slice(index, index + 1), other]);
        expect(problems.map(each => each.kind)).toEqual([kind]);
        steps.set(kind, problems.map(each => problemWords(each).next).join());
      }
    expect([...steps.values()]).toEqual([
      'Copy the Auth Token from the carrier’s console and save it under Basic.',
      'Sign in to the carrier’s console to see why, then set up again.',
      'Fix this in the carrier’s console, then set up again.',
    ]);
  });

  test.each([
    [
      'an application that was deleted',
      () => {
        carrier.account.applications.length = 0;
      },
    ],
    [
      'an application whose webhooks go to another address',
      () => {
        for (const each of carrier.account.applications) each.voice_url = 'https://elsewhere.example';
      },
    ],
    [
      'a number whose webhooks go to another address',
      () => {
        for (const each of carrier.account.numbers) each.voice_url = 'https://elsewhere.example';
      },
    ],
  ] as [string, () => void][])('%s is mended', async (_, inject) => {
    expect((await checkUp()).canDial).toBe(true);
    inject();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    expect(await checkUp()).toMatchObject({ canDial: true, problems: [] });
    vi.useRealTimers();
    const { applications, numbers } = carrier.account;
    expect(applications).toHaveLength(1);
    for (const each of [...applications, ...numbers])
      expect(String(each.voice_url)).toContain(rep.workspace.webhookKey);
  });

  test('are looked for once a minute, however often the check-up is opened', async () => {
    await checkUp();
    const asked = carrier.asked.length;
    await Promise.all([checkUp(), checkUp(), checkUp(await makeRep(rep.workspace))]);
    expect(carrier.asked.length).toBe(asked);
  });
});

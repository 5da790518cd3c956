import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { CheckUp } from '../../shared/diagnostics/contract.ts';
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

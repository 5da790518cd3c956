import { describe, expect, it } from 'vitest';
import { lineTest } from '../../extension/calls/line-test.ts';
import { CHECKS, type Check, shownFor } from '../../extension/diagnostics/checks.ts';
import { createCheckUp, type Ports } from '../../extension/diagnostics/desk/check-up-model.ts';
import type { Facts } from '../../extension/diagnostics/facts.ts';
import type { Finding } from '../../extension/diagnostics/finding.ts';
import type { AudioStats, LineTest } from '../../extension/messages.ts';
import type { CheckUp } from '../../shared/diagnostics/contract.ts';
import { E164 } from '../../shared/numbers/contract.ts';
import { err, ok } from '../../shared/result.ts';
import { aBench, anAsk } from './phone-fixtures.ts';

const AUDIO: AudioStats = {
  packetsSent: 200,
  packetsReceived: 200,
  packetsLost: 0,
  bytesSent: 1,
  bytesReceived: 1,
  energyIn: 1,
  energyOut: 1,
  jitterMs: 2,
  roundTripMs: 20,
};
const LINE: LineTest = { isUp: true, failure: null, setUpMs: 300, audio: AUDIO };
const WORKER: CheckUp = {
  now: 0,
  role: 'admin',
  dialerEnabled: true,
  hasAccount: true,
  hasKey: true,
  canDial: true,
  problems: [],
  accountKind: 'full',
  callableNumbers: 2,
  reachable: { phones: 1, heardAt: -20_000 },
  lineTestAt: null,
};
const OURS = E164.parse('+12125550190');
const DEVICES = {
  microphone: 'granted',
  inputs: 1,
  outputs: 1,
  label: 'Headset',
  level: 0.2,
  isMuted: false,
  mayPlay: true,
} as const;
const WELL = {
  browser: { isChromium: true, isOnline: true },
  isSignedIn: true,
  worker: ok(WORKER),
  skewMs: 40,
  callerId: { picked: null, callable: [OURS] },
  devices: DEVICES,
  phone: { duty: 'ready', skewMs: 40 },
  line: ok(LINE),
  wasWorkerAsked: true,
} as const satisfies Facts;

const found = (facts: Facts): Map<Check['id'], Finding | 'waits' | 'skipped'> =>
  new Map(shownFor(facts).map(({ id, finding }) => [id, finding]));
const worker = (over: Partial<CheckUp>): Facts => ({ ...WELL, worker: ok({ ...WORKER, ...over }) });
const devices = (over: Partial<NonNullable<Facts['devices']>>): Facts => ({
  ...WELL,
  devices: { ...DEVICES, ...over },
});
const audio = (over: Partial<AudioStats>): Facts => ({
  ...WELL,
  line: ok({ ...LINE, audio: { ...AUDIO, ...over } }),
});

describe('a check-up', () => {
  it('finds nothing when nothing is wrong', () => {
    for (const { finding } of shownFor(WELL)) expect(finding).toMatchObject({ state: 'good' });
  });

  /** Each fault alone: the check that names it, its severity, its message, and its repair. */
  const FAULTS: readonly [string, Facts, Check['id'], Finding['state'], RegExp, Finding['repair']?][] = [
    [
      'another browser',
      { ...WELL, browser: { isChromium: false, isOnline: true } },
      'browser',
      'warn',
      /Use Chrome/,
    ],
    [
      'no internet',
      { ...WELL, browser: { isChromium: true, isOnline: false } },
      'internet',
      'bad',
      /offline/,
    ],
    [
      'a browser nobody is signed in with',
      { ...WELL, isSignedIn: false },
      'signedIn',
      'bad',
      /setup code/,
      { go: 'browser' },
    ],
    ['a Worker that is unreachable', { ...WELL, worker: err({ reason: 'offline' }) }, 'worker', 'bad', /VPN/],
    [
      'a Worker that broke',
      { ...WELL, worker: err({ reason: 'server', detail: 'It broke.' }) },
      'worker',
      'bad',
      /It broke/,
    ],
    [
      'a session that was ended',
      { ...WELL, worker: err({ reason: 'signed_out' }) },
      'worker',
      'bad',
      /elsewhere/,
      { go: 'browser' },
    ],
    ['a clock that is slow', { ...WELL, skewMs: 7 * 60_000 }, 'clock', 'bad', /7 minutes slow/],
    ['a clock that is fast', { ...WELL, skewMs: -3 * 60_000 }, 'clock', 'bad', /3 minutes fast/],
    ['a role without the dialer', worker({ role: 'manager' }), 'role', 'bad', /make you an Agent/],
    [
      'a plan without the dialer',
      worker({ problems: [{ kind: 'not_in_plan' }], canDial: false }),
      'dialer',
      'bad',
      /plan does not include/,
      { go: 'dialer' },
    ],
    [
      'a dialer that is off',
      worker({ dialerEnabled: false }),
      'dialer',
      'bad',
      /Enable it/,
      { go: 'dialer' },
    ],
    [
      'no account',
      worker({ hasAccount: false }),
      'account',
      'bad',
      /Account SID or Auth Token/,
      { go: 'basic' },
    ],
    [
      'a token that is refused',
      worker({ problems: [{ kind: 'token_refused' }] }),
      'account',
      'bad',
      /Auth Token/,
      { go: 'basic' },
    ],
    [
      'a suspended account',
      worker({ problems: [{ kind: 'account_suspended' }] }),
      'account',
      'bad',
      /suspended/,
      { go: 'basic' },
    ],
    [
      'a closed account',
      worker({ problems: [{ kind: 'account_closed' }] }),
      'account',
      'bad',
      /closed/,
      { go: 'basic' },
    ],
    ['no API key', worker({ hasKey: false }), 'key', 'bad', /API Key SID or Secret/, { go: 'dialer' }],
    [
      'a key that is refused',
      worker({ problems: [{ kind: 'key_refused' }] }),
      'key',
      'bad',
      /API key/,
      { go: 'dialer' },
    ],
    [
      'a set-up the carrier refused',
      worker({ problems: [{ kind: 'carrier_refused', code: 1, message: 'No room' }] }),
      'application',
      'bad',
      /No room/,
      { do: 'set_up' },
    ],
    [
      'a carrier that did not answer',
      worker({ problems: [{ kind: 'carrier_silent' }] }),
      'application',
      'bad',
      /does not answer/,
      { do: 'set_up' },
    ],
    [
      'an account that was never set up',
      worker({ canDial: false }),
      'application',
      'bad',
      /never set up/,
      { do: 'set_up' },
    ],
    [
      'secrets that no key decrypts',
      worker({ problems: [{ kind: 'secret_lost' }] }),
      'application',
      'bad',
      /Enter Auth Token/,
      { do: 'set_up' },
    ],
    ['no numbers', worker({ callableNumbers: 0 }), 'numbers', 'bad', /Add one/, { go: 'numbers' }],
    [
      'a number that is gone',
      worker({ problems: [{ kind: 'number_gone', number: '+1' }] }),
      'numbers',
      'warn',
      /no longer/,
      { go: 'numbers' },
    ],
    ['a trial account', worker({ accountKind: 'trial' }), 'numbers', 'warn', /verified numbers only/],
    [
      'a number picked by hand that is gone',
      { ...WELL, callerId: { picked: E164.parse('+13125550000'), callable: [OURS] } },
      'callerId',
      'warn',
      /Call from/,
    ],
    [
      'a microphone permission that was never requested',
      devices({ microphone: 'not_asked' }),
      'microphone',
      'bad',
      /page that opens/,
      { do: 'microphone' },
    ],
    [
      'a microphone that is blocked',
      devices({ microphone: 'refused' }),
      'microphone',
      'bad',
      /Blocked/,
      { do: 'site_settings' },
    ],
    ['no microphone', devices({ inputs: 0 }), 'devices', 'bad', /Plug one in/],
    ['no speaker', devices({ outputs: 0 }), 'devices', 'bad', /speaker/],
    ['a microphone in use elsewhere', devices({ level: null }), 'devices', 'bad', /Close other programs/],
    ['a silent microphone', devices({ level: 0 }), 'devices', 'warn', /mute switch/],
    ['sound that is blocked', devices({ mayPlay: false }), 'autoplay', 'bad', /Allow sound/],
    [
      'a browser that is not reached',
      worker({ reachable: { phones: 0, heardAt: null } }),
      'reach',
      'bad',
      /cannot reach this browser/,
      { do: 'go_on_duty' },
    ],
    [
      'a heartbeat that timed out',
      worker({ reachable: { phones: 1, heardAt: -5 * 60_000 } }),
      'reach',
      'bad',
      /last responded 5 minutes ago/,
      { do: 'go_on_duty' },
    ],
    [
      'a phone that is not running',
      { ...WELL, phone: null },
      'presence',
      'bad',
      /Start it again/,
      { do: 'go_on_duty' },
    ],
    [
      'a phone that is not reached',
      { ...WELL, phone: { duty: 'offline', skewMs: 0 } },
      'presence',
      'bad',
      /WebSockets/,
      { do: 'go_on_duty' },
    ],
    [
      'a carrier that is blocked',
      { ...WELL, line: ok({ ...LINE, isUp: false }) },
      'signalling',
      'bad',
      /firewall/,
    ],
    [
      'a phone without a token',
      { ...WELL, line: err({ reason: 'no_token' }) },
      'signalling',
      'bad',
      /no access token/,
      { do: 'go_on_duty' },
    ],
    [
      'a call that is going on',
      { ...WELL, line: err({ reason: 'in_call' }) },
      'signalling',
      'warn',
      /in a call/,
    ],
    [
      'webhooks that do not arrive',
      { ...WELL, wasWorkerAsked: false },
      'webhook',
      'bad',
      /reachable from the internet/,
    ],
    ['a line without incoming audio', audio({ packetsReceived: 0 }), 'media', 'bad', /allow UDP/],
    ['a line without outgoing audio', audio({ packetsSent: 0 }), 'media', 'bad', /another microphone/],
    ['a line that loses words', audio({ packetsLost: 60 }), 'media', 'bad', /23.1 % lost/],
    ['a slow line', audio({ roundTripMs: 420 }), 'media', 'bad', /420 ms round trip/],
  ];

  it.each(FAULTS)('names %s', (_, facts, id, state, text, repair) => {
    const finding = found(facts).get(id);
    expect(finding).toMatchObject({ state, ...(repair ? { repair } : {}) });
    if (typeof finding !== 'object') throw new Error('Nothing was found.');
    expect(`${finding.what} ${finding.next}`).toMatch(text);
    // The next step is always given.
    expect(finding.next).toBeTruthy();
  });

  it('blames nothing else for a fault', () => {
    for (const [name, facts, id] of FAULTS) {
      const others = [...found(facts)].filter(([each]) => each !== id);
      const blamed = others.filter(([, finding]) => typeof finding === 'object' && finding.state !== 'good');
      expect(blamed, name).toEqual([]);
    }
  });

  it('says which number contacts see, and that it was picked by hand', () => {
    const picked = { ...WELL, callerId: { picked: OURS, callable: [OURS] } };
    expect(found(picked).get('callerId')).toMatchObject({
      state: 'good',
      what: expect.stringContaining('+1 212 555 0190, picked by hand'),
    });
  });

  /** The fault that is named when this check and every later one are wrong. */
  const firstOf = (faults: readonly (readonly [Check['id'], (facts: Facts) => Facts])[]) => {
    for (const [index, [id, break_]] of faults.entries())
      for (const [, alsoBreak] of faults.slice(index)) {
        const { id: first } =
          shownFor(alsoBreak(break_(WELL))).find(
            ({ finding }) => typeof finding === 'object' && finding.state !== 'good',
          ) ?? {};
        expect(first).toBe(id);
      }
  };
  const inWorker = (over: Partial<CheckUp>) => (facts: Facts) => ({
    ...facts,
    worker: ok({ ...(facts.worker?.ok ? facts.worker.value : WORKER), ...over }),
  });
  const inDevices = (over: Partial<NonNullable<Facts['devices']>>) => (facts: Facts) => ({
    ...facts,
    devices: { ...(facts.devices ?? DEVICES), ...over },
  });

  it('checks role, dialer, account and key in this order, and names the first that is wrong [F137.1]', () => {
    firstOf([
      ['role', inWorker({ role: 'manager' })],
      ['dialer', inWorker({ dialerEnabled: false })],
      ['account', inWorker({ hasAccount: false })],
      ['key', inWorker({ hasKey: false })],
    ]);
  });

  it('checks permission, devices and blocked sound in this order, and names the first that is wrong [F139.1]', () => {
    firstOf([
      ['microphone', inDevices({ microphone: 'refused' })],
      ['devices', inDevices({ inputs: 0 })],
      ['autoplay', inDevices({ mayPlay: false })],
    ]);
  });

  it('is tested with a fault for every check', () => {
    expect(new Set(FAULTS.map(([, , id]) => id))).toEqual(new Set(CHECKS.map(({ id }) => id)));
  });

  it('sends a rep to an admin for faults that only an admin can repair, without a button', () => {
    const facts = worker({ role: 'agent', problems: [{ kind: 'account_suspended' }] });
    expect(found(facts).get('account')).toEqual({
      state: 'bad',
      what: 'The carrier has suspended the account.',
      next: 'Ask an admin of your workspace.',
      repair: undefined,
    });
  });

  it('skips checks that make no sense after an earlier fault', () => {
    const shown = shownFor({ browser: WELL.browser, isSignedIn: false });
    const at = shown.findIndex(({ id }) => id === 'signedIn');
    expect(new Set(shown.slice(at + 1).map(({ finding }) => finding))).toEqual(new Set(['skipped']));
  });
});

describe('running a check-up', () => {
  const ports = (over: Partial<Ports> = {}): Ports => {
    let asks = 0;
    return {
      browser: () => WELL.browser,
      isSignedIn: async () => true,
      askWorker: async () => ok({ ...WORKER, now: 1_000, lineTestAt: asks++ === 0 ? null : 5 }),
      callerId: async () => WELL.callerId,
      devices: async () => DEVICES,
      phone: async () => WELL.phone,
      testLine: async () => ok(LINE),
      repair: async () => undefined,
      now: () => 1_000,
      ...over,
    };
  };

  it('completes every check, in one run at a time', async () => {
    const model = createCheckUp(ports());
    await Promise.all([model.run(), model.run()]);
    expect([model.bad.value, model.warn.value, model.isRunning.value]).toEqual([0, 0, false]);
    expect(model.shown.value.every(({ finding }) => typeof finding === 'object')).toBe(true);
  });

  it('notices that a line test did not reach the Worker when the recorded time of the test is old', async () => {
    const model = createCheckUp(ports({ askWorker: async () => ok({ ...WORKER, lineTestAt: 5 }) }));
    await model.run();
    expect(model.bad.value).toBe(1);
  });

  it('asks nothing more of an unreachable Worker', async () => {
    const asked: string[] = [];
    const model = createCheckUp(
      ports({
        askWorker: async () => err({ reason: 'offline' }),
        testLine: async () => {
          asked.push('line');
          return ok(LINE);
        },
      }),
    );
    await model.run();
    expect([model.bad.value, asked]).toEqual([1, []]);
  });

  it('happens again after a repair that may have worked, but not after one that opens another page', async () => {
    let runs = 0;
    const model = createCheckUp(
      ports({
        isSignedIn: async () => {
          runs += 1;
          return true;
        },
      }),
    );
    await model.repair({ do: 'go_on_duty' });
    await model.repair({ go: 'numbers' });
    expect(runs).toBe(1);
  });
});

describe('a test of the line', () => {
  it('calls with a ticket that rings nobody, listens, hangs up and reports what it heard', async () => {
    const bench = aBench();
    const testing = lineTest(bench);
    await expect.poll(() => bench.connected.length).toBe(1);
    expect(bench.connected[0]?.ticket).toBe('line-test');
    bench.connected[0]?.events.onUp();
    bench.connected[0]?.events.onGone(null);
    expect(await testing).toMatchObject({ ok: true, value: { isUp: true, failure: null } });
    expect(bench.testing).toBeNull();
  });

  it('ends at once when the rep dials, because the call comes first', async () => {
    const bench = aBench();
    const testing = lineTest(bench);
    await expect.poll(() => bench.connected.length).toBe(1);
    const stopped = bench.testing?.stop();
    expect(bench.connected[0]?.disconnected).toBe(true);
    bench.connected[0]?.events.onGone(null);
    await stopped;
    expect(await testing).toMatchObject({ ok: true, value: { isUp: false } });
  });

  it('is not made during a call, nor without a microphone', async () => {
    const bench = aBench();
    bench.access = 'refused';
    expect(await lineTest(bench)).toEqual(err({ reason: 'microphone', cause: 'refused' }));
    bench.access = 'granted';
    const { dial } = await import('../../extension/calls/dial.ts');
    await dial(bench, anAsk());
    expect(await lineTest(bench)).toEqual(err({ reason: 'in_call' }));
  });
});

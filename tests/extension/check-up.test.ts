import { describe, expect, it } from 'vitest';
import { lineTest } from '../../extension/calls/line-test.ts';
import {
  type CheckId,
  faultsIn,
  SYMPTOMS,
  type Symptom,
  shownFor,
} from '../../extension/diagnostics/checks.ts';
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
  lastCalled: [],
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
const PHONE: NonNullable<Facts['phone']> = {
  duty: 'ready',
  skewMs: 40,
  status: { picked: 'online', status: 'online', since: 0 },
  line: 'up',
  heldBackMs: 0,
  refused: null,
};
const WELL = {
  browser: { isChromium: true, isOnline: true },
  isSignedIn: true,
  worker: ok(WORKER),
  skewMs: 40,
  callerId: { picked: null, callable: [OURS] },
  devices: DEVICES,
  phone: PHONE,
  isVpn: false,
  line: ok(LINE),
  wasWorkerAsked: true,
} as const satisfies Facts;

type Found = Finding | 'waits' | 'skipped';
/** What is shown for each cause; a cause of several symptoms counts as looked at if one of them looked at it. */
const found = (facts: Facts): Map<CheckId, Found> => {
  const all = shownFor(facts).flatMap(({ causes }) => causes);
  const [looked, not] = [all.filter(each => typeof each.finding === 'object'), all];
  return new Map([...not, ...looked].map(({ id, finding }) => [id, finding]));
};
const worker = (over: Partial<CheckUp>): Facts => ({ ...WELL, worker: ok({ ...WORKER, ...over }) });
const phone = (over: Partial<NonNullable<Facts['phone']>>): Facts => ({
  ...WELL,
  phone: { ...PHONE, ...over },
});
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
    for (const symptom of shownFor(WELL)) {
      expect(symptom.state, symptom.id).toBe('good');
      for (const { finding } of symptom.causes) expect(finding).toMatchObject({ state: 'good' });
    }
  });

  /** Each fault alone: the check that names it, its severity, its message, and its repair. */
  const FAULTS: readonly [string, Facts, CheckId, Finding['state'], RegExp, Finding['repair']?][] = [
    [
      'another browser',
      { ...WELL, browser: { isChromium: false, isOnline: true } },
      'browser',
      'warn',
      /Use Chrome/,
    ],
    [
      'no internet',
      { ...WELL, browser: { isChromium: true, isOnline: false }, worker: err({ reason: 'offline' }) },
      'internet',
      'bad',
      /no internet/,
    ],
    [
      'a browser nobody is signed in with',
      { ...WELL, isSignedIn: false },
      'signedIn',
      'bad',
      /setup code/,
      { go: 'browser' },
    ],
    [
      'a computer that reaches nothing',
      { ...phone({ line: 'down' }), worker: err({ reason: 'offline' }) },
      'internet',
      'bad',
      /Neither/,
    ],
    ['a Worker that is unreachable', { ...WELL, worker: err({ reason: 'offline' }) }, 'server', 'bad', /VPN/],
    [
      'a Worker that broke',
      { ...WELL, worker: err({ reason: 'server', detail: 'It broke.' }) },
      'server',
      'bad',
      /It broke/,
    ],
    [
      'a session that was ended',
      { ...WELL, worker: err({ reason: 'signed_out' }) },
      'signedIn',
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
      'credentials',
      'bad',
      /Auth Token/,
      { go: 'basic' },
    ],
    [
      'a suspended account',
      worker({ problems: [{ kind: 'account_suspended' }] }),
      'standing',
      'bad',
      /suspended/,
      { go: 'basic' },
    ],
    [
      'a closed account',
      worker({ problems: [{ kind: 'account_closed' }] }),
      'standing',
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
      'credentials',
      'bad',
      /Enter Auth Token/,
      { go: 'basic' },
    ],
    [
      'no numbers',
      worker({ callableNumbers: 0 }),
      'numbers',
      'bad',
      /Import at least one from Twilio/,
      { go: 'numbers' },
    ],
    [
      'a number that is gone',
      worker({ problems: [{ kind: 'number_gone', number: '+1' }] }),
      'numberLimits',
      'warn',
      /no longer/,
      { go: 'numbers' },
    ],
    ['a trial account', worker({ accountKind: 'trial' }), 'numberLimits', 'warn', /verified numbers only/],
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
      'a number that cannot be read',
      phone({ refused: { number: '555', why: '“555” is not a phone number.' } }),
      'numberFormat',
      'bad',
      /“555” is not a phone number.*with country code/,
    ],
    [
      'a status other than Online',
      phone({ status: { picked: 'do_not_disturb', status: 'do_not_disturb', since: 0 } }),
      'status',
      'warn',
      /set to Do Not Disturb/,
      { do: 'go_online' },
    ],
    [
      'a rep who is Away by themselves',
      phone({ status: { picked: 'online', status: 'away', since: 0 } }),
      'status',
      'warn',
      /not used for ten minutes/,
      { do: 'go_online' },
    ],
    [
      'a heartbeat that timed out',
      worker({ reachable: { phones: 0, heardAt: null } }),
      'heartbeat',
      'bad',
      /heartbeat timed out/,
      { do: 'reconnect' },
    ],
    [
      'a heartbeat that is about to time out',
      worker({ reachable: { phones: 1, heardAt: -110_000 } }),
      'heartbeat',
      'bad',
      /last heard this browser 2 minutes ago/,
      { do: 'reconnect' },
    ],
    [
      'a browser that holds timers back',
      phone({ heldBackMs: 31_000 }),
      'throttling',
      'warn',
      /held Ringside back for 31 seconds/,
      { do: 'performance' },
    ],
    [
      'a connection that was lost',
      phone({ duty: 'offline' }),
      'connection',
      'bad',
      /you get back the status you picked/,
      { do: 'reconnect' },
    ],
    ['a carrier that is blocked', { ...WELL, line: ok({ ...LINE, isUp: false }) }, 'line', 'bad', /firewall/],
    [
      'a phone without a token',
      { ...WELL, line: err({ reason: 'no_token' }) },
      'line',
      'bad',
      /no access token/,
      { do: 'reconnect' },
    ],
    [
      'webhooks that do not arrive',
      { ...WELL, wasWorkerAsked: false },
      'webhook',
      'bad',
      /reachable from the internet/,
    ],
    ['a line without incoming audio', audio({ packetsReceived: 0 }), 'sound', 'bad', /allow UDP/],
    ['a line without outgoing audio', audio({ packetsSent: 0 }), 'sound', 'bad', /another microphone/],
    [
      'a VPN that spoils the sound',
      { ...audio({ packetsLost: 60 }), isVpn: true },
      'vpn',
      'bad',
      /Disable the VPN/,
    ],
    ['a line that loses words', audio({ packetsLost: 60 }), 'soundQuality', 'bad', /23.1 % lost/],
    ['a slow line', audio({ roundTripMs: 420 }), 'soundQuality', 'bad', /420 ms round trip/],
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
    for (const [name, facts, id] of FAULTS) expect([...faultsIn(shownFor(facts)).keys()], name).toEqual([id]);
  });

  it('finds one fault when the phone does not run, in every symptom it causes', () => {
    const shown = shownFor({
      ...WELL,
      phone: null,
      line: err({ reason: 'offline' }),
      wasWorkerAsked: undefined,
    });
    const named = [...faultsIn(shown)];
    expect(named.map(([id]) => id)).toEqual(['heartbeat', 'connection']);
    for (const [, { repair }] of named) expect(repair).toEqual({ do: 'reconnect' });
  });

  it('leaves open what it cannot test during a call', () => {
    const shown = shownFor({ ...WELL, line: err({ reason: 'in_call' }) });
    expect([...faultsIn(shown)]).toEqual([]);
    expect(shown.find(({ id }) => id === 'heard')?.state).toBe('open');
  });

  it('tells a computer without internet apart from a server that does not answer', () => {
    const away = { ...WELL, worker: err({ reason: 'offline' as const }) };
    const off = { ...away, browser: { isChromium: true, isOnline: false } };
    expect([found(away).get('internet'), found(away).get('server')]).toMatchObject([
      { state: 'good' },
      { state: 'bad' },
    ]);
    expect([found(off).get('internet'), found(off).get('server')]).toMatchObject([
      { state: 'bad' },
      'skipped',
    ]);
    // A demo on this machine needs no network.
    expect(found({ ...WELL, browser: off.browser }).get('internet')).toMatchObject({ state: 'good' });
  });

  it('says which number a contact sees, and for a sticky one from which earlier call', () => {
    const at = Date.UTC(2026, 4, 1, 12);
    const called = (from: string) => ({
      name: 'Maria Alvarez',
      number: E164.parse('+12125550111'),
      from: E164.parse(from),
      at,
    });
    const linesFor = (from: string) => {
      const finding = found(worker({ lastCalled: [called(from)] })).get('callerId');
      return typeof finding === 'object' ? finding.lines?.join() : undefined;
    };
    expect(linesFor(OURS)).toMatch(/^Maria Alvarez sees \+1 212 555 0190, .*call to them on .*2026/);
    expect(linesFor('+13125550000')).toMatch(/sees \+1 212 555 0190: \+1 312 555 0000, .* no longer/);
  });

  it('says which number contacts see, and that it was picked by hand', () => {
    const picked = { ...WELL, callerId: { picked: OURS, callable: [OURS] } };
    expect(found(picked).get('callerId')).toMatchObject({
      state: 'good',
      what: expect.stringContaining('+1 212 555 0190, picked by hand'),
    });
  });

  type Break = (facts: Facts) => Facts;
  /** With this cause and a later one wrong, this one is named and the later one is not looked at. */
  const inOrder = (symptom: Symptom['id'], faults: readonly (readonly [CheckId, Break])[]) => {
    for (const [index, [id, break_]] of faults.entries())
      for (const [later, alsoBreak] of faults.slice(index + 1)) {
        const { causes = [] } = shownFor(alsoBreak(break_(WELL))).find(each => each.id === symptom) ?? {};
        const at = (wanted: CheckId) => causes.find(each => each.id === wanted)?.finding;
        const name = `${id}, then ${later}`;
        expect(at(id), name).toMatchObject({ state: expect.stringMatching(/bad|warn/) });
        expect(at(later), name).toBe('skipped');
        const alone = shownFor(alsoBreak(WELL)).find(each => each.id === symptom)?.causes;
        expect(alone?.find(each => each.id === later)?.finding, name).toMatchObject({
          state: expect.stringMatching(/bad|warn/),
        });
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

  const inPhone =
    (over: Partial<NonNullable<Facts['phone']>>): Break =>
    facts => ({ ...facts, phone: { ...(facts.phone ?? PHONE), ...over } });
  const inAudio =
    (over: Partial<AudioStats>): Break =>
    facts => {
      const { audio: before } = facts.line?.ok ? facts.line.value : LINE;
      return { ...facts, line: ok({ ...LINE, audio: { ...(before ?? AUDIO), ...over } }) };
    };
  const noInternet: Break = facts => ({
    ...facts,
    browser: { isChromium: true, isOnline: false },
    worker: err({ reason: 'offline' }),
  });

  it('looks at role, dialer, account and key in this order [F137.1]', () => {
    inOrder('shown', [
      ['role', inWorker({ role: 'manager' })],
      ['dialer', inWorker({ dialerEnabled: false })],
      ['account', inWorker({ hasAccount: false })],
      ['key', inWorker({ hasKey: false })],
    ]);
  });

  it('looks at permission, devices and blocked sound in this order [F139.1]', () => {
    inOrder('audio', [
      ['microphone', inDevices({ microphone: 'refused' })],
      ['devices', inDevices({ inputs: 0 })],
      ['autoplay', inDevices({ mayPlay: false })],
    ]);
  });

  it('looks at status, heartbeat and throttling in this order [F140.1]', () => {
    inOrder('rings', [
      ['status', inPhone({ status: { picked: 'away', status: 'away', since: 0 } })],
      ['heartbeat', inWorker({ reachable: { phones: 0, heardAt: null } })],
      ['throttling', inPhone({ heldBackMs: 45_000 })],
    ]);
  });

  it('looks at numbers, API key and number format in this order [F141.1]', () => {
    inOrder('callsOut', [
      ['numbers', inWorker({ callableNumbers: 0 })],
      ['key', inWorker({ hasKey: false })],
      ['numberFormat', inPhone({ refused: { number: '555', why: 'Not a number.' } })],
    ]);
  });

  it('looks at the lost connection, internet and throttling in this order [F142.1]', () => {
    inOrder('connected', [
      ['connection', inPhone({ duty: 'offline' })],
      ['throttling', inPhone({ heldBackMs: 45_000 })],
    ]);
    inOrder('connected', [
      ['connection', facts => ({ ...facts, phone: null })],
      ['internet', noInternet],
    ]);
    inOrder('connected', [
      ['internet', noInternet],
      ['throttling', inPhone({ heldBackMs: 45_000 })],
    ]);
  });

  it('looks at firewall, browser, VPN and devices in this order [F143.1]', () => {
    const poor = inAudio({ packetsLost: 60 });
    inOrder('heard', [
      ['sound', inAudio({ packetsReceived: 0 })],
      ['browser', facts => ({ ...facts, browser: { isChromium: false, isOnline: true } })],
      ['vpn', facts => ({ ...poor(facts), isVpn: true })],
      ['devices', inDevices({ inputs: 0 })],
    ]);
  });

  it('recommends Chrome in another browser [F143.3]', () => {
    const other = { ...WELL, browser: { isChromium: false, isOnline: true } };
    expect(found(other).get('browser')).toMatchObject({
      what: 'Ringside is not made for this browser.',
      next: expect.stringContaining('Use Chrome'),
    });
  });

  it('is tested with a fault for every cause', () => {
    const causes = SYMPTOMS.flatMap(each => each.causes);
    expect(new Set(FAULTS.map(([, , id]) => id))).toEqual(new Set(causes));
  });

  it('sends a rep to an admin for faults that only an admin can repair, without a button', () => {
    const facts = worker({ role: 'agent', problems: [{ kind: 'account_suspended' }] });
    expect(found(facts).get('standing')).toEqual({
      state: 'bad',
      what: 'The carrier has suspended the account.',
      next: 'Ask an admin of your workspace.',
      repair: undefined,
    });
  });

  it('skips checks that make no sense after an earlier fault', () => {
    const [first, ...rest] = shownFor({ browser: WELL.browser, isSignedIn: false });
    expect(first?.causes[0]).toMatchObject({ id: 'signedIn', finding: { state: 'bad' } });
    const later = [first?.causes.slice(1) ?? [], ...rest.map(({ causes }) => causes)].flat();
    expect(new Set(later.map(({ finding }) => finding))).toEqual(new Set(['skipped']));
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
      isVpn: async () => false,
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
    expect(model.shown.value.every(({ state }) => state === 'good')).toBe(true);
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
    await model.repair({ do: 'reconnect' });
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

/** What becomes of a call to a number, in business hours and outside them. */
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { OFF_HOURS_MESSAGE, type WorkMode } from '../../../shared/incoming/work-mode.ts';
import { type Hours, usualHours } from '../../../shared/workspace/hours.ts';
import { AnArrival, OURS, onDuty } from '../an-arrival.ts';
import { FakeCarrier } from '../fake-carrier.ts';
import { makeRep, makeWorkspace, type Workspace } from '../kit.ts';

const FORWARD = '+12125550777';
const HOURS: Hours = usualHours('America/New_York');
/** A Tuesday in New York, which is open from nine to five. */
const NOON = Date.UTC(2026, 11, 1, 17);
const EVENING = Date.UTC(2026, 11, 1, 23);

let carrier: FakeCarrier;
let workspace: Workspace;

afterEach(() => void vi.useRealTimers());

beforeEach(async () => {
  carrier = new FakeCarrier();
  carrier.onCall = ({ path }) =>
    Response.json({ sid: /CA[0-9a-f]{32}/.exec(path)?.[0], status: 'in-progress' });
  vi.useFakeTimers({ toFake: ['Date'], now: NOON });
  workspace = await makeWorkspace();
  await env.DB.prepare('update workspace set hours = ? where id = ?')
    .bind(JSON.stringify(HOURS), workspace.id)
    .run();
});

type Number = { mode: WorkMode } & Readonly<Record<string, string | number>>;

/** What the number is set to. */
const set = async (settings: Number) => {
  const names = Object.keys(settings);
  await env.DB.prepare(
    `update number set ${names.map(name => `${name} = ?`).join(', ')} where workspace_id = ? and e164 = ?`,
  )
    .bind(...Object.values(settings), workspace.id, OURS)
    .run();
};

/** A call at a time of day, to a workspace with a rep on duty. */
const callAt = async (now: number): Promise<AnArrival> => {
  vi.useFakeTimers({ toFake: ['Date'], now });
  await onDuty(await makeRep(workspace));
  return AnArrival.at(workspace);
};

const ROOM = '/sounds/ringback.wav';
const DIALS = FORWARD;

/** The rep does not answer: what the caller is moved to once the ring time is over. */
const unanswered = async (call: AnArrival, ringSeconds = 20): Promise<string> => {
  await call.inRoom('join', call.callSid, 1);
  await call.later(ringSeconds * 1000 - 1_000);
  expect((await call.view()).responsible).toBe('ringing');
  await call.later(1_100);
  await vi.waitFor(() => expect(carrier.parted(call.callSid)).toContain('<Response>'));
  return carrier.parted(call.callSid) ?? '';
};

describe('Always On', () => {
  test.each([
    ['in business hours', NOON],
    ['outside business hours', EVENING],
  ])('rings the reps %s, then takes a message', async (_, now) => {
    await set({ mode: 'always_on' });
    const call = await callAt(now);
    expect(call.twiml).toContain(ROOM);
    expect((await call.view()).responsible).toBe('ringing');
    expect(await unanswered(call)).toContain('<Record');
  });

  test('forwards a call that no rep takes if there is a Forward Number', async () => {
    await set({ mode: 'always_on', forward_to: FORWARD });
    const call = await callAt(NOON);
    expect(call.twiml).toContain(ROOM);
    expect(await unanswered(call)).toContain(DIALS);
    expect((await call.view()).responsible).toBe('forward');
  });
});

describe('Forward Off-Hours', () => {
  beforeEach(() => set({ mode: 'forward_off_hours', forward_to: FORWARD }));

  test('rings the reps in business hours, and the Forward Number outside them [F100.3]', async () => {
    const day = await callAt(NOON);
    expect(day.twiml).toContain(ROOM);
    const evening = await callAt(EVENING);
    expect(evening.twiml).toContain(DIALS);
    expect((await evening.view()).responsible).toBe('forward');
  });

  test('is closed on a holiday', async () => {
    const hours = { ...HOURS, holidays: [{ date: '2026-12-01', name: 'Founders’ Day' }] };
    await env.DB.prepare('update workspace set hours = ? where id = ?')
      .bind(JSON.stringify(hours), workspace.id)
      .run();
    expect((await callAt(NOON)).twiml).toContain(DIALS);
  });
});

test.each([NOON, EVENING])(
  'Always Forward forwards at any hour, though reps are on duty [F100.3]',
  async now => {
    await set({ mode: 'always_forward', forward_to: FORWARD });
    const call = await callAt(now);
    expect(call.twiml).toContain(DIALS);
    await call.recorded({ member_id: null, phase: 'ringing' });
  },
);

describe('Message Off-Hours', () => {
  test('rings the reps in business hours [F100.4]', async () => {
    await set({ mode: 'message_off_hours' });
    expect((await callAt(NOON)).twiml).toContain(ROOM);
  });

  test('says its message outside them, and records the caller’s [F100.4]', async () => {
    await set({ mode: 'message_off_hours' });
    const { twiml } = await callAt(EVENING);
    expect(twiml).toContain(`<Say>${OFF_HOURS_MESSAGE}</Say>`);
    expect(twiml).toContain('<Record');
  });

  test('says its message and hangs up if recording is switched off [F100.4]', async () => {
    await set({
      mode: 'message_off_hours',
      off_hours_message: 'Back at nine.',
      off_hours_records: 0,
      forward_to: FORWARD,
    });
    const { twiml } = await callAt(EVENING);
    expect(twiml).toContain('<Say>Back at nine.</Say><Hangup/>');
  });
});

describe('Voicemail', () => {
  test.each([NOON, EVENING])('asks for a message at any hour, and rings nobody', async now => {
    await set({ mode: 'voicemail', forward_to: FORWARD, greeting: 'You have reached Northwind.' });
    const call = await callAt(now);
    expect(call.twiml).toContain('<Say>You have reached Northwind.</Say><Record');
    expect((await call.view()).responsible).toBe('voicemail');
  });
});

describe('Voicemail Off-Hours', () => {
  test('rings the reps in business hours, and asks for a message outside them', async () => {
    await set({ mode: 'voicemail_off_hours' });
    expect((await callAt(NOON)).twiml).toContain(ROOM);
    const { twiml } = await callAt(EVENING);
    expect(twiml).toContain('We are closed right now. We open again tomorrow at 9 A M.');
    expect(twiml).toContain('<Record');
  });
});

test('a number has a ring time of its own', async () => {
  await set({ mode: 'always_on', ring_seconds: 7 });
  const call = await callAt(NOON);
  const { openedAt, ringsUntil } = await call.view();
  expect((ringsUntil ?? 0) - openedAt).toBe(7_000);
  expect(await unanswered(call, 7)).toContain('<Record');
});

/** A caller is forwarded: who is connected, what goes on record, and what the caller hears if nobody accepts. */
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { E164 } from '../../../shared/numbers/contract.ts';
import { rfc2822 } from '../a-call.ts';
import { AnArrival, OURS } from '../an-arrival.ts';
import { FakeCarrier } from '../fake-carrier.ts';
import { CUSTOMER, type Form, makeWorkspace, sid, type Workspace, webhook } from '../kit.ts';

const FORWARD = E164.parse('+12125550777');

let workspace: Workspace;
let asksKey: boolean;

beforeEach(async () => {
  vi.useRealTimers();
  const carrier = new FakeCarrier();
  carrier.onCall = ({ path }) =>
    Response.json({ sid: /CA[0-9a-f]{32}/.exec(path)?.[0], status: 'in-progress' });
  workspace = await makeWorkspace();
  asksKey = true;
});

const forwarded = async (from: string = CUSTOMER): Promise<AnArrival> => {
  await env.DB.prepare(
    `update number set mode = 'always_forward', forward_to = ?, forward_asks_key = ?
     where workspace_id = ? and e164 = ?`,
  )
    .bind(FORWARD, asksKey ? 1 : 0, workspace.id, OURS)
    .run();
  return AnArrival.at(workspace, from);
};

const legSid = sid('CA');
const screening = (call: AnArrival) => webhook(workspace, `calls/${call.id}/screening`, { CallSid: legSid });
const press = async (call: AnArrival, Digits: string) =>
  (await webhook(workspace, `calls/${call.id}/key`, { CallSid: legSid, Digits })).text;
const end = async (call: AnArrival, over: Form) =>
  (
    await webhook(workspace, 'incoming/forwarded', {
      CallSid: call.callSid,
      From: call.from,
      To: OURS,
      ...over,
    })
  ).text;

describe('the person forwarded to', () => {
  test('hears who calls, and is connected once they press 1 [F102.3]', async () => {
    const call = await forwarded();
    expect(call.twiml).toContain(`/calls/${call.id}/screening`);
    expect(call.twiml).toContain('answerOnBridge="false"');
    const { text } = await screening(call);
    expect(text).toContain(`Call from ${[...CUSTOMER.slice(1)].join(' ')}. To accept it, press 1.`);
    expect(text).toContain('numDigits="1"');
    expect((await call.view()).phase).toBe('ringing');
    expect(await press(call, '1')).toContain('<Response/>');
    await call.becomes({ phase: 'active', responsible: 'forward', forwardedTo: FORWARD });
  });

  test('is not told a number that was withheld', async () => {
    const call = await forwarded('Anonymous');
    expect((await screening(call)).text).toContain('Call from a withheld number.');
  });

  test.each([
    ['presses another key', async (call: AnArrival) => expect(await press(call, '2')).toContain('<Hangup/>')],
    ['presses no key', async () => {}],
  ])('who picks up and %s lets the caller leave a message [F102.3]', async (_, act) => {
    const call = await forwarded();
    await screening(call);
    await act(call);
    const twiml = await end(call, { DialCallStatus: 'completed', DialCallDuration: '9' });
    expect(twiml).toContain('<Record');
    expect(await call.view()).toMatchObject({ responsible: 'voicemail', answeredAt: undefined });
    await call.recorded({ forwarded_to: FORWARD, answered_at: null, member_id: null });
  });

  test.each(['busy', 'no-answer', 'failed'])(
    'who is %s lets the caller leave a message [F102.3]',
    async status => {
      const call = await forwarded();
      expect(await end(call, { DialCallStatus: status })).toContain('<Record');
      await call.becomes({ responsible: 'voicemail' });
    },
  );

  test('who accepts too late is not connected: the caller has gone on to the voicemail', async () => {
    const call = await forwarded();
    await end(call, { DialCallStatus: 'no-answer' });
    expect(await press(call, '1')).toContain('<Hangup/>');
    expect((await screening(call)).text).toContain('<Hangup/>');
  });

  test('of another workspace’s call hears nothing of it', async () => {
    const call = await forwarded();
    const stranger = await makeWorkspace();
    const asked = { CallSid: legSid, Digits: '1' };
    expect((await webhook(stranger, `calls/${call.id}/screening`, asked)).text).toContain('<Hangup/>');
    expect((await webhook(stranger, `calls/${call.id}/key`, asked)).text).toContain('<Hangup/>');
    expect((await call.view()).phase).toBe('ringing');
  });

  test('is connected at once where no key is asked for', async () => {
    asksKey = false;
    const call = await forwarded();
    expect(call.twiml).not.toContain('/screening');
    expect(await end(call, { DialCallStatus: 'completed', DialCallDuration: '9' })).toContain('<Hangup/>');
    await call.becomes({ phase: 'ended', endReason: 'completed' });
  });
});

describe('a forwarded call on record', () => {
  test('says where it was forwarded, and how long they talked', async () => {
    const call = await forwarded();
    await screening(call);
    await press(call, '1');
    const { answeredAt = 0 } = await call.view();
    vi.useFakeTimers({ toFake: ['Date'], now: answeredAt + 60_000 });
    await end(call, { DialCallStatus: 'completed', DialCallDuration: '66', DialBridged: 'true' });
    await call.recorded({
      direction: 'inbound',
      from_number: CUSTOMER,
      to_number: OURS,
      forwarded_to: FORWARD,
      answered_at: answeredAt,
      ended_at: answeredAt + 60_000,
      end_reason: 'completed',
      member_id: null,
    });
  });

  /** What the carrier reports of the leg to the Forward Number. */
  const leg = async (call: AnArrival, CallStatus: string, at: number, over: Form = {}) => {
    const form = {
      CallSid: legSid,
      CallStatus,
      To: FORWARD,
      SequenceNumber: '1',
      Timestamp: rfc2822(at),
      ...over,
    };
    expect((await webhook(workspace, `calls/${call.id}/forward`, form)).status).toBe(204);
  };

  test('is answered and over though its caller hung up, after which nobody asks what comes next', async () => {
    asksKey = false;
    const call = await forwarded();
    const { openedAt } = await call.view();
    const at = Math.ceil(openedAt / 1000) * 1000;
    await leg(call, 'in-progress', at);
    expect(await call.view()).toMatchObject({ phase: 'active', answeredAt: at });
    await leg(call, 'completed', at + 8_000, { CallDuration: '8' });
    await call.recorded({ answered_at: at, ended_at: at + 8_000, end_reason: 'completed' });
  });

  test('is the same if the end of the leg is reported before its answer', async () => {
    asksKey = false;
    const call = await forwarded();
    const at = Math.ceil((await call.view()).openedAt / 1000) * 1000;
    await leg(call, 'completed', at + 8_000, { CallDuration: '8' });
    await leg(call, 'in-progress', at);
    await call.recorded({ answered_at: at, ended_at: at + 8_000, end_reason: 'completed' });
  });

  test('is not answered by whoever picks up and presses no key', async () => {
    const call = await forwarded();
    const at = Date.now();
    await leg(call, 'in-progress', at);
    await leg(call, 'completed', at + 8_000, { CallDuration: '8' });
    expect(await call.view()).toMatchObject({ phase: 'ringing', answeredAt: undefined });
  });

  test('hears nothing of a leg to another number', async () => {
    asksKey = false;
    const call = await forwarded();
    await leg(call, 'in-progress', Date.now(), { To: '+12125550778' });
    expect((await call.view()).phase).toBe('ringing');
  });

  test('has a message if the carrier could not connect the two after the key', async () => {
    const call = await forwarded();
    await press(call, '1');
    expect(await end(call, { DialCallStatus: 'completed', DialBridged: 'false' })).toContain('<Record');
  });
});

import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { addressSignature } from '../../../worker/secrets/index.ts';
import { type ACall, later, recorded, talking } from '../a-call.ts';
import { created, FakeCarrier } from '../fake-carrier.ts';
import { makeRep, makeWorkspace, ORIGIN, postForm, type Rep, sid, sign, type Workspace } from '../kit.ts';

let customerSid: string;
let carrier: FakeCarrier;
let rep: Rep;
let call: ACall;

beforeEach(async () => {
  vi.useRealTimers();
  carrier = new FakeCarrier();
  customerSid = sid('CA');
  carrier.onCreate = created(customerSid);
  carrier.onCall = ({ path }) =>
    Response.json({ sid: /CA[0-9a-f]{32}/.exec(path)?.[0], status: 'in-progress' });
  rep = await makeRep();
  call = await talking(rep, carrier, customerSid);
});
afterEach(() => void vi.useRealTimers());

const leaves = (callSid: string, sequence = 5) =>
  call.toRoom(call.participant('participant-leave', callSid, sequence));

const held = () => vi.waitFor(() => expect(carrier.holds(customerSid).at(-1)).toBe('true'));
const takenBack = () => vi.waitFor(() => expect(carrier.holds(customerSid).at(-1)).toBe('false'));

/** Rejoins the room on a new leg. */
const back = async (): Promise<string> => {
  const { status, body } = await call.rejoin();
  expect(status).toBe(200);
  const again = sid('CA');
  expect(await call.connectAgain(body.ticket, again)).toContain(call.room);
  await call.toRoom(call.participant('participant-join', again, 6));
  return again;
};

const holdPath = async ({ webhookKey }: Workspace) =>
  `/webhooks/${webhookKey}/hold/${await addressSignature(env, webhookKey)}`;

describe('a rep who drops out of a call', () => {
  test('comes back to the same customer, who was held with a message and is taken back', async () => {
    await leaves(call.repSid);
    await held();
    const asked = carrier.asked.find(each => each.form.get('Hold') === 'true');
    expect(asked?.form.get('HoldUrl')).toBe(
      `${ORIGIN}${await holdPath(rep.workspace)}#rc=2&rp=all&rt=4000&tt=10000`,
    );
    await back();
    await takenBack();
    expect(carrier.rung(call.room)).toHaveLength(1);
    await recorded(call, { phase: 'active', onHold: false });
  });

  test('and comes back is not treated as lost afterwards', async () => {
    await leaves(call.repSid);
    await held();
    await back();
    await takenBack();
    await later(call, 44_000);
    await later(call, 60_000);
    await recorded(call, { phase: 'active' });
    expect(carrier.ended(customerSid)).toBe(false);
  });

  test('may drop out and come back again', async () => {
    await leaves(call.repSid);
    await held();
    const second = await back();
    await takenBack();
    await leaves(second, 7);
    await held();
    expect((await call.rejoin()).status).toBe(200);
    expect(carrier.holds(customerSid)).toEqual(['true', 'false', 'true']);
  });

  test('is told until when they may come back', async () => {
    await leaves(call.repSid);
    const { body } = await vi.waitFor(async () => {
      const answer = await call.rejoin();
      expect(answer.status).toBe(200);
      return answer;
    });
    const left = (body.call.rejoinUntil ?? 0) - Date.now();
    expect(left).toBeGreaterThan(40_000);
    expect(left).toBeLessThanOrEqual(45_000);
  });

  test('is too late after 45 seconds: the customer was told and released', async () => {
    await leaves(call.repSid);
    await held();
    await later(call, 46_000);
    const answer = await call.rejoin();
    expect([answer.status, answer.body.refusal.reason]).toEqual([410, 'over']);
    await vi.waitFor(() => expect(carrier.parted(customerSid)).toContain('We lost the connection.'));
    expect(carrier.ended(customerSid)).toBe(false);
    await recorded(call, { phase: 'failed', endReason: 'network_error' });
  });

  test('is too late even when the alarm for it is late itself', async () => {
    await leaves(call.repSid);
    await held();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 600_000 });
    expect((await call.rejoin()).status).toBe(410);
  });

  test('is given one ticket, however often they ask, and it works once', async () => {
    await leaves(call.repSid);
    await held();
    const answers = await Promise.all(Array.from({ length: 10 }, () => call.rejoin()));
    const tickets = new Set(answers.map(each => each.body.ticket));
    expect(tickets.size).toBe(1);
    const [ticket = ''] = tickets;
    const entered = await Promise.all(Array.from({ length: 5 }, () => call.connectAgain(ticket, sid('CA'))));
    expect(entered.filter(each => each.includes('<Dial'))).toHaveLength(1);
  });

  test('and asks to rejoin but never arrives is lost in the end', async () => {
    await leaves(call.repSid);
    await held();
    const { body } = await call.rejoin();
    await call.connectAgain(body.ticket, sid('CA'));
    await later(call, 16_000);
    await recorded(call, { phase: 'failed', endReason: 'network_error' });
    expect(carrier.holds(customerSid)).toEqual(['true']);
  });
});

describe('rejoining', () => {
  test('is refused while the rep is in the call', async () => {
    const answer = await call.rejoin();
    expect([answer.status, answer.body.refusal.reason]).toEqual([409, 'still_connected']);
  });

  test('is refused once the call is over, and always to anyone else', async () => {
    await leaves(call.repSid);
    for (const other of [await makeRep(rep.workspace, 'owner'), await makeRep()])
      expect((await call.rejoin(other)).status).toBe(404);
    await call.hangUp();
    expect((await call.rejoin()).status).toBe(410);
  });
});

describe('what a held customer hears', () => {
  const ask = async (path: string) => {
    const form = { AccountSid: rep.workspace.accountSid, CallSid: customerSid };
    return postForm(path, new URLSearchParams(form).toString(), await sign(ORIGIN + path, form));
  };

  test('says what happens', async () => {
    const { status, text } = await ask(await holdPath(rep.workspace));
    expect(status).toBe(200);
    expect(text).toContain('<Say>One moment, we are reconnecting you.</Say><Pause length="15"/>');
  });

  test('is at an address that only the carrier knows', async () => {
    const others = await holdPath(await makeWorkspace());
    const path = `/webhooks/${rep.workspace.webhookKey}/hold/${others.split('/').at(-1)}`;
    expect((await ask(path)).status).toBe(404);
  });
});

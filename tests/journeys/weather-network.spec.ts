import * as z from 'zod';
import { differences } from '../../sandbox/truth.ts';
import type { CallView } from '../../shared/calls/contract.ts';
import { expect, type Ringside, test } from './harness.ts';

const typed = (number: string) => ({
  intent: { number, source: 'keypad', at: Date.now() },
  key: crypto.randomUUID(),
});

const talksOn = async ({ phone }: Ringside) => {
  const before = await phone.audio();
  await expect
    .poll(async () => {
      const now = await phone.audio();
      return now.packetsReceived - before.packetsReceived > 75 && now.energyIn >= before.energyIn;
    })
    .toBe(true);
};

test.afterEach(({ house }) => house.stack.carrier.control.calm());

/** The row that an answered call ended by the rep must leave, whatever the weather. */
const TALKED: Partial<CallView> = {
  phase: 'ended',
  endReason: 'completed',
  endedBy: 'rep',
  to: '+12125550111' as CallView['to'],
};

const talkAndHangUp = async (ringside: Ringside) => {
  await ringside.click('Nadia Petrova');
  await ringside.waitForPhase('active', 60_000);
  await talksOn(ringside);
  await ringside.phone.ask('calls.hangUp');
  await ringside.waitForPhase('ended');
};

const WEATHERS = [
  ['doubled', { webhooks: { double: 1 } }],
  ['late and overtaken', { webhooks: { delay: 0.7, delayMs: 900, reorder: 0.5 } }],
  ['answered, and the answer lost', { webhooks: { on: { leg: 'pstn' }, loseAnswer: 1 } }],
] as const;

for (const [how, plan] of WEATHERS) {
  test(`webhooks that are ${how} leave the same row, and nobody is rung twice`, async ({ ringside }) => {
    ringside.stack.carrier.control.faults({ seed: 7, ...plan });
    await talkAndHangUp(ringside);
    await ringside.stack.carrier.control.webhooksSettled();
    await expect.poll(() => ringside.record()).toMatchObject([TALKED]);
    expect(ringside.legs().map(leg => [leg.kind, leg.status])).toEqual([
      ['client', 'completed'],
      ['pstn', 'completed'],
    ]);
  });
}

test('a lost “completed” is noticed: the call is over on screen and on record within a minute', async ({
  ringside,
}) => {
  const { control } = ringside.stack.carrier;
  await ringside.click('Nadia Petrova');
  await ringside.waitForPhase('active');
  control.faultWebhook({ on: { leg: 'pstn' }, does: { act: 'drop' }, times: 'always' });
  control.faultWebhook({ on: { kind: 'conference' }, does: { act: 'drop' }, times: 'always' });
  const person = ringside.legs().find(leg => leg.kind === 'pstn');
  const goneAt = Date.now();
  expect(control.hangUpAsPerson(person?.sid ?? '')).toBe(true);
  const over = await ringside.waitForPhase('ended', 65_000);
  expect(Date.now() - goneAt).toBeLessThan(60_000);
  expect(over.call?.view).toMatchObject({ endReason: 'completed', endedBy: 'customer' });
  await expect.poll(() => ringside.record()).toMatchObject([{ phase: 'ended', endReason: 'completed' }]);
  await expect.poll(() => ringside.legs().map(leg => leg.status)).toEqual(['completed', 'completed']);
});

test('a wrongly signed webhook changes nothing; the true state is still learned', async ({ ringside }) => {
  ringside.stack.carrier.control.faultWebhook({
    on: { leg: 'pstn', event: 'answered' },
    does: { act: 'wrongSignature' },
    times: 'always',
  });
  await ringside.click('Nadia Petrova');
  // The Worker learns the true state by asking the carrier.
  await ringside.waitForPhase('active', 60_000);
  await ringside.phone.ask('calls.hangUp');
  await ringside.waitForPhase('ended');
});

test('a customer leg whose creation is never answered rings the contact once', async ({ ringside }) => {
  const fault = ringside.stack.carrier.control.faultRequest({
    on: { method: 'POST', path: '/Participants' },
    does: { act: 'cutAfter' },
  });
  await talkAndHangUp(ringside);
  expect(fault.struck()).toBe(1);
  expect(ringside.legs().filter(leg => leg.kind === 'pstn')).toHaveLength(1);
  await expect.poll(() => ringside.record()).toMatchObject([TALKED]);
});

test('with the carrier down a dial says so and nobody rings; when it is back, the call goes out automatically, once', async ({
  ringside,
}) => {
  const { control } = ringside.stack.carrier;
  control.down();
  await ringside.phone.until('not connected', ({ duty }) => duty === 'no_line');
  const outcome = await ringside.phone.ask('calls.dial', typed('(212) 555-0111'));
  expect(outcome).toMatchObject({ ok: false, error: { reason: 'no_line' } });
  await ringside.phone.until('waiting', ({ call }) => call?.waitsFor === 'line');
  expect(ringside.legs()).toEqual([]);
  control.up();
  await ringside.waitForPhase('active', 30_000);
  expect(ringside.legs().map(leg => leg.kind)).toEqual(['client', 'pstn']);
});

test('a signalling cut in mid-call leaves the media on, and the record shows it', async ({ ringside }) => {
  const { control } = ringside.stack.carrier;
  await ringside.click('Nadia Petrova');
  await ringside.waitForPhase('active');
  const panel = await ringside.panel();
  control.signallingDown();
  await ringside.phone.until('reconnecting', ({ call }) => call?.linked === false);
  await expect(panel.getByText('Reconnecting').first()).toBeVisible();
  await expect.poll(async () => (await ringside.record())[0]?.linked).toBe(false);
  await talksOn(ringside);
  control.signallingUp();
  await ringside.phone.until('linked again', ({ call }) => call?.linked === true, 30_000);
  await expect.poll(async () => (await ringside.record())[0]?.linked).toBe(true);
  await talksOn(ringside);
  await ringside.phone.ask('calls.hangUp');
  await ringside.waitForPhase('ended');
  await expect.poll(() => ringside.legs().map(leg => leg.status)).toEqual(['completed', 'completed']);
});

test('when the session is ended elsewhere in mid-call, the call goes on to its end, and no new one starts', async ({
  ringside,
}) => {
  await ringside.click('Nadia Petrova');
  await ringside.waitForPhase('active');
  await ringside.revokeSession();
  await talksOn(ringside);
  expect((await ringside.phone.state())?.call?.phase).toBe('active');
  await ringside.phone.ask('calls.hangUp');
  await ringside.phone.until('over', ({ call }) => call?.phase !== 'active');
  // A signed-out rep cannot send a hang-up: leaving the room is enough, and the contact is not kept waiting.
  await expect.poll(() => ringside.legs().map(leg => leg.status)).toEqual(['completed', 'completed']);
  const ends = ringside.legs().map(leg => leg.endedAt ?? Number.POSITIVE_INFINITY);
  expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(5_000);
  await ringside.phone.until('signed out', ({ duty }) => duty === 'signed_out');
  const outcome = await ringside.phone.ask('calls.dial', typed('(212) 555-0100'));
  expect(outcome).toMatchObject({ ok: false, error: { reason: 'signed_out' } });
  expect(ringside.legs()).toHaveLength(2);
});

/** Each call of this rep on record, with its legs. */
const onRecord = async ({ stack, legs }: Ringside) => {
  const sids = legs().map(leg => `'${leg.sid}'`);
  const rows = await stack.sql(
    `select answered_at, ended_at, group_concat(call_leg.call_sid) as legs from call
     join call_leg on call_leg.call_id = call.id where call.id in
     (select call_id from call_leg where call_sid in (${sids.join(', ')})) group by call.id`,
  );
  return z
    .array(
      z.object({ answered_at: z.number().nullable(), ended_at: z.number().nullable(), legs: z.string() }),
    )
    .parse(rows)
    .map(row => ({
      legs: row.legs.split(','),
      answeredAt: row.answered_at ?? undefined,
      endedAt: row.ended_at ?? undefined,
    }));
};

test('the records after all kinds of bad weather match what happened on the network', async ({
  ringside,
}) => {
  const { control } = ringside.stack.carrier;
  control.faults({
    seed: 11,
    webhooks: { drop: 0.2, double: 0.3, delay: 0.3, delayMs: 1500, reorder: 0.3, loseAnswer: 0.1 },
  });
  for (const number of ['(212) 555-0111', '(212) 555-0102', '(212) 555-0100']) {
    expect(await ringside.phone.ask('calls.dial', typed(number))).toMatchObject({ ok: true });
    if (number !== '(212) 555-0102') {
      await ringside.waitForPhase('active', 60_000);
      await ringside.phone.ask('calls.hangUp');
    }
    await ringside.waitForPhase('ended', 90_000);
    await ringside.phone.ask('calls.dismiss');
  }
  await control.webhooksSettled();
  const told = async () => {
    const { legs, ...rest } = ringside.stack.carrier.ledger();
    const mine = new Set(ringside.legs().map(({ sid }) => sid));
    return differences({ ...rest, legs: legs.filter(({ sid }) => mine.has(sid)) }, await onRecord(ringside));
  };
  await expect.poll(told, { timeout: 90_000 }).toEqual([]);
  expect(await ringside.record()).toHaveLength(3);
});

import type { Stack } from '../../sandbox/stack.ts';
import { expect, test } from './harness.ts';
import { expectPrice } from './price-told.ts';

const OURS = '+12125550200';
const CALLER = '+14155550106';

/** The numbers are not connected until the Worker, moments after its start, has set up the account. */
const setUp = (stack: Stack) =>
  expect
    .poll(() => stack.sql('SELECT problems FROM carrier_account WHERE checked_at IS NOT NULL'))
    .toEqual([{ problems: '[]' }]);

test.afterEach(async ({ house }) => {
  await house.stack.sql('UPDATE number SET forward_to = NULL, forward_asks_key = true');
});

test('a caller reaches the phone their call is forwarded to; if nobody answers, they leave a message [F102.2]', async ({
  house,
}) => {
  const { stack } = house;
  const forward = (to: string) =>
    stack.sql(`UPDATE number SET forward_to = '${to}', forward_asks_key = false WHERE e164 = '${OURS}'`);
  const call = () => {
    const callSid = stack.carrier.control.ringNumber(CALLER, OURS);
    if (!callSid) throw new Error(`${OURS} is nobody's number.`);
    return callSid;
  };
  const legOf = (callSid: string) => stack.carrier.ledger().legs.find(({ sid }) => sid === callSid);
  const legTo = (number: string) =>
    stack.carrier.ledger().legs.find(leg => leg.to === number && leg.from === CALLER);

  await setUp(stack);
  await forward('+12125550100');
  const first = call();
  await expect.poll(() => legTo('+12125550100')?.status).toBe('in-progress');
  // Until here the caller heard ringing; from here on they hear the person they were forwarded to.
  const ringing = legOf(first)?.heard.energy ?? 0;
  const said = () => legTo('+12125550100')?.said.energy ?? 0;
  await expect.poll(said).toBeGreaterThan(0);
  await expect.poll(() => (legOf(first)?.heard.energy ?? 0) - ringing > said() / 2).toBe(true);
  // This caller repeats what they hear.
  await expect.poll(() => legTo('+12125550100')?.heard.energy ?? 0).toBeGreaterThan(0);
  stack.carrier.control.hangUpAsPerson(first);
  await expect.poll(() => legTo('+12125550100')?.status).toBe('completed');
  // One minute of the caller's leg, and one of the forwarded leg.
  await expectPrice(house, first, 1_508_500);

  await forward('+12125550102');
  const second = call();
  await expect.poll(() => legTo('+12125550102')?.status).toBe('busy');
  await expect
    .poll(() => stack.sql(`SELECT from_number, answered_at FROM call WHERE customer_call_sid = '${second}'`))
    .toEqual([{ from_number: CALLER, answered_at: null }]);
  const ofFirst = `FROM call WHERE customer_call_sid = '${first}'`;
  await expect
    .poll(() => stack.sql(`SELECT end_reason, answered_at > 0 AS is_answered ${ofFirst}`))
    .toEqual([{ end_reason: 'completed', is_answered: 1 }]);
  stack.carrier.control.hangUpAsPerson(second);
});

test('whoever a call is forwarded to hears who calls, and is connected once they press 1', async ({
  house: { stack },
}) => {
  const target = '+12125550111';
  await setUp(stack);
  await stack.sql(`UPDATE number SET forward_to = '${target}' WHERE e164 = '${OURS}'`);
  const callSid = stack.carrier.control.ringNumber(CALLER, OURS);
  if (!callSid) throw new Error(`${OURS} is nobody's number.`);
  const leg = () =>
    stack.carrier.ledger().legs.find(each => each.to === target && each.direction === 'outbound-dial');
  const row = () =>
    stack.sql(
      `SELECT forwarded_to, answered_at IS NOT NULL AS answered, end_reason FROM call WHERE customer_call_sid = '${callSid}'`,
    );
  // The words, spoken to whoever picked up.
  await expect.poll(() => leg()?.heard.energy ?? 0).toBeGreaterThan(0);
  expect(await row()).toEqual([{ forwarded_to: target, answered: 0, end_reason: null }]);
  expect(stack.carrier.control.pressAsPerson(leg()?.sid ?? '', '1')).toBe(true);
  await expect.poll(row).toEqual([{ forwarded_to: target, answered: 1, end_reason: null }]);
  stack.carrier.control.hangUpAsPerson(leg()?.sid ?? '');
  await expect.poll(row).toEqual([{ forwarded_to: target, answered: 1, end_reason: 'completed' }]);
});

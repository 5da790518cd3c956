import { expect, test } from './harness.ts';

const OURS = '+12125550200';
const CALLER = '+14155550106';

test.afterEach(async ({ house }) => {
  await house.stack.sql('UPDATE number SET forward_to = NULL');
});

test('who calls a number talks to where its calls are forwarded; where nobody answers they leave a message', async ({
  house,
}) => {
  const { stack } = house;
  const forward = (to: string) => stack.sql(`UPDATE number SET forward_to = '${to}' WHERE e164 = '${OURS}'`);
  const call = () => {
    const callSid = stack.carrier.control.ringNumber(CALLER, OURS);
    if (!callSid) throw new Error(`${OURS} is nobody's number.`);
    return callSid;
  };
  const legOf = (callSid: string) => stack.carrier.ledger().legs.find(({ sid }) => sid === callSid);
  const legTo = (number: string) =>
    stack.carrier.ledger().legs.find(leg => leg.to === number && leg.from === CALLER);

  await forward('+12125550100');
  const first = call();
  await expect.poll(() => legTo('+12125550100')?.status).toBe('in-progress');
  await expect.poll(() => legOf(first)?.heard.energy ?? 0).toBeGreaterThan(0);
  stack.carrier.control.hangUpAsPerson(first);
  await expect.poll(() => legTo('+12125550100')?.status).toBe('completed');

  await forward('+12125550102');
  const second = call();
  await expect.poll(() => legTo('+12125550102')?.status).toBe('busy');
  await expect
    .poll(() => stack.sql(`SELECT from_number FROM missed_call WHERE call_sid = '${second}'`))
    .toEqual([{ from_number: CALLER }]);
  expect(await stack.sql(`SELECT 1 FROM missed_call WHERE call_sid = '${first}'`)).toEqual([]);
  stack.carrier.control.hangUpAsPerson(second);
});

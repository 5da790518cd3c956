import { expect, type Ringside, test } from './harness.ts';

test.afterEach(({ house }) => house.stack.carrier.control.calm());

const person = (ringside: Ringside) => ringside.legs().find(leg => leg.kind === 'pstn');

const isHeld = ({ stack }: Ringside, callSid: string | undefined): boolean =>
  stack.carrier
    .ledger()
    .conferences.flatMap(room => room.participants)
    .some(each => each.callSid === callSid && each.held);

const audioBothWays = async (ringside: Ringside) => {
  const before = await ringside.phone.audio();
  const customer = person(ringside)?.heard.energy ?? 0;
  await expect
    .poll(async () => {
      const now = await ringside.phone.audio();
      return {
        heard: now.packetsReceived - before.packetsReceived > 75,
        said: (person(ringside)?.heard.energy ?? 0) > customer,
      };
    })
    .toEqual({ heard: true, said: true });
};

/** Back in the same room: still the same customer leg, talking again, and one row on record. */
const rejoinAndFinish = async (ringside: Ringside, callId: string | undefined) => {
  const customerSid = person(ringside)?.sid;
  const panel = await ringside.panel();
  await panel.getByRole('button', { name: 'Rejoin' }).click();
  await ringside.phone.until(
    'back in the call',
    ({ call }) => call?.phase === 'active' && call.linked && call.view?.rejoinUntil === undefined,
    30_000,
  );
  await expect.poll(() => isHeld(ringside, customerSid)).toBe(false);
  await audioBothWays(ringside);
  expect(ringside.legs().filter(leg => leg.kind === 'pstn')).toHaveLength(1);
  expect(person(ringside)).toMatchObject({ sid: customerSid, status: 'in-progress' });

  await ringside.phone.ask('calls.hangUp');
  await ringside.waitForPhase('ended');
  await expect.poll(() => person(ringside)?.status).toBe('completed');
  await expect
    .poll(() => ringside.record())
    .toMatchObject([{ id: callId, phase: 'ended', endReason: 'completed', endedBy: 'rep' }]);
};

test('when the phone dies in mid-call, the contact is held, and Rejoin brings the rep back to the same leg', async ({
  ringside,
}) => {
  await ringside.click('Nadia Petrova');
  const { call } = await ringside.waitForPhase('active');
  const panel = await ringside.panel();
  await expect(panel.getByRole('timer')).toBeVisible();
  const heard = person(ringside)?.heard.energy ?? 0;
  await ringside.killPhone();
  await expect(panel.getByRole('button', { name: 'Rejoin' })).toBeVisible();
  await expect.poll(() => isHeld(ringside, person(ringside)?.sid)).toBe(true);
  // The contact hears a message, then music, rather than silence.
  await expect.poll(() => person(ringside)?.heard.energy ?? 0).toBeGreaterThan(heard + 0.01);
  await rejoinAndFinish(ringside, call?.view?.id);
});

test('when Chromium is killed in mid-call, the rep is back with the same contact after it restarts', async ({
  ringside,
}) => {
  await ringside.click('Nadia Petrova');
  const { call } = await ringside.waitForPhase('active');
  await ringside.killBrowser();
  await expect.poll(() => isHeld(ringside, person(ringside)?.sid), { timeout: 10_000 }).toBe(true);
  await ringside.reopen();
  await rejoinAndFinish(ringside, call?.view?.id);
});

test('when a rep does not come back, the contact is told and released, and the record says why', async ({
  ringside,
}) => {
  await ringside.click('Nadia Petrova');
  await ringside.waitForPhase('active');
  await ringside.killBrowser();
  await expect.poll(() => isHeld(ringside, person(ringside)?.sid), { timeout: 10_000 }).toBe(true);
  await expect.poll(() => person(ringside)?.status, { timeout: 75_000 }).toBe('completed');
  await ringside.reopen();
  await expect
    .poll(() => ringside.record())
    .toMatchObject([{ phase: 'failed', endReason: 'network_error', endedBy: 'system' }]);
});

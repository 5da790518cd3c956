import { OWNER } from '../../sandbox/seed.ts';
import { expectUsable } from './accessible.ts';
import { expect, test } from './harness.ts';
import { leaveCall } from './leave-call.ts';
import { signInAs } from './sign-in-as.ts';

const LATVIA = '+371 20 000 100';

test('a call to a country that is not allowed is refused with a message; an admin allows the country, and it rings', async ({
  ringside,
}) => {
  const { desk, stack, phone } = ringside;
  const owner = await signInAs(OWNER.email, ringside, desk);
  await phone.until('on duty', state => state.duty === 'ready');
  const panel = await ringside.panel();
  const call = async () => {
    await panel.bringToFront();
    await panel.getByLabel('Phone number').fill(LATVIA);
    await panel.getByRole('button', { name: 'Call', exact: true }).click();
  };
  const rung = () => stack.carrier.ledger().legs.filter(({ to }) => to.startsWith('+371'));
  await call();
  await expect(panel.getByText('Calls to Latvia are not allowed in this workspace.').first()).toBeVisible();
  await expectUsable(panel, 'a country that is not allowed');
  expect(rung()).toEqual([]);
  await leaveCall(panel);

  await owner.bringToFront();
  await owner.getByRole('link', { name: 'Countries' }).click();
  const card = owner.getByRole('region', { name: 'Countries' });
  await expect(card.getByText('United States')).toBeVisible();
  await card.getByLabel('Add a country').fill('latv');
  await expectUsable(owner, 'a country that was found');
  await card.getByRole('button', { name: 'Add Latvia' }).click();
  await card.getByRole('button', { name: 'Update Workspace' }).click();
  await expect(card.getByText('Saved.')).toBeVisible();
  await expectUsable(owner, 'a country that was added');

  // The carrier has permissions of its own.
  await expect(card.getByText('The carrier does not let your account call it yet.')).toBeVisible();
  await call();
  await expect(panel.getByText('The carrier does not let your account call Latvia.').first()).toBeVisible({
    timeout: 20_000,
  });
  await expectUsable(panel, 'a country the carrier does not allow');
  await leaveCall(panel);
  stack.carrier.control.permitCountry('LV');
  await owner.bringToFront();
  await owner.getByRole('link', { name: 'Dialer', exact: true }).click();
  await owner.getByRole('button', { name: 'Set up again' }).click();
  await expect(owner.getByText('You allow calls to Latvia')).toBeHidden();

  await call();
  await expect.poll(() => rung().length, { timeout: 20_000 }).toBe(1);
  await panel.getByRole('button', { name: 'End' }).click();
  await ringside.waitForPhase('ended', 20_000);
});

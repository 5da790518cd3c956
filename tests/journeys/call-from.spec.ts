import { NUMBERS } from '../../sandbox/seed.ts';
import { expectUsable } from './accessible.ts';
import { expect, test } from './harness.ts';

test('a rep picks the number to call from: every call from this computer shows it, until they clear the choice [F004.1] [F028.1] [F030.4] [F031.3] [F032.1] [F144.1] [F144.2]', async ({
  ringside,
}) => {
  const [first, second] = NUMBERS;
  const panel = await ringside.panel();
  const menu = panel.getByLabel('Call from');
  /** Talks and hangs up. Returns the number the other side saw. */
  const seenBy = async (place: () => Promise<void>): Promise<string | undefined> => {
    await place();
    await ringside.waitForPhase('active');
    await ringside.phone.ask('calls.hangUp');
    await ringside.waitForPhase('ended');
    await ringside.phone.ask('calls.dismiss');
    await expect(menu).toBeVisible();
    return ringside
      .legs()
      .filter(({ kind }) => kind === 'pstn')
      .at(-1)?.from;
  };
  const onPage = (name: string) => () => ringside.click(name);
  const typed = (number: string) => async () => {
    await panel.bringToFront();
    await panel.getByLabel('Phone number').fill(number);
    await panel.getByLabel('Phone number').press('Enter');
  };
  const why = async () => (await ringside.record())[0]?.callerIdReason;

  await expect(menu.locator('option')).toHaveText([
    /./,
    '212 · (212) 555-0200 · New York',
    '415 · (415) 555-0200 · San Francisco',
    '312 · (312) 555-0200 · Chicago',
  ]);
  const automatic = menu.locator('option').first();
  await panel.bringToFront();
  await panel.getByLabel('Phone number').fill('(718) 555-0142');
  await expect(automatic).toHaveText('(212) 555-0200 · first number');
  await panel.getByLabel('Phone number').fill('');
  await expectUsable(panel, 'a menu of numbers');
  expect(await seenBy(onPage('Nadia Petrova'))).toBe(first?.e164);

  await panel.bringToFront();
  await panel.getByLabel('Phone number').fill('(212) 555-0111');
  await expect(automatic).toHaveText('(212) 555-0200 · last used');
  await panel.getByLabel('Phone number').fill('');
  await menu.selectOption(second?.e164 ?? '');
  // The contact was called from the first number before.
  expect(await seenBy(typed('(212) 555-0111'))).toBe(second?.e164);
  expect(await why()).toBe('override');
  expect(await seenBy(onPage('Maria Alvarez'))).toBe(second?.e164);

  await panel.reload();
  await expect(menu).toHaveValue(second?.e164 ?? '');
  await menu.selectOption('');
  expect(await seenBy(typed('(212) 555-0111'))).toBe(second?.e164);
  expect(await why()).toBe('sticky');

  await ringside.desk.getByRole('link', { name: 'Check-up' }).click();
  await ringside.desk.getByText('Contacts see the right number').click();
  await expect(
    ringside.desk.getByText(
      /^Maria Alvarez sees \+1 415 555 0200, the number of your workspace’s call to them on /,
    ),
  ).toBeVisible({ timeout: 20_000 });
});

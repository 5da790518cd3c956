import { OWNER } from '../../sandbox/seed.ts';
import { expectUsable } from './accessible.ts';
import { expect, test } from './harness.ts';
import { signInAs } from './sign-in-as.ts';

test.afterEach(async ({ house }) => {
  await house.stack.sql("UPDATE number SET forward_to = NULL, mode = 'always_on'");
});

test('an owner sets what becomes of calls to a number, and where they are forwarded [F100.1] [F102.1]', async ({
  ringside,
}) => {
  const { desk: page, stack } = ringside;
  const desk = await signInAs(OWNER.email, ringside, page);
  const edit = desk.getByRole('button', { name: 'Edit: +1 212 555 0200' });
  const save = desk.getByRole('button', { name: 'Save' });
  const mode = desk.getByLabel('Work Mode');
  const forward = desk.getByLabel('Forward Number');
  const row = () => stack.sql("SELECT mode, forward_to FROM number WHERE e164 = '+12125550200'");

  await desk.getByRole('link', { name: 'Phone Numbers' }).click();
  await edit.click();
  await expect(mode).toHaveValue('always_on');
  expect(await mode.getByRole('option').allTextContents()).toEqual([
    'Always On',
    'Forward Off-Hours',
    'Message Off-Hours',
    'Always Forward',
    'Voicemail',
    'Voicemail Off-Hours',
  ]);
  await mode.selectOption('Message Off-Hours');
  await expect(desk.getByLabel('Off-Hours Message')).toHaveAttribute(
    'placeholder',
    "Thanks for calling. We're closed. Leave a message.",
  );
  await expect(desk.getByLabel('Record a message afterwards')).toBeChecked();
  await expectUsable(desk, 'a number with an Off-Hours Message');

  await mode.selectOption('Always Forward');
  for (const [typed, said] of [
    ['', 'Enter the number they are forwarded to'],
    ['12', 'This cannot be called'],
    ['(415) 555-0200', 'would come back here'],
  ] as const) {
    await forward.fill(typed);
    await save.click();
    await expect(forward).toHaveAccessibleDescription(new RegExp(said));
    await expect(forward).toHaveAttribute('aria-invalid', 'true');
  }
  await expectUsable(desk, 'a Forward Number that is refused');
  expect(await row()).toEqual([{ mode: 'always_on', forward_to: null }]);

  for (const [typed, e164, shown] of [
    ['(212) 555-0100', '+12125550100', '+1 212 555 0100'],
    ['212.555.0101', '+12125550101', '+1 212 555 0101'],
    ['1-212-555-0102', '+12125550102', '+1 212 555 0102'],
    ['+1 (212) 555 0103', '+12125550103', '+1 212 555 0103'],
  ] as const) {
    await forward.fill(typed);
    await save.click();
    // Saved, the form closes.
    await expect(forward).toHaveCount(0);
    expect(await row()).toEqual([{ mode: 'always_forward', forward_to: e164 }]);
    await desk.reload();
    await edit.click();
    await expect(mode).toHaveValue('always_forward');
    await expect(forward).toHaveValue(shown);
  }
});

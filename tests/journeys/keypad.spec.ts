import { expect, test } from './harness.ts';

const KEYS = '1234567890*#';

/** The beginning of the outline of a telephone handset. */
const HANDSET = /^M13\.832 16\.568/;

/** The strongest of red, green and blue in a button's color. */
const fillOf = (button: Element): string => {
  const pen = new OffscreenCanvas(1, 1).getContext('2d');
  if (!pen) throw new Error('There is no canvas.');
  pen.fillStyle = getComputedStyle(button).backgroundColor;
  pen.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
  return green > Math.max(red, blue) ? 'green' : `${red} ${green} ${blue}`;
};

test('each key enters its digit, clicked or typed; holding 0 enters a plus; the last digit can be deleted [F010.1] [F010.2] [F015.1] [F015.2]', async ({
  ringside,
}) => {
  const panel = await ringside.panel();
  const field = panel.getByLabel('Phone number');
  const pad = panel.getByRole('group', { name: 'Keypad' });
  const spoken: Readonly<Record<string, string | RegExp>> = { '*': 'star', '#': 'pound' };
  const key = (digit: string) =>
    pad.getByRole('button', { name: spoken[digit] ?? new RegExp(`^${digit}\\b`) });

  await expect(panel.getByRole('tab', { name: 'Keypad' })).toHaveAttribute('aria-selected', 'true');
  for (const digit of KEYS) await key(digit).click();
  await expect(field).toHaveValue(KEYS);
  const call = panel.getByRole('button', { name: 'Call', exact: true });
  await expect(call.locator('path')).toHaveAttribute('d', HANDSET);
  await expect.poll(() => call.evaluate(fillOf)).toBe('green');
  await field.fill('');
  for (const digit of KEYS) await panel.keyboard.press(digit);
  await expect(field).toHaveValue(KEYS);
  // The focus is elsewhere: digits typed anywhere in the panel go into the field.
  await field.fill('');
  await panel.getByLabel('Call from').focus();
  for (const digit of KEYS) await panel.keyboard.press(digit);
  await expect(field).toHaveValue(KEYS);

  await field.fill('');
  await key('0').hover();
  const pressedAt = Date.now();
  await panel.mouse.down();
  await expect(field).toHaveValue('+');
  expect(Date.now() - pressedAt).toBeGreaterThanOrEqual(500);
  await panel.mouse.up();
  await key('1').click();
  await expect(field).toHaveValue('+1');
  await field.fill('');
  await key('0').click();
  await expect(field).toHaveValue('0');

  await field.fill('');
  await panel.keyboard.type('212');
  for (const digit of '555') await key(digit).click();
  await panel.keyboard.type('0142');
  await expect(field).toHaveValue('(212) 555-0142');
  const takeAway = panel.getByRole('button', { name: 'Delete the last digit' });
  await takeAway.click();
  await expect(field).toHaveValue('(212) 555-014');
  await takeAway.click();
  await expect(field).toHaveValue('(212) 555-01');
  expect(ringside.legs()).toEqual([]);
});

import { expect, test } from './harness.ts';

test.use({ microphone: 'ask' });

test('without the microphone nobody rings; the page says what to do, and granting it there goes on', async ({
  ringside,
}) => {
  const opened = ringside.browser.context.waitForEvent('page', page =>
    page.url().includes('microphone.html'),
  );
  await ringside.click('Maria Alvarez');
  const page = await opened;
  await expect(page.getByRole('button', { name: 'Allow microphone' })).toBeVisible();
  const waiting = await ringside.phone.until('waiting', ({ call }) => call?.waitsFor === 'microphone');
  expect(waiting.call?.phase).toBe('connecting');
  const panel = await ringside.panel();
  await expect(panel.getByText('Nobody is being called yet').first()).toBeVisible();
  expect(ringside.legs()).toEqual([]);
  expect(await ringside.record()).toEqual([]);

  await ringside.browser.context.grantPermissions(['microphone']);
  await page.bringToFront();
  // Chrome tells the page of the grant; the button is there for those whom it does not.
  const allow = page.getByRole('button', { name: 'Allow microphone' });
  if (await allow.isVisible()) await allow.click().catch(() => undefined);
  await ringside.waitForPhase('active');
  expect(ringside.legs().map(leg => leg.kind)).toEqual(['client', 'pstn']);
});

test('refused, the microphone page says how to allow it, and still nobody rings', async ({ ringside }) => {
  const opened = ringside.browser.context.waitForEvent('page', page =>
    page.url().includes('microphone.html'),
  );
  await ringside.click('Maria Alvarez');
  const page = await opened;
  // Headless Chromium closes its own question unanswered, as a person may.
  await page.getByRole('button', { name: 'Allow microphone' }).click();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  expect(ringside.legs()).toEqual([]);
  const panel = await ringside.panel();
  await panel.getByRole('button', { name: 'End' }).click();
  await ringside.phone.until('given up', ({ call }) => call?.phase !== 'connecting');
  expect(ringside.legs()).toEqual([]);
  expect(await ringside.record()).toEqual([]);
});

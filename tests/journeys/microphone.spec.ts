import { expect, type Ringside, test } from './harness.ts';

test.use({ microphone: 'ask' });

test('without the microphone nobody rings; the page says what to do, and granting it there continues the call', async ({
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
  // Chrome usually notifies the page of the grant; the button is for when it does not.
  const allow = page.getByRole('button', { name: 'Allow microphone' });
  if (await allow.isVisible()) await allow.click().catch(() => undefined);
  await ringside.waitForPhase('active');
  expect(ringside.legs().map(leg => leg.kind)).toEqual(['client', 'pstn']);
});

test('after a refusal, the microphone page says how to allow it, and nobody rings', async ({ ringside }) => {
  const opened = ringside.browser.context.waitForEvent('page', page =>
    page.url().includes('microphone.html'),
  );
  await ringside.click('Maria Alvarez');
  const page = await opened;
  // Headless Chromium dismisses its own prompt, as a person may.
  await page.getByRole('button', { name: 'Allow microphone' }).click();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  expect(ringside.legs()).toEqual([]);
  const panel = await ringside.panel();
  await panel.getByRole('button', { name: 'End' }).click();
  await ringside.phone.until('given up', ({ call }) => call?.phase !== 'connecting');
  expect(ringside.legs()).toEqual([]);
  expect(await ringside.record()).toEqual([]);
});

/** Changes the permission as a person would on Chrome's own page about this extension. */
const setInChrome = ({ browser }: Ringside, microphone: 'allow' | 'block') =>
  // This call refuses every permission it does not grant.
  browser.context.grantPermissions(microphone === 'allow' ? ['microphone'] : ['notifications']);

test('with the page closed, allowing the microphone in Chrome’s settings continues the call, once', async ({
  ringside,
}) => {
  const opened = ringside.browser.context.waitForEvent('page', page =>
    page.url().includes('microphone.html'),
  );
  await ringside.click('Maria Alvarez');
  await (await opened).close();
  await ringside.phone.until('waiting', ({ call }) => call?.waitsFor === 'microphone');
  expect(ringside.legs()).toEqual([]);
  await setInChrome(ringside, 'allow');
  await ringside.waitForPhase('active');
  expect(ringside.legs().map(leg => leg.kind)).toEqual(['client', 'pstn']);
});

test('when the microphone is blocked, the panel says how to allow it in Chrome’s settings, and the call then goes on', async ({
  ringside,
}) => {
  await setInChrome(ringside, 'block');
  await ringside.phone.until('blocked', ({ microphone }) => microphone === 'refused');
  await ringside.click('Maria Alvarez');
  await ringside.phone.until('waiting', ({ call }) => call?.waitsFor === 'microphone');
  const panel = await ringside.panel();
  await expect(panel.getByText('Set “Microphone” to “Allow” in Chrome’s settings').first()).toBeVisible();
  await expect(panel.getByText('on the page that opened')).toHaveCount(0);
  const [settings] = await Promise.all([
    ringside.browser.context.waitForEvent('page'),
    panel.getByRole('button', { name: 'Open Chrome’s settings' }).click(),
  ]);
  expect(settings.url()).toContain('chrome://settings/content/siteDetails');
  expect(ringside.legs()).toEqual([]);
  await setInChrome(ringside, 'allow');
  await ringside.waitForPhase('active');
  expect(ringside.legs().map(leg => leg.kind)).toEqual(['client', 'pstn']);
});

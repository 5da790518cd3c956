// A new installation, from its owner's first visit to the first call.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, test as plain } from '@playwright/test';
import { type Browser, launchBrowser, signIn } from '../../sandbox/browser.ts';
import { NUMBERS, OWNER } from '../../sandbox/seed.ts';
import { type Stack, startStack } from '../../sandbox/stack.ts';
import { expectUsable } from './accessible.ts';
import { expect } from './harness.ts';

const test = plain.extend<{ fresh: { stack: Stack; browser: Browser; desk: Page } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures it needs from this pattern.
  fresh: async ({}, use) => {
    const home = mkdtempSync(join(tmpdir(), 'ringside-new-'));
    const stack = await startStack({ home, ports: 'any', isBare: true, ringScale: 0.3 });
    const browser = await launchBrowser({
      profile: join(home, 'profile'),
      headed: false,
      fakeMicrophone: true,
    });
    const { workerUrl } = stack;
    const desk = await signIn(browser, { workerUrl, setupCode: () => stack.setupCode(OWNER.email) });
    await use({ stack, browser, desk });
    await browser.close();
    await stack.stop();
    rmSync(home, { recursive: true, force: true });
  },
});

// From an empty installation to a conversation: each test is several journeys in one.
test.describe.configure({ timeout: 120_000 });

const go = (desk: Page, section: string) =>
  desk.getByRole('navigation').getByRole('link', { name: section, exact: true }).click();
const save = (desk: Page) => desk.getByRole('button', { name: 'Update Workspace' }).click();
const [FIRST] = NUMBERS;

test('an owner enters their account, enables the dialer, imports a number, and talks [F048.1] [F048.3] [F049.1] [F053.1]', async ({
  fresh: { stack, browser, desk },
}) => {
  const { accountSid, authToken, apiKeySid, apiKeySecret } = stack.credentials;
  await go(desk, 'Set-up');
  await expect(desk.getByText('Enter Account SID and Auth Token.')).toBeVisible();
  await expectUsable(desk, 'nothing set up');

  await desk.getByRole('link', { name: 'Enter it: Account with the carrier' }).click();
  await expect(desk.getByRole('heading', { name: 'Basic' })).toBeVisible();
  await expect(desk.getByLabel('API Key')).toHaveCount(0);
  await desk.getByLabel('Account SID').fill(accountSid);
  await desk.getByLabel('Auth Token').fill('a'.repeat(32));
  await save(desk);
  await expect(desk.getByText('does not accept this Auth Token')).toBeVisible();
  await expect(desk.getByLabel('Auth Token')).toBeFocused();
  expect(await stack.sql('select account_sid from carrier_account where account_sid is not null')).toEqual(
    [],
  );
  await expectUsable(desk, 'a wrong token');

  // Following a link loses no input.
  await go(desk, 'Dialer');
  await desk.getByRole('dialog').getByRole('button', { name: 'Stay here' }).click();
  await expect(desk.getByRole('dialog')).toBeHidden();
  await expect(desk.getByLabel('Account SID')).toHaveValue(accountSid);
  await desk.getByLabel('Auth Token').fill(authToken);
  await save(desk);
  await expect(desk.getByText('Saved.', { exact: true })).toBeVisible();
  await expect(desk.getByLabel('Auth Token')).toHaveValue('');

  await desk.getByRole('list', { name: 'Settings' }).getByRole('link', { name: 'Dialer' }).click();
  await desk.getByLabel('API Key SID', { exact: true }).fill(apiKeySid);
  const secret = desk.getByLabel('API Key Secret', { exact: true });
  await expect(desk.getByLabel('Auth Token')).toHaveCount(0);
  await expect(desk.getByLabel('Enable Dialer')).not.toBeChecked();
  await desk.getByLabel('Enable Dialer').check();
  await secret.fill('a'.repeat(32));
  await save(desk);
  await expect(desk.getByText('does not accept this API key and secret')).toBeVisible();
  await expect(secret).toBeFocused();
  expect(await stack.sql('select api_key_sid, dialer_enabled from carrier_account')).toEqual([
    { api_key_sid: null, dialer_enabled: 0 },
  ]);
  await secret.fill(apiKeySecret);
  await save(desk);
  await expect(desk.getByText('Dialer not ready')).toBeVisible();
  await desk.reload();
  await expect(desk.getByLabel('Enable Dialer')).toBeChecked();
  await expect(desk.getByText('There is no number to call from.')).toBeVisible();
  await expectUsable(desk, 'without a number');

  await go(desk, 'Phone Numbers');
  await desk.getByRole('button', { name: 'Look for numbers' }).click();
  const account = desk.getByRole('region', { name: 'From your account' });
  await expect(account.getByRole('checkbox')).toHaveCount(NUMBERS.length);
  await account.getByLabel('+1 212 555 0200').check();
  await desk.getByRole('button', { name: 'Import one number' }).click();
  await expect(desk.getByText('One number was added.')).toBeVisible();
  const used = desk.getByRole('region', { name: 'Phone Numbers' }).getByRole('listitem');
  await expect(used).toHaveCount(1);
  await expect(used).toContainText('+1 212 555 0200');
  await desk.getByRole('button', { name: 'Look for numbers' }).click();
  await expect(account.getByRole('checkbox')).toHaveCount(NUMBERS.length - 1);
  await expect(account.getByLabel('+1 212 555 0200')).toHaveCount(0);
  await expectUsable(desk, 'a number imported');

  await go(desk, 'Dialer');
  await expect(desk.getByText('Ready: calls go out.')).toBeVisible();
  expect(await stack.sql("select count(*) as made from audit_entry where act = 'workspace.update'")).toEqual([
    { made: 2 },
  ]);

  await browser.context.grantPermissions(['microphone']);
  const panel = await browser.openPage('sidepanel');
  await panel.getByLabel('Phone number').fill('(212) 555-0100');
  await panel.getByRole('button', { name: 'Call', exact: true }).click();
  await expect
    .poll(() => stack.carrier.ledger().legs.find(({ to }) => to === '+12125550100')?.status, {
      timeout: 30_000,
    })
    .toBe('in-progress');
  const leg = stack.carrier.ledger().legs.find(({ to }) => to === '+12125550100');
  expect(leg?.from).toBe(FIRST?.e164);
  await panel.getByRole('button', { name: 'End' }).click();

  await go(desk, 'Set-up');
  await expect(desk.getByText('You have called somebody.')).toBeVisible();
  await expectUsable(desk, 'all set up');
});

test('an owner buys a number, sets what it is for, and releases it', async ({ fresh: { stack, desk } }) => {
  const { accountSid, authToken, apiKeySid, apiKeySecret } = stack.credentials;
  await go(desk, 'Phone Numbers');
  await desk.getByRole('button', { name: 'Search' }).click();
  await expect(desk.getByRole('alert')).toContainText('There is no account with the carrier yet');
  await go(desk, 'Basic');
  await desk.getByLabel('Account SID').fill(accountSid);
  await desk.getByLabel('Auth Token').fill(authToken);
  await save(desk);
  await expect(desk.getByText('Saved.', { exact: true })).toBeVisible();
  await go(desk, 'Dialer');
  await desk.getByLabel('API Key SID').fill(apiKeySid);
  await desk.getByLabel('API Key Secret').fill(apiKeySecret);
  await desk.getByLabel('Enable Dialer').check();
  await save(desk);
  await expect(desk.getByText('Saved.', { exact: true })).toBeVisible();

  await go(desk, 'Phone Numbers');
  await desk.getByLabel('Country').selectOption('Germany');
  await desk.getByRole('button', { name: 'Search' }).click();
  await expect(desk.getByText('Needs an address in this country').first()).toBeVisible();
  await expect(desk.getByText('Buy such a number in the Twilio Console')).toBeVisible();
  await expect(desk.getByRole('button', { name: /^Buy/ })).toHaveCount(0);
  await expectUsable(desk, 'numbers that want an address');

  await desk.getByLabel('Country').selectOption('United States');
  await desk.getByLabel('Area code').fill('718');
  await desk.getByRole('button', { name: 'Search' }).click();
  const buy = desk.getByRole('button', { name: /^Buy \+1 718/ }).first();
  const name = (await buy.getAttribute('aria-label')) ?? '';
  const bought = name.replace('Buy ', '');
  await buy.click();
  await expectUsable(desk, 'about to buy');
  // The failure is shown next to the button, and the same button retries.
  stack.carrier.control.faultRequest({
    on: { method: 'POST', path: '/IncomingPhoneNumbers.json' },
    does: { act: 'refuse', status: 429 },
    times: 1_000,
  });
  const question = desk.getByRole('alertdialog');
  await question.getByRole('button', { name: 'Buy' }).click();
  await expect(question.getByRole('alert')).toContainText('nothing was changed', { timeout: 30_000 });
  await expect(desk.getByRole('alert')).toHaveCount(1);
  await expectUsable(desk, 'a purchase that went wrong');
  stack.carrier.control.calm();
  await question.getByRole('button', { name: 'Buy' }).click();
  await expect(desk.getByText(`${bought} is yours`, { exact: false })).toBeVisible();

  await desk.getByRole('button', { name: `Edit: ${bought}` }).click();
  await desk.getByLabel('Name', { exact: true }).fill('Brooklyn');
  await desk.getByLabel('Brand name').fill('Northwind');
  await desk.getByLabel('Forward Number').fill('12');
  await desk.getByRole('button', { name: 'Save' }).click();
  await expect(desk.getByText('This cannot be called')).toBeVisible();
  await expectUsable(desk, 'a number that cannot be forwarded to');
  await desk.getByLabel('Forward Number').fill('(212) 555-0100');
  await desk.getByLabel('SMS').uncheck();
  await desk.getByRole('button', { name: 'Save' }).click();
  await expect(desk.getByText('Voice · Always On · forwards to +1 212 555 0100')).toBeVisible();
  await expect(desk.getByText('Brooklyn')).toBeVisible();

  await desk.getByRole('button', { name: `Edit: ${bought}` }).click();
  await desk.getByText('Give up this number').click();
  await desk.getByLabel('The number, to confirm').fill('+1 718');
  await desk.getByRole('button', { name: 'Give it back' }).click();
  await expect(desk.getByRole('alert')).toContainText('Type the number exactly');
  await desk.getByLabel('The number, to confirm').fill(bought);
  await desk.getByRole('button', { name: 'Give it back' }).click();
  await expect(desk.getByText('was given back to the carrier')).toBeVisible();
  expect(await stack.sql('select count(*) as numbers from number')).toEqual([{ numbers: 0 }]);

  await stack.worker.stop();
  await go(desk, 'Basic');
  await go(desk, 'Phone Numbers');
  await expect(desk.getByRole('alert')).toContainText('The server does not answer');
  await stack.worker.start();
});

test('an owner sets the opening hours, and a caller hears when the company is closed', async ({
  fresh: { desk, stack },
}) => {
  await go(desk, 'Business hours');
  await desk.getByLabel('Open at all times').uncheck();
  await desk.getByLabel('Time zone').selectOption('Europe/Berlin');
  await desk.getByLabel('Monday, closes at').fill('08:00');
  await save(desk);
  await expect(desk.getByText('The closing time must be after the opening time')).toBeVisible();
  await expect(desk.getByLabel('Monday, closes at')).toBeFocused();
  await expectUsable(desk, 'hours that cannot be');
  for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'])
    await desk.getByLabel(day, { exact: true }).uncheck();
  await desk.getByRole('button', { name: 'Add a holiday' }).click();
  await desk.getByLabel('Date').fill('2026-12-25');
  await desk.getByLabel('Name').fill('Christmas');
  await save(desk);
  await expect(desk.getByText('Closed now.')).toBeVisible();
  await desk.reload();
  await expect(desk.getByLabel('Time zone')).toHaveValue('Europe/Berlin');
  await expect(desk.getByLabel('Name')).toHaveValue('Christmas');
  await expectUsable(desk, 'hours that are kept');
  expect(await stack.sql("select json_extract(hours, '$.timeZone') as zone from workspace")).toEqual([
    { zone: 'Europe/Berlin' },
  ]);

  const { accountSid, authToken, apiKeySid, apiKeySecret } = stack.credentials;
  await go(desk, 'Basic');
  await desk.getByLabel('Account SID').fill(accountSid);
  await desk.getByLabel('Auth Token').fill(authToken);
  await save(desk);
  await expect(desk.getByText('Saved.', { exact: true })).toBeVisible();
  await go(desk, 'Dialer');
  await desk.getByLabel('API Key SID').fill(apiKeySid);
  await desk.getByLabel('API Key Secret').fill(apiKeySecret);
  await save(desk);
  await expect(desk.getByText('Saved.', { exact: true })).toBeVisible();
  await go(desk, 'Phone Numbers');
  await desk.getByRole('button', { name: 'Look for numbers' }).click();
  await desk.getByLabel('+1 212 555 0200').check();
  await desk.getByRole('button', { name: 'Import one number' }).click();
  await expect(desk.getByText('One number was added.')).toBeVisible();
  expect(stack.carrier.control.ringNumber('+12125550142', FIRST?.e164 ?? '')).toBeDefined();
  await expect
    .poll(() => stack.carrier.ledger().webhooks.find(({ url }) => url.includes('/incoming'))?.reply)
    .toContain('We are closed right now.');
});

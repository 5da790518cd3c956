import { expectUsable } from './accessible.ts';
import { expect, test } from './harness.ts';
import { signInAs } from './sign-in-as.ts';

// One stack serves every journey: repair what a fault left behind.
test.afterEach(async ({ ringside: { stack } }, { status, expectedStatus }) => {
  if (status === expectedStatus) return;
  await stack.worker.start();
  await stack.sql('update number set voice = 1');
  await stack.sql("update carrier_account set problems = '[]', dialer_enabled = 1");
});

// A complete check-up listens for two seconds, makes a four-second test call, and asks the Worker in between.
const SLOWEST = { timeout: 40_000 };
// The line is measured as it is. Next to other load its delay may really be worth a look: 200 ms on one machine.
const A_BUSY_MACHINE =
  /^Sound quality\s*: Worth a look\s+\d\.\d of 4\.4: (?:[2-9]\d\d|\d{4,}) ms round trip,/;
const WORTH_A_LOOK = 'You can call, but something is worth a look.';
const WELL = 'Everything is fine: you can call.';

test('a rep runs a check-up from the panel; nobody is rung, and each fault is named [F140.2] [F142.2] [F142.3] [F143.2]', {
  tag: '@waits',
}, async ({ ringside }) => {
  // Four complete check-ups, and a restart of the Worker.
  const { browser, stack } = ringside;
  const panel = await ringside.panel();
  const [page] = await Promise.all([
    browser.context.waitForEvent('page'),
    panel.getByRole('button', { name: 'Check-up' }).click(),
  ]);
  const status = page.getByRole('status').filter({ hasText: /\S/ });
  const again = page.getByRole('button', { name: 'Check again' });
  const isWell = async () => {
    await expect(status).toBeVisible(SLOWEST);
    const wrong = await page.locator('details[open] ol > li:has(.bad, .warn)').allInnerTexts();
    expect(wrong.filter(text => !A_BUSY_MACHINE.test(text))).toEqual([]);
    await expect(status).toHaveText(wrong.length === 0 ? WELL : WORTH_A_LOOK);
  };
  // Nobody is rung who did not ask for it: until they pick a status, reps are Away.
  await expect(page.getByText('You are set to Away, so incoming calls do not ring.')).toBeVisible(SLOWEST);
  await expect(status).toBeVisible(SLOWEST);
  await expectUsable(page, 'a status to pick');
  await page.getByRole('button', { name: 'Go Online' }).click();
  await expect(status).toHaveCount(0);
  await isWell();
  await page.getByText('Both sides hear each other').click();
  await expect(page.getByText('Nobody was rung.')).toBeVisible();
  await expect(
    page.getByText(/^\d\.\d of 4\.4: \d+ ms round trip, \d+ ms of jitter, \d+\.\d % lost\.$/),
  ).toBeVisible();
  await expectUsable(page, 'all is well');
  const rung = () => stack.carrier.ledger().legs.filter(({ to }) => to.startsWith('+')).length;
  const before = rung();

  // Two faults of the workspace at once: each is named.
  await stack.sql('update number set voice = 0');
  await stack.sql(
    `update carrier_account set problems = '[{"kind":"account_suspended"}]', checked_at = ${Date.now()}`,
  );
  await again.click();
  await expect(page.getByText('The carrier has suspended the account.')).toBeVisible(SLOWEST);
  await expect(page.getByText('There is no number to call from.')).toBeVisible();
  await expect(page.getByText('Ask an admin of your workspace.').first()).toBeVisible();
  await expect(status).toContainText('prevent', SLOWEST);
  await expectUsable(page, 'something is wrong');
  await stack.sql('update number set voice = 1');
  await stack.sql("update carrier_account set problems = '[]'");

  await stack.worker.stop();
  await again.click();
  await expect(page.getByText('This computer is online, but the server does not answer.')).toBeVisible(
    SLOWEST,
  );
  await expect(status).toHaveText('One problem prevents calls.', SLOWEST);
  await browser.context.setOffline(true);
  await again.click();
  await expect(page.getByText('This computer has no internet.')).toBeVisible(SLOWEST);
  await expect(page.getByText('but the server does not answer')).toHaveCount(0);
  await expect(status).toHaveText('One problem prevents calls.', SLOWEST);
  await browser.context.setOffline(false);
  await stack.worker.start();
  await ringside.phone.until('on duty', state => state.duty === 'ready');
  // An open panel restarts the phone by itself.
  await panel.close();
  await ringside.killPhone();
  await again.click();
  await expect(page.getByText('is not running: you show as Offline.').first()).toBeVisible(SLOWEST);
  await expect(status).toBeVisible(SLOWEST);
  await page.getByRole('button', { name: 'Reconnect' }).first().click();
  await expect(status).toHaveCount(0);
  await isWell();
  await page.getByText('Incoming calls ring').click();
  await expect(page.getByText('Online: you get incoming calls.')).toBeVisible();
  expect(rung()).toBe(before);
});

test.describe('without the microphone', () => {
  test.use({ microphone: 'ask' });

  test('a check-up reports that, and leads to the page that asks for it', async ({ ringside }) => {
    const { browser } = ringside;
    const page = await browser.openPage('options', 'check-up');
    await expect(page.getByText('Not allowed yet.')).toBeVisible(SLOWEST);
    const [asks] = await Promise.all([
      browser.context.waitForEvent('page'),
      page.getByRole('button', { name: 'Allow the microphone' }).first().click(),
    ]);
    expect(asks.url()).toContain('microphone.html');
  });
});

test('a member who may not call is told why and whom to ask, and an admin is led to the tab [F137.2] [F137.3] [F141.2]', async ({
  ringside,
}) => {
  const { desk, stack, rep } = ringside;
  const becomes = (role: string) =>
    stack.sql(
      `update member set role = '${role}' where user_id = (select id from user where email = '${rep.email}')`,
    );
  const again = desk.getByRole('button', { name: 'Check again' });
  const notLookedAt = desk.locator('details[open]').getByText('Not looked at').first();
  await becomes('manager');
  await desk.getByRole('link', { name: 'Check-up' }).click();
  await expect(desk.getByText('Your role is Manager: it does not make calls')).toBeVisible(SLOWEST);
  await expect(desk.getByText('ask an owner or admin to make you an Agent')).toBeVisible();
  await expect(notLookedAt).toBeVisible();
  await becomes('member');
  await again.click();
  await expect(desk.getByText('Your role is Member: it does not make calls')).toBeVisible(SLOWEST);
  await expect(desk.getByText('ask an owner or admin to make you an Agent')).toBeVisible();
  await becomes('agent');
  await stack.sql('update carrier_account set dialer_enabled = 0');
  await again.click();
  await expect(desk.getByText('The dialer of this workspace is off.')).toBeVisible(SLOWEST);
  await expect(desk.getByText('Ask an admin of your workspace.')).toBeVisible();
  await expect(desk.getByRole('button', { name: 'Open Dialer' })).toHaveCount(0);
  await expect(notLookedAt).toBeVisible();

  await becomes('admin');
  const admin = await signInAs(rep.email, ringside, desk);
  await admin.getByRole('link', { name: 'Check-up' }).click();
  await expect(admin.getByText('The dialer of this workspace is off.')).toBeVisible(SLOWEST);
  await admin.getByRole('button', { name: 'Open Dialer' }).click();
  await admin.getByLabel('Enable Dialer').check();
  await admin.getByRole('button', { name: 'Update Workspace' }).click();
  await expect(admin.getByText('Ready: calls go out.')).toBeVisible(SLOWEST);

  const checkUp = admin.getByRole('link', { name: 'Check-up' });
  await stack.sql(
    `update carrier_account set problems = '[{"kind":"key_refused"}]', checked_at = ${Date.now() + 60_000}`,
  );
  await checkUp.click();
  const callsOut = admin.getByRole('listitem').filter({ hasText: 'Calls go out' });
  await expect(callsOut.getByText('The carrier does not accept the API key any more.')).toBeVisible(SLOWEST);
  await callsOut.getByRole('button', { name: 'Open Dialer' }).click();
  await expect(admin.getByLabel('Enable Dialer')).toBeVisible();
  await stack.sql(
    `update carrier_account set problems = '[{"kind":"account_suspended"}]', checked_at = ${Date.now() + 60_000}`,
  );
  await stack.sql('update number set voice = 0');
  await checkUp.click();
  await expect(callsOut.getByText('Import at least one from Twilio.')).toBeVisible(SLOWEST);
  await callsOut.getByRole('button', { name: 'Open Phone Numbers' }).click();
  await expect(admin.getByRole('heading', { name: 'Phone Numbers' })).toBeVisible();
  await stack.sql('update number set voice = 1');
  await stack.sql("update carrier_account set problems = '[]'");
});

import { readFileSync } from 'node:fs';
import { OWNER } from '../../sandbox/seed.ts';
import { expectUsable } from './accessible.ts';
import { expect, test } from './harness.ts';
import { signInAs } from './sign-in-as.ts';

test('an owner reads who did what, finds a call there and downloads the log', async ({ ringside }) => {
  const { desk, stack, rep } = ringside;
  await ringside.click('Nadia Petrova');
  await ringside.waitForPhase('active');
  await ringside.phone.ask('calls.hangUp');
  await ringside.waitForPhase('ended');
  await expect(desk.getByRole('link', { name: 'Audit log' })).toHaveCount(0);

  const owner = await signInAs(OWNER.email, ringside, desk);
  await owner.getByRole('link', { name: 'Audit log' }).click();
  const log = owner.getByRole('region', { name: 'Audit log' });
  await expect(log.getByRole('row').getByText('Signed in').first()).toBeVisible();
  await log.getByLabel('Who').selectOption(rep.name);
  await log.getByLabel('What').selectOption('Called');
  const row = log.getByRole('row', { name: new RegExp(rep.name) });
  await expect(row).toHaveCount(1);
  await row.getByText('Details').click();
  await expect(row.getByText('212', { exact: false }).first()).toBeVisible();
  await expectUsable(owner, 'the audit log');

  const [file] = await Promise.all([
    owner.waitForEvent('download'),
    log.getByRole('button', { name: 'Export as CSV' }).click(),
  ]);
  const lines = readFileSync(await file.path(), 'utf8')
    .trimEnd()
    .split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[1]).toContain('calls.dial');

  await log.getByLabel('From').fill('2099-01-01');
  await expect(log.getByText('Nothing matches these filters')).toBeVisible();
  await log.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(log.getByRole('row').getByText('Signed in').first()).toBeVisible();

  await stack.worker.stop();
  await log.getByLabel('Who').selectOption(rep.name);
  await expect(log.getByRole('alert')).toContainText('The server does not answer');
  await stack.worker.start();
  await log.getByRole('button', { name: 'Load again' }).click();
  await expect(log.getByRole('row', { name: new RegExp(rep.name) }).first()).toBeVisible();
});

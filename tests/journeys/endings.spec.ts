import { expect, test } from './harness.ts';

const ENDINGS = [
  {
    who: 'Lena Hoffmann',
    rings: false,
    cases: ' [F021.2]',
    view: { phase: 'ended', endReason: 'busy' },
    leg: { status: 'busy', sipCode: 486 },
    title: 'Busy',
    words: 'The line is busy. Try again in a few minutes.',
  },
  {
    who: 'Grace Kim',
    rings: true,
    cases: '',
    view: { phase: 'ended', endReason: 'no_answer' },
    leg: { status: 'no-answer' },
    title: 'No answer',
    words: /^No answer after \d+ seconds?\. Try again later, or leave it\.$/,
  },
  {
    who: 'Omar Haddad',
    rings: false,
    cases: ' [F021.2]',
    view: { phase: 'failed', endReason: 'invalid_number' },
    leg: { status: 'failed', sipCode: 404 },
    title: 'Not in service',
    words: 'This number is not in service. Check it with the contact.',
  },
  {
    who: 'Ivy Chen',
    rings: true,
    cases: '',
    view: { phase: 'ended', endReason: 'rejected' },
    leg: { sipCode: 603 },
    title: 'Declined',
    words: 'They declined the call. Try another time.',
  },
] as const;

for (const { who, rings, cases, view, leg, title, words } of ENDINGS) {
  test(`says that ${who} ended in ${view.endReason}, with a message and on record${cases}`, async ({
    ringside,
  }) => {
    await ringside.click(who);
    if (rings) await ringside.waitForPhase('ringing');
    const over = await ringside.waitForPhase(view.phase, 30_000);
    expect(over.call?.view).toMatchObject(view);
    expect(over.call?.view?.answeredAt).toBeUndefined();
    expect(over.call?.view?.ringingAt !== undefined).toBe(rings);

    const panel = await ringside.panel();
    await expect(panel.getByRole('heading', { name: title })).toBeVisible();
    await expect(panel.getByText(words).first()).toBeVisible();

    const person = ringside.legs().find(each => each.kind === 'pstn');
    expect(person).toMatchObject(leg);
    expect(person?.answeredAt).toBeUndefined();
    // Nobody stays in an empty room.
    await expect.poll(() => ringside.legs().find(each => each.kind === 'client')?.status).toBe('completed');
    await expect.poll(() => ringside.record()).toMatchObject([view]);
  });
}

test('both sides are free whoever hangs up; the summary says who did, and after how long, and stays [F024.1] [F024.2] [F024.3]', async ({
  ringside,
}) => {
  await ringside.click('Lee Morgan');
  await ringside.waitForPhase('active');
  const over = await ringside.waitForPhase('ended', 30_000);
  expect(over.call?.view).toMatchObject({ endReason: 'completed', endedBy: 'customer' });
  const panel = await ringside.panel();
  const lengths = panel.locator('.call-clock .timer');
  await expect(panel.getByText('They hung up.').first()).toBeVisible();
  await expect(lengths).toHaveText(/^0?0:0[1-9]$|^0?0:1\d$/);
  const person = ringside.legs().find(each => each.kind === 'pstn');
  expect(person).toMatchObject({ status: 'completed', endedBy: 'party' });
  await expect.poll(() => ringside.legs().map(leg => leg.status)).toEqual(['completed', 'completed']);
  await panel.reload();
  await expect(panel.getByText('They hung up.').first()).toBeVisible();

  await ringside.click('Nadia Petrova');
  await ringside.waitForPhase('active');
  await expect(panel.getByText('They hung up.')).toHaveCount(0);
  await expect(panel.getByRole('timer')).toHaveText(/^0?0:0[2-9]$/);
  await panel.getByRole('button', { name: 'End' }).click();
  const second = await ringside.waitForPhase('ended');
  expect(second.call?.view).toMatchObject({ endReason: 'completed', endedBy: 'rep' });
  await expect(panel.getByText('You hung up').first()).toBeVisible();
  await expect(lengths).toHaveText(/^0?0:0[1-9]$|^0?0:1\d$/);
  await expect
    .poll(() => ringside.legs().map(leg => leg.status))
    .toEqual(['completed', 'completed', 'completed', 'completed']);
  await panel.reload();
  await expect(panel.getByText('You hung up').first()).toBeVisible();
  // For half a second after the end the buttons ignore presses, which were meant for the call.
  await expect(async () => {
    await panel.getByRole('button', { name: 'Done' }).click();
    await expect(panel.getByLabel('Phone number')).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect(panel.getByText('You hung up')).toHaveCount(0);
});

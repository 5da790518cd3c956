import { expect, test } from './harness.ts';

const ENDINGS = [
  {
    who: 'Lena Hoffmann',
    rings: false,
    view: { phase: 'ended', endReason: 'busy' },
    leg: { status: 'busy', sipCode: 486 },
    title: 'Busy',
    words: 'The line is busy. Try again in a few minutes.',
  },
  {
    who: 'Grace Kim',
    rings: true,
    view: { phase: 'ended', endReason: 'no_answer' },
    leg: { status: 'no-answer' },
    title: 'No answer',
    words: /^No answer after \d+ seconds?\. Try again later, or leave it\.$/,
  },
  {
    who: 'Omar Haddad',
    rings: false,
    view: { phase: 'failed', endReason: 'invalid_number' },
    leg: { status: 'failed', sipCode: 404 },
    title: 'Not in service',
    words: 'This number is not in service. Check it with the contact.',
  },
  {
    who: 'Ivy Chen',
    rings: true,
    view: { phase: 'ended', endReason: 'rejected' },
    leg: { sipCode: 603 },
    title: 'Declined',
    words: 'They declined the call. Try another time.',
  },
] as const;

for (const { who, rings, view, leg, title, words } of ENDINGS) {
  test(`says that ${who} ended in ${view.endReason}, in words and on record`, async ({ ringside }) => {
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

test('the contact hangs up: the call ends by itself, and says who ended it', async ({ ringside }) => {
  await ringside.click('Lee Morgan');
  await ringside.waitForPhase('active');
  const over = await ringside.waitForPhase('ended', 30_000);
  expect(over.call?.view).toMatchObject({ endReason: 'completed', endedBy: 'customer' });
  const panel = await ringside.panel();
  await expect(panel.getByText('They hung up.').first()).toBeVisible();
  const person = ringside.legs().find(each => each.kind === 'pstn');
  expect(person).toMatchObject({ status: 'completed', endedBy: 'party' });
  await expect.poll(() => ringside.legs().find(each => each.kind === 'client')?.status).toBe('completed');
});

// Several browsers ring for one call: of two reps, and of one rep.
import type { Page } from '@playwright/test';
import { type Desk, openDesk, startMachine, stopMachine } from './desk.ts';
import { expect, test } from './harness.ts';
import { callIn, onRecord, press } from './incoming-call.ts';
import type { House } from './next-desk.ts';
import { pickStatus } from './statuses.ts';

const ECHO = '+12125550106';
const STOPS_WITHIN_MS = 1000;

type Other = Desk & { readonly panel: Page };

/** Another browser, in which a colleague is on duty, or the same rep once more. */
const withOther = async (
  { stack, nextRep }: Pick<House, 'stack' | 'nextRep'>,
  rep: Awaited<ReturnType<House['nextRep']>> | undefined,
  use: (other: Other) => Promise<void>,
): Promise<void> => {
  const machine = await startMachine('granted');
  try {
    const who = rep ? { ...rep, code: await stack.setupCode(rep.email) } : await nextRep();
    const desk = await openDesk(stack, who, machine);
    const panel = await desk.browser.openPage('sidepanel');
    await use({ ...desk, panel });
  } finally {
    await stopMachine(machine);
  }
};

const caller = (panel: Page) => panel.getByRole('heading', { name: 'Echo Room' });

/** When it stops ringing there, by this machine's clock, which all browsers share. */
const stopsAt = (panel: Page): Promise<number> =>
  panel.evaluate(`new Promise(done => {
    new MutationObserver(() => {
      if (!document.querySelector('.incoming')) done(Date.now());
    }).observe(document, { childList: true, subtree: true });
  })`);

test('of two reps who ring, the first to answer has the call; the other stops within a second and is told who [F064.1] [F064.2]', async ({
  house,
  ringside,
}) => {
  await withOther(house, undefined, async ({ panel: theirs, phone: theirPhone }) => {
    const mine = await ringside.panel();
    await pickStatus(mine, 'Online');
    await pickStatus(theirs, 'Online');
    await callIn(house, ECHO);
    await expect(caller(mine)).toBeVisible();
    await expect(caller(theirs)).toBeVisible();
    const [myEnd, theirEnd] = [stopsAt(mine), stopsAt(theirs)];
    await press(mine, 'Answer');
    expect((await theirEnd) - (await myEnd)).toBeLessThan(STOPS_WITHIN_MS);
    await expect(theirs.getByText(`Echo Room: taken by ${ringside.rep.name}.`)).toBeVisible();
    await ringside.waitForPhase('active');
    expect((await theirPhone.state())?.call).toBeNull();
    await ringside.phone.ask('calls.hangUp');
    await ringside.waitForPhase('ended');
  });
});

test('Reject silences one rep; the caller notices nothing, and another rep answers [F066.2]', async ({
  house,
  ringside,
}) => {
  await withOther(house, undefined, async ({ panel: theirs, phone: theirPhone }) => {
    const mine = await ringside.panel();
    await pickStatus(mine, 'Online');
    await pickStatus(theirs, 'Online');
    const call = await callIn(house, ECHO);
    await expect(caller(theirs)).toBeVisible();
    await press(mine, 'Reject');
    await expect(mine.getByLabel('Phone number')).toBeVisible();
    // The caller still hears that it rings.
    const heard = call.leg()?.heard.energy ?? 0;
    await expect.poll(() => call.leg()?.heard.energy ?? 0).toBeGreaterThan(heard);
    expect(call.leg()?.status).toBe('in-progress');
    await press(theirs, 'Answer');
    await theirPhone.until('talking', state => state.call?.phase === 'active');
    expect((await ringside.phone.state())?.call).toBeNull();
    await theirPhone.ask('calls.hangUp');
    await expect.poll(() => call.leg()?.status).toBe('completed');
    // Recents have what this rep made or answered, and nothing they rejected.
    expect(await ringside.record()).toEqual([]);
  });
});

test('To voicemail stops the ringing for everybody, and the caller is asked for a message', async ({
  house,
  ringside,
}) => {
  await withOther(house, undefined, async ({ panel: theirs }) => {
    const mine = await ringside.panel();
    await pickStatus(mine, 'Online');
    await pickStatus(theirs, 'Online');
    const call = await callIn(house, ECHO);
    await expect(caller(mine)).toBeVisible();
    await expect(caller(theirs)).toBeVisible();
    await press(mine, 'To voicemail');
    await expect(caller(theirs)).toHaveCount(0);
    const recordings = () => house.stack.carrier.ledger().recordings;
    await expect.poll(() => recordings().some(({ callSid }) => callSid === call.callSid)).toBe(true);
    call.hangUp();
    await expect
      .poll(async () => (await onRecord(house, ECHO))[0])
      .toMatchObject({ phase: 'ended', member_id: null });
  });
});

test('a rep who is on duty in two browsers answers in one, and the other stops; after a reload neither rings [F067.3]', async ({
  house,
  ringside,
}) => {
  await withOther(house, ringside.rep, async ({ panel: theirs, phone: theirPhone }) => {
    const mine = await ringside.panel();
    await pickStatus(mine, 'Online');
    await callIn(house, ECHO);
    await expect(caller(mine)).toBeVisible();
    await expect(caller(theirs)).toBeVisible();
    const reloading = mine.reload();
    await press(theirs, 'Answer');
    await reloading;
    await theirPhone.until('talking', state => state.call?.phase === 'active');
    await expect(mine.getByRole('main').getByText('This call is in another of your browsers.')).toBeVisible();
    await expect(mine.getByRole('button', { name: 'Answer' })).toHaveCount(0);
    await mine.getByRole('button', { name: 'End' }).click();
    await ringside.waitForPhase('ended');
  });
});

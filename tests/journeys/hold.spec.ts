import { expectUsable } from './accessible.ts';
import { expect, type Ringside, test } from './harness.ts';

test.afterEach(({ house }) => house.stack.carrier.control.calm());

const CREATE = { method: 'POST', path: '/Participants' } as const;
const HOLD = { method: 'POST', path: '/Participants/CA' } as const;

const ANSWERS = '+12125550100';
const ONLY_RINGS = '+12125550103';

const legOf = ({ legs }: Ringside, kind: 'client' | 'pstn') => legs().find(leg => leg.kind === kind);

/** For how long contact and rep have heard each other, milliseconds with sound. */
const heardEachOther = ({ stack }: Ringside): number =>
  (stack.carrier.ledger().conferences.at(-1)?.heard ?? []).reduce((sum, { ms }) => sum + ms, 0);

/** How often the words for a customer on hold were fetched, in this journey and those before it. */
const wordsFetched = ({ stack }: Ringside): number =>
  stack.carrier.ledger().webhooks.filter(({ url }) => url.includes('/hold/')).length;

/** The Echo Room says what it hears, so both directions work when its echo arrives. */
const talks = async (ringside: Ringside) => {
  const { energyIn } = await ringside.phone.audio();
  const heard = legOf(ringside, 'pstn')?.heard.energy ?? 0;
  await expect.poll(async () => (await ringside.phone.audio()).energyIn).toBeGreaterThan(energyIn);
  await expect.poll(() => legOf(ringside, 'pstn')?.heard.energy).toBeGreaterThan(heard);
};

/** Three seconds in which the rep heard nothing. */
const hearsNothing = async ({ phone }: Ringside) => {
  let from = await phone.audio();
  await expect
    .poll(async () => {
      const now = await phone.audio();
      // What the device still had to play when the hold began.
      if (now.energyIn > from.energyIn) from = now;
      return now.packetsReceived - from.packetsReceived;
    })
    .toBeGreaterThan(150);
};

test('on hold the contact hears music and neither side the other, mute and hold outlive the panel, and resuming brings both ways back [F036.3] [F036.5]', async ({
  ringside,
}) => {
  await ringside.click('Echo Room');
  await ringside.waitForPhase('active');
  const panel = await ringside.panel();
  const button = (name: string, pressed: boolean, page = panel) =>
    page.getByRole('button', { name, exact: true, pressed });
  await talks(ringside);
  const fetched = wordsFetched(ringside);
  const place = await panel.getByRole('button', { name: 'End' }).boundingBox();

  await test.step('hold, with the keyboard', async () => {
    await button('Mute', false).focus();
    await panel.keyboard.press('Tab');
    await expect(button('Hold', false)).toBeFocused();
    await panel.keyboard.press('Enter');
    await expect(button('Hold', true)).toBeVisible();
    await expect(panel.getByText(/^On hold \d\d:\d\d$/)).toBeVisible();
    await expectUsable(panel, 'a contact on hold');
    expect(await panel.getByRole('button', { name: 'End' }).boundingBox()).toEqual(place);

    const said = legOf(ringside, 'client')?.said.energy ?? 0;
    const heard = legOf(ringside, 'pstn')?.heard.energy ?? 0;
    const before = heardEachOther(ringside);
    await hearsNothing(ringside);
    // Both made sound all the while, the echo of the music, but neither reached the other.
    expect(legOf(ringside, 'client')?.said.energy).toBeGreaterThan(said);
    expect(legOf(ringside, 'pstn')?.heard.energy).toBeGreaterThan(heard);
    expect(heardEachOther(ringside)).toBe(before);
    // The music is the carrier's own: no words were fetched from us.
    expect(wordsFetched(ringside)).toBe(fetched);
  });

  await test.step('digits are not sent to somebody who would not hear them', async () => {
    await expect(panel.getByText('neither you nor your digits')).toBeVisible();
    await expect(panel.getByRole('button', { name: 'Keypad' })).toHaveAttribute('aria-disabled', 'true');
    await panel.keyboard.press('5');
    expect(await ringside.phone.ask('calls.sendDigits', { digits: '5' })).toMatchObject({ ok: false });
    expect((await ringside.phone.state())?.call?.digits).toBe('');
  });

  await test.step('closing and reopening the panel', async () => {
    await button('Mute', false).click();
    await expect(button('Mute', true)).toBeVisible();
    await panel.close();
    const before = heardEachOther(ringside);
    await hearsNothing(ringside);
    expect(heardEachOther(ringside)).toBe(before);
  });

  const again = await ringside.browser.openPage('sidepanel');
  await expect(button('Mute', true, again)).toBeVisible();
  await expect(button('Hold', true, again)).toBeVisible();
  await expect(again.getByText(/^On hold \d\d:\d\d$/)).toBeVisible();
  await button('Hold', true, again).click();
  await expect(button('Hold', false, again)).toBeVisible();
  // Still muted, as before.
  await hearsNothing(ringside);
  await button('Mute', true, again).click();
  await talks(ringside);
  await again.getByRole('button', { name: 'End' }).click();
  await ringside.waitForPhase('ended');
});

test('End ends every leg while connecting, ringing, active and on hold [F036.4]', async ({ ringside }) => {
  const panel = await ringside.panel();
  const dial = async (number: string) => {
    const intent = { number, source: 'keypad', at: Date.now() };
    await ringside.phone.ask('calls.dial', { intent, key: crypto.randomUUID() });
  };
  const end = async () => {
    await panel.getByRole('button', { name: 'End' }).click();
    await ringside.waitForPhase('ended');
    const isOver = (status: string) => ['completed', 'canceled'].includes(status);
    await expect.poll(() => ringside.legs().every(leg => isOver(leg.status))).toBe(true);
    await ringside.phone.ask('calls.dismiss');
  };

  await test.step('connecting', async () => {
    const { control } = ringside.stack.carrier;
    control.faultRequest({ on: CREATE, does: { act: 'refuse', status: 429 }, times: 'always' });
    await dial(ANSWERS);
    await expect(panel.getByText('The phone network is busy. Trying again…').first()).toBeVisible();
    expect((await ringside.phone.state())?.call?.phase).toBe('connecting');
    await end();
    control.calm();
    expect(ringside.legs().map(({ kind }) => kind)).toEqual(['client']);
  });

  await test.step('ringing', async () => {
    await dial(ONLY_RINGS);
    await ringside.waitForPhase('ringing');
    await end();
  });

  await test.step('active', async () => {
    await dial(ANSWERS);
    await ringside.waitForPhase('active');
    await end();
  });

  await test.step('on hold', async () => {
    await dial(ANSWERS);
    await ringside.waitForPhase('active');
    await panel.getByRole('button', { name: 'Hold', exact: true }).click();
    await expect(panel.getByRole('button', { name: 'Hold', exact: true, pressed: true })).toBeVisible();
    await end();
  });

  expect(ringside.legs().map(({ kind }) => kind)).toEqual([
    'client',
    ...['client', 'pstn'],
    ...['client', 'pstn'],
    ...['client', 'pstn'],
  ]);
});

test('a hold that the phone network refuses is said, the contact stays in the talk, and the next try works', async ({
  ringside,
}) => {
  await ringside.click('Echo Room');
  await ringside.waitForPhase('active');
  const panel = await ringside.panel();
  const { control } = ringside.stack.carrier;
  const refused = control.faultRequest({ on: HOLD, does: { act: 'refuse', status: 500 }, times: 'always' });
  await panel.getByRole('button', { name: 'Hold', exact: true }).click();
  await expect(panel.getByRole('button', { name: 'Holding…' })).toBeVisible();
  await expect(panel.getByText('Could not hold. Try again.')).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Hold', exact: true, pressed: false })).toBeVisible();
  expect(refused.struck()).toBeGreaterThan(0);
  await talks(ringside);
  control.calm();
  await panel.getByRole('button', { name: 'Hold', exact: true }).click();
  await expect(panel.getByRole('button', { name: 'Hold', exact: true, pressed: true })).toBeVisible();
  await expect(panel.getByText('Could not hold. Try again.')).toBeHidden();
  await ringside.phone.ask('calls.hangUp');
  await ringside.waitForPhase('ended');
});

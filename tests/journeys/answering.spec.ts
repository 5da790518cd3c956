import { expectUsable } from './accessible.ts';
import { expect, test } from './harness.ts';
import { callIn, listenToRingtone, onRecord, press } from './incoming-call.ts';
import { pickStatus } from './statuses.ts';

const ECHO = '+12125550106';
const MARIA = '+12125550100';

test('a call rings in the panel and aloud; answered, both hear each other, and it is on record [F066.1]', async ({
  house,
  ringside,
}) => {
  const { phone } = ringside;
  const panel = await ringside.panel();
  await pickStatus(panel, 'Online');
  const loudness = await listenToRingtone(ringside);
  const caller = await callIn(house, ECHO);
  await expect(panel.getByRole('heading', { name: 'Echo Room' })).toBeVisible();
  await expect(panel.getByText('(212) 555-0106')).toBeVisible();
  await expect(panel.getByText(/^Calls .*\(212\) 555-0200$/)).toBeVisible();
  await expect.poll(loudness).toBeGreaterThan(0.1);
  await expect.poll(() => ringside.desk.evaluate('chrome.action.getBadgeText({})')).toBe('1');
  await expectUsable(panel, 'a call that rings');

  await press(panel, 'Answer');
  await ringside.waitForPhase('active');
  await expect.poll(loudness).toBe(0);
  const ringback = caller.leg()?.heard.energy ?? 0;
  const before = await phone.audio();
  await expect
    .poll(async () => {
      const now = await phone.audio();
      return {
        // This caller repeats what they hear.
        repHears: now.packetsReceived - before.packetsReceived > 100 && now.energyIn > before.energyIn,
        repSays: now.packetsSent - before.packetsSent > 100 && now.energyOut > before.energyOut,
        callerHears: (caller.leg()?.heard.energy ?? 0) > ringback,
        callerSays: (caller.leg()?.said.energy ?? 0) > 0,
      };
    })
    .toEqual({ repHears: true, repSays: true, callerHears: true, callerSays: true });
  await expect(panel.getByRole('timer')).toHaveText(/^00:\d\d$/);

  await panel.getByRole('button', { name: 'End' }).click();
  await ringside.waitForPhase('ended');
  await expect.poll(() => caller.leg()?.status).toBe('completed');
  await expect.poll(async () => (await ringside.record())[0]?.phase).toBe('ended');
  expect((await ringside.record())[0]).toMatchObject({
    direction: 'inbound',
    from: ECHO,
    contact: { name: 'Echo Room' },
    endReason: 'completed',
    endedBy: 'rep',
  });
});

test('a caller who hangs up while it rings stops it everywhere, and is a missed call once', async ({
  house,
  ringside,
}) => {
  const panel = await ringside.panel();
  await pickStatus(panel, 'Online');
  const loudness = await listenToRingtone(ringside);
  const caller = await callIn(house, MARIA);
  await expect(panel.getByRole('heading', { name: 'Maria Alvarez' })).toBeVisible();
  await expect.poll(loudness).toBeGreaterThan(0.1);
  caller.hangUp();
  await expect(panel.getByText('Maria Alvarez: hung up before anyone answered.')).toBeVisible();
  await expect.poll(loudness).toBe(0);
  await expect.poll(() => ringside.desk.evaluate('chrome.action.getBadgeText({})')).toBe('');
  await expect(panel.getByLabel('Phone number')).toBeVisible();
  await expect
    .poll(() => onRecord(house, MARIA))
    .toEqual([{ direction: 'inbound', phase: 'ended', end_reason: 'canceled', member_id: null }]);
  // Recents have the calls this rep made or answered.
  expect(await ringside.record()).toEqual([]);
});

test('a caller who withholds their number is shown as such and can be answered, not called back [F065.5]', async ({
  house,
  ringside,
}) => {
  const panel = await ringside.panel();
  await pickStatus(panel, 'Online');
  // What Twilio sends in place of a number that was withheld: it looks like one of Latvia.
  const caller = await callIn(house, '+266696687');
  await expect(panel.getByRole('heading', { name: 'Withheld number' })).toBeVisible();
  await expect(panel.getByText(/266/)).toHaveCount(0);
  await press(panel, 'Answer');
  await ringside.waitForPhase('active');
  caller.hangUp();
  await ringside.waitForPhase('ended');
  await expect(panel.getByRole('heading', { name: 'Withheld number' })).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Done' })).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Call again' })).toHaveCount(0);
  await expect(async () => {
    await panel.getByRole('button', { name: 'Done' }).click({ timeout: 1000 });
    await panel.getByRole('tab', { name: 'Recents' }).click({ timeout: 1000 });
  }).toPass();
  await expect(panel.getByRole('button', { name: /Withheld number/ })).toBeDisabled();
});

test('with the panel closed, a notification offers to answer [F065.2]', async ({ house, ringside }) => {
  const panel = await ringside.panel();
  await pickStatus(panel, 'Online');
  await panel.close();
  const background = ringside.browser.context.serviceWorkers().at(-1);
  await background?.evaluate(`(() => {
    const create = chrome.notifications.create;
    globalThis.made = [];
    chrome.notifications.create = (id, options) => {
      globalThis.made.push(options);
      return create.call(chrome.notifications, id, options);
    };
  })()`);
  const notices = async () =>
    Object.keys((await ringside.desk.evaluate('chrome.notifications.getAll()')) as Record<string, boolean>);
  await callIn(house, ECHO);
  await expect.poll(notices).toHaveLength(1);
  expect(await background?.evaluate('globalThis.made')).toMatchObject([
    {
      title: 'Incoming call: Echo Room',
      message: 'Ringside · (212) 555-0106\nCalls (212) 555-0200',
      buttons: [{ title: 'Answer' }, { title: 'Reject' }],
      requireInteraction: true,
    },
  ]);
  expect(ringside.browser.context.pages().filter(page => page.url().endsWith('/sidepanel.html'))).toEqual([]);
  const [id] = await notices();
  await background?.evaluate(`chrome.notifications.onButtonClicked.dispatch('${id}', 0)`);
  await ringside.waitForPhase('active');
  await expect.poll(notices).toEqual([]);
  await ringside.phone.ask('calls.hangUp');
  await ringside.waitForPhase('ended');
});

test('a call that rings stays answerable when the panel is closed and reopened, and the background and the phone end [F067.1] [F067.2]', async ({
  house,
  ringside,
}) => {
  const first = await ringside.panel();
  await pickStatus(first, 'Online');
  await callIn(house, ECHO);
  const caller = (panel: typeof first) => panel.getByRole('heading', { name: 'Echo Room' });
  await expect(caller(first)).toBeVisible();
  await first.reload();
  await expect(caller(first)).toBeVisible();
  await first.close();
  await ringside.killServiceWorker();
  const second = await ringside.browser.openPage('sidepanel');
  await expect(caller(second)).toBeVisible();
  await ringside.killPhone();
  await expect(caller(second)).toBeVisible();
  await press(second, 'Answer');
  await ringside.waitForPhase('active');
  await second.getByRole('button', { name: 'End' }).click();
  await ringside.waitForPhase('ended');
});

test('Enter answers only a call that has stood there for a moment [F066.3]', async ({ house, ringside }) => {
  const panel = await ringside.panel();
  await pickStatus(panel, 'Online');
  await panel.getByLabel('Phone number').fill('(212) 555');
  // As if somebody were typing when the call comes: Enter, as soon as it shows, and until half a second later.
  const typed = panel.evaluate(`new Promise(done => {
    const look = () => {
      if (!document.querySelector('.incoming')) return requestAnimationFrame(look);
      const shownAt = performance.now();
      const type = () => {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
        if (performance.now() - shownAt < 500) return requestAnimationFrame(type);
        done(document.querySelector('.incoming .call')?.textContent);
      };
      type();
    };
    look();
  })`);
  await callIn(house, ECHO);
  expect(await typed).toBe('Answer');
  await expect(async () => {
    await panel.keyboard.press('Enter');
    await expect(panel.getByRole('button', { name: 'End' })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await ringside.waitForPhase('active');
  await ringside.phone.ask('calls.hangUp');
  await ringside.waitForPhase('ended');
});

test.describe('without the microphone', () => {
  test.use({ microphone: 'ask' });

  test('Answer asks for it, and nobody is kept from the call meanwhile [F066.4]', async ({
    house,
    ringside,
  }) => {
    const panel = await ringside.panel();
    await pickStatus(panel, 'Online');
    await callIn(house, ECHO);
    const answer = panel.getByRole('button', { name: 'Answer' });
    await expect(answer).toBeVisible();
    await expect(async () => {
      await answer.click({ timeout: 1000 });
      await expect(panel.getByText(/^Allow the microphone on the page that opened/)).toBeVisible({
        timeout: 1000,
      });
    }).toPass();
    // It rings on: no rep has it, and the caller is not connected to anybody.
    expect((await ringside.phone.state())?.offers.map(({ call }) => call.memberId)).toEqual([undefined]);
    await ringside.browser.context.grantPermissions(['microphone']);
    await ringside.waitForPhase('active');
    await ringside.phone.ask('calls.hangUp');
    await ringside.waitForPhase('ended');
  });
});

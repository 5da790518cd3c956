import { expect, type Ringside, test } from './harness.ts';

/** The extension's own pages may make the Chrome calls that the panel and the background make. */
const ask = <T>({ desk }: Ringside, script: string): Promise<T> => desk.evaluate(script);

const dockedPanels = (ringside: Ringside): Promise<number> =>
  ask(ringside, "chrome.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] }).then(panels => panels.length)");

const closeDockedPanel = async (ringside: Ringside): Promise<void> => {
  await ask(
    ringside,
    'chrome.windows.getCurrent().then(({ id }) => chrome.sidePanel.close({ windowId: id }))',
  );
  await expect.poll(() => dockedPanels(ringside)).toBe(0);
};

/** The events Chrome would send to the background. */
const dispatch = (ringside: Ringside, event: string): Promise<unknown> | undefined =>
  ringside.browser.context.serviceWorkers().at(-1)?.evaluate(`chrome.${event}`);

const talk = async (ringside: Ringside) => {
  await ringside.click('Echo Room');
  await ringside.waitForPhase('active');
  await expect.poll(() => dockedPanels(ringside)).toBe(1);
};

test('closing the docked panel in mid-call leaves the audio untouched', async ({ ringside }) => {
  await talk(ringside);
  const before = await ringside.phone.audio();
  await closeDockedPanel(ringside);
  await expect
    .poll(async () => {
      const now = await ringside.phone.audio();
      return now.packetsReceived - before.packetsReceived > 75 && now.packetsSent - before.packetsSent > 75;
    })
    .toBe(true);
  expect((await ringside.phone.state())?.call?.phase).toBe('active');
});

test('with the panel closed, an interrupted call is offered in a notification that leads back into it', async ({
  ringside,
}) => {
  await talk(ringside);
  await closeDockedPanel(ringside);
  await ringside.killPhone();
  const notices = () => ask<Record<string, boolean>>(ringside, 'chrome.notifications.getAll()');
  await expect.poll(notices).toEqual({ rejoin: true });
  expect(await ask(ringside, 'chrome.action.getBadgeText({})')).toBe('!');
  await dispatch(ringside, "notifications.onButtonClicked.dispatch('rejoin', 0)");
  await ringside.phone.until(
    'back in the call',
    ({ call }) => call?.phase === 'active' && call.linked && call.view?.rejoinUntil === undefined,
  );
  await expect.poll(notices).toEqual({});
  expect(ringside.legs().map(leg => leg.kind)).toEqual(['client', 'pstn', 'client']);
});

test('a new version of the extension waits until the call has ended and its outcome was read', async ({
  ringside,
}) => {
  await talk(ringside);
  await dispatch(ringside, "runtime.onUpdateAvailable.dispatch({ version: '9' })");
  const before = await ringside.phone.audio();
  await expect
    .poll(async () => (await ringside.phone.audio()).packetsReceived)
    .toBeGreaterThan(before.packetsReceived + 75);
  await ringside.phone.ask('calls.hangUp');
  await ringside.waitForPhase('ended');
  expect(await dockedPanels(ringside)).toBe(1);
  // Loading the new version closes every page of the old one.
  const gone = ringside.desk.waitForEvent('close');
  await ringside.phone.ask('calls.dismiss').catch(() => undefined);
  await gone;
});

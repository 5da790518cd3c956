import { expect, test } from './harness.ts';

const rung = (legs: readonly { kind: string }[]) => legs.filter(leg => leg.kind === 'pstn').length;

test('two fast clicks make one call', async ({ ringside }) => {
  await ringside.click('Maria Alvarez', 2);
  await ringside.waitForPhase('active');
  expect(rung(ringside.legs())).toBe(1);
  const panel = await ringside.panel();
  await panel.getByRole('button', { name: 'End' }).click();
  await ringside.waitForPhase('ended');
  await expect.poll(() => ringside.record()).toHaveLength(1);
});

test('two clicks on Call, and Enter together with a click, make one call each [F011.2]', async ({
  ringside,
}) => {
  const panel = await ringside.panel();
  const field = panel.getByLabel('Phone number');
  const call = panel.getByRole('button', { name: 'Call', exact: true });
  const talkAndEnd = async () => {
    await ringside.waitForPhase('active');
    await ringside.phone.ask('calls.hangUp');
    await ringside.waitForPhase('ended');
    await ringside.phone.ask('calls.dismiss');
  };
  await field.fill('(212) 555-0111');
  await call.dblclick();
  await talkAndEnd();
  expect(rung(ringside.legs())).toBe(1);

  await field.fill('(212) 555-0111');
  const { x = 0, y = 0, width = 0, height = 0 } = (await call.boundingBox()) ?? {};
  await field.focus();
  await Promise.all([panel.keyboard.press('Enter'), panel.mouse.click(x + width / 2, y + height / 2)]);
  await talkAndEnd();
  expect(rung(ringside.legs())).toBe(2);
  await expect.poll(() => ringside.record()).toHaveLength(2);
});

test('a second number clicked in a call rings nobody and leaves the call alone [F011.5]', async ({
  ringside,
}) => {
  await ringside.click('Nadia Petrova');
  await ringside.waitForPhase('active');
  await ringside.click('Echo Room');
  const outcome = await ringside.phone.ask('calls.dial', {
    intent: { number: '(212) 555-0106', source: 'keypad', at: Date.now() },
    key: crypto.randomUUID(),
  });
  expect(outcome).toMatchObject({ ok: false, error: { reason: 'already_dialing' } });
  expect((await ringside.phone.state())?.call?.view?.to).toBe('+12125550111');
  expect(rung(ringside.legs())).toBe(1);
  const panel = await ringside.panel();
  await expect(panel.getByText(/^One call at a time\. \(212\) 555-0106 waits/)).toBeVisible();
  await panel.getByRole('button', { name: 'End' }).click();
  // A click in the place of End, right after the end, counts as a slip.
  await expect(async () => {
    await panel.getByRole('button', { name: 'Done' }).click();
    await expect(panel.getByLabel('Phone number')).toHaveValue(/212\D*555\D*0106/, { timeout: 1000 });
  }).toPass();
  await expect(panel.getByText('Check the number, then click Call.')).toBeVisible();
  expect(rung(ringside.legs())).toBe(1);
});

test('an unknown number becomes a contact, once, however it is written', async ({ ringside }) => {
  const dial = async (number: string) => {
    const intent = { number, source: 'keypad', at: Date.now() };
    await ringside.phone.ask('calls.dial', { intent, key: crypto.randomUUID() });
    const { call } = await ringside.waitForPhase('ringing');
    await ringside.phone.ask('calls.hangUp');
    await ringside.waitForPhase('ended');
    await ringside.phone.ask('calls.dismiss');
    return call?.view;
  };
  const first = await dial('(718) 555-0103');
  const second = await dial('+1 718 555 0103');
  const third = await dial('718.555.0103');
  expect(first?.to).toBe('+17185550103');
  expect(first?.contact?.name).toBeNull();
  expect(second?.contact?.id).toBe(first?.contact?.id);
  expect(third?.contact?.id).toBe(first?.contact?.id);
});

test('a number that may not be called is refused with a message, and rings nobody', async ({ ringside }) => {
  const panel = await ringside.panel();
  for (const [number, reason, words] of [
    ['911', 'emergency', /emergency or short-code/],
    ['+1 900 555 0100', 'premium', /premium-rate/],
    ['+1 212 155 0100', 'unassigned', /not in use anywhere/],
    ['12 apples', 'not_a_number', /is not a phone number/],
    ['(212) 555-0200', 'own_number', /your own workspace/],
  ] as const) {
    const intent = { number, source: 'keypad', at: Date.now() };
    const outcome = await ringside.phone.ask('calls.dial', { intent, key: crypto.randomUUID() });
    expect(outcome).toMatchObject({ ok: false, error: { reason } });
    await expect(panel.getByText(words).first()).toBeVisible();
  }
  expect(ringside.legs()).toEqual([]);
  expect(await ringside.record()).toEqual([]);
});

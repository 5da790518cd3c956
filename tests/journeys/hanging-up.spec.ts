import { expect, test } from './harness.ts';

test('the rep hangs up while it rings: the contact stops being rung', async ({ ringside }) => {
  await ringside.click('Grace Kim');
  await ringside.waitForPhase('ringing');
  const panel = await ringside.panel();
  await panel.getByRole('button', { name: 'End' }).click();
  const over = await ringside.waitForPhase('ended');
  expect(over.call?.view).toMatchObject({ endReason: 'canceled', endedBy: 'rep' });
  await expect(panel.getByText('You hung up before anyone answered.').first()).toBeVisible();
  await expect
    .poll(() => ringside.legs().map(leg => [leg.kind, leg.status]))
    .toEqual([
      ['client', 'completed'],
      ['pstn', 'canceled'],
    ]);
  await expect.poll(() => ringside.record()).toMatchObject([{ phase: 'ended', endReason: 'canceled' }]);
});

test('in a conversation, mute silences the rep, digits reach the contact once each and in order, and End ends both legs, with the duration on record [F010.4] [F036.2]', async ({
  ringside,
}) => {
  await ringside.click('Maria Alvarez');
  await ringside.waitForPhase('active');
  const panel = await ringside.panel();
  const person = () => ringside.legs().find(leg => leg.kind === 'pstn');
  const heard = () => person()?.heard ?? { packets: 0, energy: 0 };

  await test.step('mute', async () => {
    await expect.poll(() => heard().energy).toBeGreaterThan(0);
    await panel.getByRole('button', { name: 'Mute' }).click();
    await expect(panel.getByRole('button', { name: 'Mute', pressed: true })).toBeVisible();
    // The device's last audible frames may still be on their way: wait for a stretch with none at all.
    let before = heard();
    await expect
      .poll(() => {
        const now = heard();
        if (now.energy > before.energy) before = now;
        return now.packets - before.packets;
      })
      .toBeGreaterThan(150);
    // The rep still hears the contact.
    const { energyIn } = await ringside.phone.audio();
    await expect.poll(async () => (await ringside.phone.audio()).energyIn).toBeGreaterThan(energyIn);
    await panel.getByRole('button', { name: 'Mute', pressed: true }).click();
    const silent = heard().energy;
    await expect.poll(() => heard().energy).toBeGreaterThan(silent);
  });

  await test.step('digits, clicked and typed', async () => {
    await panel.getByRole('button', { name: 'Keypad' }).click();
    const keys = '1234567890*#';
    const spoken: Readonly<Record<string, string>> = { '*': 'star', '#': 'pound' };
    for (const key of keys)
      await panel.getByRole('button', { name: spoken[key] ?? new RegExp(`^${key}\\b`) }).click();
    await expect(panel.getByLabel('Digits sent')).toHaveText(keys);
    await expect.poll(() => person()?.digitsHeard).toBe(keys);
    for (const key of keys) await panel.keyboard.press(key);
    await expect.poll(() => person()?.digitsHeard).toBe(keys + keys);
  });

  await test.step('End', async () => {
    await panel.getByRole('button', { name: 'End' }).click();
    const over = await ringside.waitForPhase('ended');
    expect(over.call?.view).toMatchObject({ endReason: 'completed', endedBy: 'rep' });
    await expect.poll(() => ringside.legs().map(leg => leg.status)).toEqual(['completed', 'completed']);
    await expect.poll(() => ringside.record()).toMatchObject([{ phase: 'ended', endReason: 'completed' }]);
    const [row] = await ringside.record();
    const talkedMs = (row?.endedAt ?? 0) - (row?.answeredAt ?? 0);
    const trulyMs = (person()?.endedAt ?? 0) - (person()?.answeredAt ?? 0);
    // The carrier reports whole seconds.
    expect(Math.abs(talkedMs - trulyMs)).toBeLessThanOrEqual(1500);
  });
});

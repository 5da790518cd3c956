import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { writeWav } from '../../sandbox/carrier/media/wav.ts';
import { OWNER } from '../../sandbox/seed.ts';
import { expectUsable } from './accessible.ts';
import { expect, test } from './harness.ts';
import { signInAs } from './sign-in-as.ts';
import { showsStatus } from './statuses.ts';

const HOUR_SECONDS = 3600;
const LATE_SECONDS = 3000;

test.afterEach(async ({ ringside }) => {
  await ringside.stack.sql(`UPDATE workspace SET dialing = '{}'`);
});

test('an admin turns recording on; a contact is told, then recorded, and the recording is played in the desk, from wherever the listener likes', async ({
  ringside,
}) => {
  const { desk, stack, phone } = ringside;
  const owner = await signInAs(OWNER.email, ringside, desk);
  await owner.getByRole('link', { name: 'Dialer' }).click();
  await owner.getByLabel('Record calls that are answered').check();
  await owner.getByLabel('What a contact hears first').fill('');
  await owner.getByRole('button', { name: 'Update Workspace' }).click();
  await expect(owner.getByText('People who are recorded have to be told.')).toBeVisible();
  // Long enough to be seen while it plays, also on a busy machine.
  await owner
    .getByLabel('What a contact hears first')
    .fill(
      'We record this call, to train our people and to settle what was agreed. Tell us if you would rather not.',
    );
  await owner.getByLabel('Wrap-up after a call, in seconds').fill('4');
  await owner.getByRole('button', { name: 'Update Workspace' }).click();
  await expect(owner.getByText('Saved.', { exact: true })).toBeVisible();
  await expectUsable(owner, 'recording turned on');
  await phone.until('on duty', state => state.duty === 'ready');

  const panel = await ringside.panel();
  const view = panel.getByRole('main');
  const recorded = () => stack.carrier.ledger().recordings.length;
  const recordedBefore = recorded();
  await ringside.click('Echo Room');
  await ringside.waitForPhase('active');
  await panel.bringToFront();
  await expect(view.getByText('They are being told that the call is recorded.')).toBeVisible();
  expect(recorded()).toBe(recordedBefore);
  await expect(view.getByText('This call is being recorded.')).toBeVisible();
  await expectUsable(panel, 'a call that is recorded');
  const energies = () => {
    const contact = ringside.legs().find(leg => leg.kind === 'pstn');
    return { heard: contact?.heard.energy ?? 0, said: contact?.said.energy ?? 0 };
  };
  const before = energies();
  await expect.poll(() => energies().heard > before.heard && energies().said > before.said).toBe(true);
  await panel.getByRole('button', { name: 'Stop recording' }).click();
  await expect(view.getByText('No longer recorded.')).toBeVisible();
  await panel.getByRole('button', { name: 'End' }).click();
  await expect(panel.getByText('Wrap-up').first()).toBeVisible();
  await expectUsable(panel, 'a wrap-up');
  await showsStatus(panel, 'Away');

  await owner.bringToFront();
  await owner.getByRole('link', { name: 'Calls', exact: true }).click();
  const play = owner.getByRole('button', { name: 'Play the recording of the call with Echo Room' });
  await play.click();
  const sound = owner.getByLabel('Recording of the call with Echo Room', { exact: true });
  const loudness = await sound.evaluate(async audio => {
    const bytes = await (await fetch((audio as HTMLAudioElement).src)).arrayBuffer();
    const decoded = await new AudioContext().decodeAudioData(bytes);
    return [0, 1].map(n =>
      decoded.getChannelData(n).reduce((most, each) => Math.max(most, Math.abs(each)), 0),
    );
  });
  expect(loudness.map(each => each > 0.01)).toEqual([true, true]);
  await expectUsable(owner, 'a recording that is played');
  expect(recorded()).toBe(recordedBefore);

  // As if that call had lasted an hour.
  const [{ key }] = z
    .tuple([z.object({ key: z.string() })])
    .parse(await stack.sql('SELECT key FROM recording ORDER BY started_at DESC LIMIT 1'));
  const file = join(stack.home, 'an-hour.wav');
  writeFileSync(file, writeWav([new Int16Array(HOUR_SECONDS * 8000)]));
  await stack.worker.putRecording(key, file);
  const begins: number[] = [];
  owner.on('request', request => {
    if (request.resourceType() === 'media')
      begins.push(Number(/^bytes=(\d+)-$/.exec(request.headers().range ?? '')?.[1]));
  });
  await owner.getByRole('button', { name: 'Close the recording of the call with Echo Room' }).click();
  await play.click();
  const reached = () => sound.evaluate((audio: HTMLAudioElement) => audio.currentTime);
  await expect.poll(reached).toBeGreaterThan(0);
  expect(begins).toEqual([0]);
  await sound.evaluate((audio: HTMLAudioElement, seconds) => {
    audio.currentTime = seconds;
  }, LATE_SECONDS);
  await expect.poll(reached).toBeGreaterThan(LATE_SECONDS);
  expect(Math.max(...begins) / 16_000).toBeGreaterThan(LATE_SECONDS - 60);
  const loaded = await sound.evaluate(({ buffered }: HTMLAudioElement) =>
    Array.from({ length: buffered.length }, (_, n) => buffered.end(n) - buffered.start(n)).reduce(
      (a, b) => a + b,
    ),
  );
  expect(loaded).toBeLessThan(HOUR_SECONDS / 2);
});

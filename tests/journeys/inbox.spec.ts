import { expectUsable } from './accessible.ts';
import { expect, test } from './harness.ts';

// Neither the first number of the workspace nor local to the caller: nothing else would choose it.
const OURS = '+13125550200';
/** Talks for as long as she is listened to. */
const TESS = '+12125550112';
const UNKNOWN = '+14155550106';
// How networks of telephones spell "Anonymous" where a number is needed.
const WITHHELD = '+266696687';
// The carrier is asked whether the caller of an unanswered call is still there.
const NOTICED_MS = 60_000;

test.beforeEach(async ({ house }) => {
  const { stack } = house;
  await stack.sql('DELETE FROM inbox_call');
  await stack.sql('DELETE FROM inbox_entry');
  // The numbers are not connected until the Worker, moments after its start, has set up the account.
  await expect
    .poll(() => stack.sql('SELECT problems FROM carrier_account WHERE checked_at IS NOT NULL'))
    .toEqual([{ problems: '[]' }]);
});

test('a call nobody answers waits in the panel: its message is played and heard, and its caller called back from the number they had called [X19.2] [X19.3]', async ({
  ringside,
}) => {
  const { stack, desk, phone } = ringside;
  const { control } = stack.carrier;
  const call = (from: string) => {
    const callSid = control.ringNumber(from, OURS);
    if (!callSid) throw new Error(`${OURS} is nobody's number.`);
    return callSid;
  };
  const legOf = (callSid: string) => stack.carrier.ledger().legs.find(({ sid }) => sid === callSid);
  await phone.until('on duty', state => state.duty === 'ready');
  const panel = await ringside.panel();
  const missed = panel.getByRole('tab', { name: /^Missed/ });
  await missed.click();
  await expect(panel.getByText('No missed calls')).toBeVisible();

  // Two callers give up while reps are rung; one of them calls again, and leaves a message.
  for (const from of [WITHHELD, TESS]) {
    const callSid = call(from);
    await expect.poll(() => legOf(callSid)?.status).toBe('in-progress');
    control.hangUpAsPerson(callSid);
    await expect(missed).toHaveText(from === TESS ? 'Missed2' : 'Missed1', { timeout: NOTICED_MS });
  }
  const again = call(TESS);
  // After the greeting and the tone she hears nothing more: what she says now is her message.
  let last = { energy: 0, packets: 0 };
  await expect
    .poll(
      () => {
        const heard = legOf(again)?.heard ?? last;
        if (heard.energy > last.energy) last = heard;
        return last.energy > 0 ? heard.packets - last.packets : 0;
      },
      { timeout: 60_000 },
    )
    .toBeGreaterThan(75);
  const said = () => legOf(again)?.said.energy ?? 0;
  const soFar = said();
  await expect.poll(said).toBeGreaterThan(soFar);
  control.hangUpAsPerson(again);
  const tess = panel.getByRole('listitem').filter({ hasText: 'Tess Nguyen' });
  await expect(tess.getByText('Called 2 times')).toBeVisible();
  await expect(tess.getByText('to Chicago')).toBeVisible();
  await expect(missed).toHaveText('Missed2');
  await expect(panel.getByText('1 message nobody has heard')).toBeVisible();
  await expectUsable(panel, 'missed calls');

  await tess.getByRole('button', { name: /^Play .*: message from Tess Nguyen$/ }).click();
  const sound = panel.getByLabel('Message from Tess Nguyen', { exact: true });
  await expect.poll(() => sound.evaluate((audio: HTMLAudioElement) => audio.currentTime)).toBeGreaterThan(0);
  await expect(tess.getByText(`Heard by ${ringside.rep.name}`)).toBeVisible();
  await expect(panel.getByText('1 message nobody has heard')).toBeHidden();
  // Seekable: the browser knows its length, and goes where the listener goes.
  const end = await sound.evaluate(async (audio: HTMLAudioElement) => {
    audio.pause();
    audio.currentTime = audio.duration / 2;
    await new Promise(resolve => audio.addEventListener('seeked', resolve, { once: true }));
    return audio.currentTime / audio.duration;
  });
  expect(end).toBeCloseTo(0.5, 1);

  const withheld = panel.getByRole('listitem').filter({ hasText: 'Number withheld' });
  await expect(withheld).toBeVisible();
  await expect(withheld.getByRole('button', { name: /^Call back/ })).toHaveCount(0);

  await tess.getByRole('button', { name: 'Call back: Tess Nguyen' }).click();
  await ringside.waitForPhase('active');
  const out = ringside.legs().find(({ to, direction }) => to === TESS && direction !== 'inbound');
  expect(out?.from).toBe(OURS);
  await panel.getByRole('button', { name: 'End' }).click();
  await ringside.waitForPhase('ended');
  await expect(async () => {
    await panel.getByRole('button', { name: 'Done' }).click({ timeout: 1000 });
    await expect(missed).toHaveText('Missed1');
  }).toPass();
  await expect(tess).toHaveCount(0);
  await expect(withheld).toBeVisible();

  await desk.bringToFront();
  await desk.getByRole('link', { name: 'Missed calls' }).click();
  await desk.getByLabel('Show').selectOption('Done');
  await expect(desk.getByText(new RegExp(`^Called back by ${ringside.rep.name} · `))).toBeVisible();
  await expectUsable(desk, 'missed calls that are done');
});

test('a missed call is assigned, marked as done and taken back, in the panel and in the desk', async ({
  ringside,
}) => {
  const { stack, desk, phone, rep } = ringside;
  await phone.until('on duty', state => state.duty === 'ready');
  const callSid = stack.carrier.control.ringNumber(UNKNOWN, OURS);
  if (!callSid) throw new Error(`${OURS} is nobody's number.`);
  await expect
    .poll(() => stack.carrier.ledger().legs.find(({ sid }) => sid === callSid)?.status)
    .toBe('in-progress');
  stack.carrier.control.hangUpAsPerson(callSid);

  const panel = await ringside.panel();
  const missed = panel.getByRole('tab', { name: /^Missed/ });
  await expect(missed).toHaveText('Missed1', { timeout: NOTICED_MS });
  await missed.click();
  const who = '(415) 555-0106';
  await panel.getByLabel(`Assigned to, for the call from ${who}`).selectOption(rep.name);

  await desk.bringToFront();
  await desk.getByRole('link', { name: 'Missed calls' }).click();
  const row = desk.getByRole('row').filter({ hasText: who });
  await expect(row.getByRole('combobox')).toHaveValue(/^mem_/);
  await expectUsable(desk, 'missed calls in the desk');
  await desk.getByLabel('Assigned to', { exact: true }).selectOption('Nobody');
  await expect(desk.getByText('No missed call matches.')).toBeVisible();
  await desk.getByLabel('Assigned to', { exact: true }).selectOption('Me');
  await row.getByRole('button', { name: `Done: ${who}` }).click();
  await expect(row).toHaveCount(0);

  // The panel learns of it, and of the change of mind.
  await expect(missed).toHaveText('Missed');
  await expect(panel.getByText('No missed calls')).toBeAttached();
  await desk.getByRole('button', { name: 'Undo' }).click();
  await expect(row).toBeVisible();
  await expect(missed).toHaveText('Missed1');
  await panel.bringToFront();
  await panel.getByRole('button', { name: `Done: ${who}` }).click();
  await expect(panel.getByText(`${who} is done.`)).toBeVisible();
  await panel.getByRole('button', { name: 'Undo' }).click();
  await expect(panel.getByRole('button', { name: `Done: ${who}` })).toBeVisible();
});

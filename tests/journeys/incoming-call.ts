// Calls that come in: people who call a number of the workspace, and what reps hear and click.
import type { Page } from '@playwright/test';
import * as z from 'zod';
import { expect, type Ringside } from './harness.ts';
import type { House } from './next-desk.ts';

export const OURS = '+12125550200';

type Ledger = ReturnType<House['stack']['carrier']['ledger']>;
type Leg = Ledger['legs'][number];

export type Caller = {
  readonly callSid: string;
  /** The caller's leg as the carrier knows it. */
  leg(): Leg | undefined;
  hangUp(): void;
};

/** Somebody calls our number. The last two digits of theirs decide how they talk (sandbox/people). */
export const callIn = async ({ stack }: House, from: string): Promise<Caller> => {
  // The numbers are not connected until the Worker, moments after its start, has set up the account.
  await expect
    .poll(() => stack.sql('SELECT problems FROM carrier_account WHERE checked_at IS NOT NULL'))
    .toEqual([{ problems: '[]' }]);
  const callSid = stack.carrier.control.ringNumber(from, OURS);
  if (!callSid) throw new Error(`${OURS} is nobody's number.`);
  return {
    callSid,
    leg: () => stack.carrier.ledger().legs.find(({ sid }) => sid === callSid),
    hangUp: () => stack.carrier.control.hangUpAsPerson(callSid),
  };
};

/** What is on record of the workspace's calls with this number, or of withheld callers: newest first. */
export const onRecord = ({ stack }: House, from: string | null): Promise<readonly unknown[]> =>
  stack.sql(
    `SELECT direction, phase, end_reason, member_id FROM call WHERE direction = 'inbound' AND from_number IS ${
      from === null ? 'NULL' : `'${from}'`
    } ORDER BY opened_at DESC`,
  );

/** Clicks until the click counts: a call that has just appeared takes none for a moment. */
export const press = async (panel: Page, name: 'Answer' | 'Reject' | 'To voicemail'): Promise<void> => {
  const button = panel.getByRole('button', { name, exact: true });
  await expect(button).toBeVisible();
  await expect(async () => {
    if ((await button.count()) > 0) await button.click({ timeout: 1000 });
    await expect(button).toHaveCount(0, { timeout: 1000 });
  }).toPass();
};

/** From now on, everything that the phone's document plays passes an analyser. */
const LISTEN = `(() => {
  if (globalThis.heard) return;
  globalThis.heard = [];
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (to, ...rest) {
    if (to instanceof AudioDestinationNode) {
      const analyser = this.context.createAnalyser();
      globalThis.heard.push(analyser);
      connect.call(this, analyser);
    }
    return connect.call(this, to, ...rest);
  };
})()`;
const LOUDNESS = `Math.max(0, ...globalThis.heard.filter(({ context }) => context.state === 'running').map(analyser => {
  const samples = new Float32Array(analyser.fftSize);
  analyser.getFloatTimeDomainData(samples);
  return Math.max(...samples.map(Math.abs));
}))`;

const Answered = z.object({
  id: z.number(),
  result: z.object({ result: z.object({ value: z.unknown().optional() }) }),
});

/** How loud the ringtone is at this moment; full scale is 1. */
export const listenToRingtone = async ({ browser, desk }: Ringside): Promise<() => Promise<number>> => {
  const session = await browser.context.newCDPSession(desk);
  const { targetInfos } = await session.send('Target.getTargets');
  const phone = targetInfos.find(({ url }) => url.endsWith('/offscreen.html'));
  if (!phone) throw new Error('There is no phone to listen to.');
  const { sessionId } = await session.send('Target.attachToTarget', { targetId: phone.targetId });
  let last = 0;
  const evaluate = async (expression: string): Promise<unknown> => {
    last += 1;
    const id = last;
    const answered = new Promise<unknown>(resolve => {
      session.on('Target.receivedMessageFromTarget', ({ message }) => {
        const answer = Answered.safeParse(JSON.parse(message));
        if (answer.data?.id === id) resolve(answer.data.result.result.value);
      });
    });
    const message = JSON.stringify({ id, method: 'Runtime.evaluate', params: { expression } });
    await session.send('Target.sendMessageToTarget', { sessionId, message });
    return answered;
  };
  await evaluate(LISTEN);
  return async () => z.number().parse(await evaluate(LOUDNESS));
};

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { createRoomAudio } from '../../sandbox/carrier/media/room-audio.ts';
import { startTicker } from '../../sandbox/carrier/media/ticker.ts';
import { answerOffer, type WebRtcLeg } from '../../sandbox/carrier/media/webrtc-leg.ts';

const LEGS = 40;
const WARM_MS = 3000;
const MEASURED_MS = 6000;
const FRAME_MS = 20;

const Offer = z.object({ sdp: z.string() });
const Count = z.object({ received: z.number(), sent: z.number(), connected: z.number() });

export type LegsFigures = {
  /** Legs per core, from the CPU time the carrier's process spent on them. */
  readonly perCore: number;
  /** Share of the packets that did not arrive, both directions together. */
  readonly lost: number;
};

/** Rooms of two real legs: audio comes in, is mixed and goes out. The browsers' side is another process. */
export const measureLegs = async (): Promise<LegsFigures> => {
  const parties = fork(new URL('parties.ts', import.meta.url));
  const ask = async (message: object): Promise<unknown> => {
    const answer = once(parties, 'message');
    parties.send(message);
    return (await answer)[0];
  };
  const ticker = startTicker();
  const legs: WebRtcLeg[] = [];
  try {
    for (let n = 0; n < LEGS; n++) {
      const { sdp } = Offer.parse(await ask({ ask: 'offer' }));
      const answer = await answerOffer(sdp);
      if (!answer.ok) throw new Error(`An offer was refused: ${answer.error}`);
      await ask({ ask: 'answer', sdp: answer.value.answerSdp });
      legs.push(answer.value.leg);
    }
    for (let n = 0; n < LEGS; n += 2) {
      const room = createRoomAudio(ticker);
      for (const [side, leg] of legs.slice(n, n + 2).entries()) room.join(`leg ${n + side}`, leg);
    }
    parties.send({ ask: 'talk' });
    await wait(WARM_MS);
    const flow = () => {
      const all = legs.map(leg => leg.flow());
      const sum = (of: 'heard' | 'said') => all.reduce((total, each) => total + each[of].packets, 0);
      return { heard: sum('heard'), said: sum('said') };
    };
    const before = { theirs: Count.parse(await ask({ ask: 'count' })), ours: flow() };
    if (before.theirs.connected !== LEGS)
      throw new Error(`${before.theirs.connected} of ${LEGS} legs stand.`);
    const [cpu, startedAt] = [process.cpuUsage(), performance.now()];
    await wait(MEASURED_MS);
    const { user, system } = process.cpuUsage(cpu);
    const tookMs = performance.now() - startedAt;
    const after = { theirs: Count.parse(await ask({ ask: 'count' })), ours: flow() };
    const expected = (LEGS * tookMs) / FRAME_MS;
    const arrived = Math.min(
      after.theirs.received - before.theirs.received,
      after.ours.said - before.ours.said,
    );
    return {
      perCore: LEGS / ((user + system) / 1000 / tookMs),
      lost: Math.max(0, 1 - arrived / expected),
    };
  } finally {
    for (const leg of legs) leg.close();
    ticker.stop();
    parties.send({ ask: 'end' });
  }
};

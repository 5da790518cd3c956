import { describe, expect, test } from 'vitest';
import { BUSY, HUMAN, playScene, SILENT } from './engine-scene.ts';
import { eventually } from './engine-stand.ts';

const scene = playScene();
const ledger = () => scene.stand.carrier.ledger();

describe('the ledger', () => {
  test('knows who heard whom', async () => {
    const human = await scene.addCustomer(HUMAN, { label: 'human' });
    const silent = await scene.addCustomer(SILENT, { label: 'silent' });
    const heard = () => ledger().conferences[0]?.heard ?? [];
    await scene.stand.status(human.callSid, 'in-progress');
    await eventually(
      () => heard().some(({ listener, energy }) => listener === silent.callSid && energy > 0.05),
      'the human is heard',
    );
    const pair = heard().find(({ speaker }) => speaker === human.callSid);
    expect(pair).toMatchObject({ listener: silent.callSid, ms: expect.any(Number) });
    expect(pair?.ms).toBeGreaterThan(0);
  });

  test('stays small: the oldest entries are only counted', async () => {
    await scene.restart({ keep: 4 });
    for (let n = 0; n < 10; n++) await scene.stand.ended((await scene.addCustomer(BUSY)).callSid);
    const { legs, conferences, webhooks, requests, forgotten } = ledger();
    expect(legs).toHaveLength(4);
    expect(conferences).toHaveLength(4);
    expect(webhooks.length).toBeLessThanOrEqual(5);
    expect(requests.length).toBeLessThanOrEqual(5);
    expect(forgotten).toMatchObject({ legs: 6, seconds: 0, conferences: 6 });
    expect(forgotten.requests + requests.length).toBe(10);
    expect(forgotten.webhooks + webhooks.length).toBe(20);
  });

  test('never forgets a live call', async () => {
    await scene.restart({ keep: 1 });
    const { callSid } = await scene.addCustomer(SILENT);
    await scene.stand.status(callSid, 'in-progress');
    for (let n = 0; n < 3; n++) {
      const busy = await scene.addCustomer(BUSY, { label: `busy ${n}` });
      await eventually(() => scene.stand.leg(busy.callSid)?.endedAt !== undefined, 'the busy one ends');
    }
    expect(ledger().legs.some(({ sid }) => sid === callSid)).toBe(true);
  });
});

import { describe, expect, test } from 'vitest';
import { HUMAN, playScene, SILENT } from './engine-scene.ts';
import { eventually } from './engine-stand.ts';

const scene = playScene();

describe('a carrier that dies and comes back', () => {
  test('no longer knows any call, notifies nobody, and accepts new calls', async () => {
    const rep = await scene.enterRoom({ reconnectTimeoutS: 30 });
    const customer = await scene.addCustomer(SILENT);
    await scene.stand.status(customer.callSid, 'in-progress');
    await scene.stand.carrier.control.webhooksSettled();
    const told = scene.stand.application.received.length;
    await scene.stand.carrier.control.restart();
    await scene.stand.carrier.control.webhooksSettled();
    expect(scene.stand.application.received).toHaveLength(told);
    // A connection that was open notices first.
    await scene.stand.client
      .calls(customer.callSid)
      .fetch()
      .catch(() => undefined);
    await expect(scene.stand.client.calls(customer.callSid).fetch()).rejects.toMatchObject({ status: 404 });
    await expect(scene.stand.client.conferences(customer.conferenceSid).fetch()).rejects.toMatchObject({
      status: 404,
    });
    // Only the ledger still has the calls.
    expect(scene.stand.leg(rep.sid)).toMatchObject({ status: 'failed', endedBy: 'carrier' });

    const again = await scene.enterRoom();
    expect(again.sid).not.toBe(rep.sid);
    const next = await scene.addCustomer(HUMAN);
    await scene.stand.status(next.callSid, 'in-progress');
  });

  test('that was only unreachable keeps its calls', async () => {
    const customer = await scene.addCustomer(SILENT);
    await scene.stand.status(customer.callSid, 'in-progress');
    scene.stand.carrier.control.down();
    scene.stand.carrier.control.up();
    expect(await scene.stand.client.calls(customer.callSid).fetch()).toMatchObject({ status: 'in-progress' });
  });
});

describe('lines in bad weather', () => {
  const lines = (rates: object) =>
    scene.stand.carrier.control.faults({ seed: 3, lines: { withinMs: 300, ...rates } });

  test('can make a person hang up in the middle of a sentence', async () => {
    lines({ hangUp: 1 });
    const customer = await scene.addCustomer(HUMAN);
    expect(await scene.stand.ended(customer.callSid)).toMatchObject({
      status: 'completed',
      endedBy: 'party',
      seconds: 1,
    });
  });

  test('can have one device’s socket cut, and no other', async () => {
    lines({ cutSocket: 1 });
    const rep = await scene.enterRoom({ reconnectTimeoutS: 0 });
    const customer = await scene.addCustomer(SILENT);
    expect(await scene.stand.ended(rep.sid)).toMatchObject({ endedBy: 'party' });
    expect(scene.stand.leg(customer.callSid)?.status).not.toBe('completed');
  });

  test('can lose part of a device’s audio', async () => {
    scene.stand.application.twiml('/voice', '<Say>Hi</Say><Pause length="60"/>');
    lines({ loss: 1, lossShare: 1, withinMs: 0 });
    const device = await scene.connect();
    const sid = await device.callSid();
    await eventually(() => (scene.stand.leg(sid)?.answeredAt ?? 0) > 0, 'it is answered');
    await device.talk();
    await eventually(() => device.spoken() > 25, 'it has spoken for half a second');
    expect(scene.stand.leg(sid)?.said.packets).toBe(0);
  });

  test('affect the same calls at the same moment for the same seed', async () => {
    const run = async (seed: number) => {
      await scene.restart({ time: 'virtual', ringScale: 1, faults: { seed, lines: { hangUp: 0.5 } } });
      const { application, client, hook, carrier } = scene.stand;
      application.twiml('/long', '<Pause length="60"/>');
      const made = [];
      for (const to of [HUMAN, SILENT, HUMAN.replace('212', '415'), SILENT.replace('212', '415'), HUMAN])
        made.push(await client.calls.create({ to, from: '+12125550123', url: hook('/long') }));
      await carrier.control.idle();
      return carrier.ledger().legs.map(({ seconds }) => seconds);
    };
    const first = await run(1);
    expect(await run(1)).toEqual(first);
    expect(first).not.toEqual([60, 60, 60, 60, 60]);
    expect(await run(2)).not.toEqual(first);
  });
});

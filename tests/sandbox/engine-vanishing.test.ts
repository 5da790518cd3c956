import { beforeEach, describe, expect, test } from 'vitest';
import { playScene, SILENT } from './engine-scene.ts';
import { eventually } from './engine-stand.ts';

const scene = playScene();
const SCALE = 0.02;
const said = (sid: string) => scene.stand.leg(sid)?.said.packets ?? 0;

/** A rep and a customer in conversation. */
const talk = async () => {
  const rep = await scene.enterRoom({ reconnectTimeoutS: 30 });
  const customer = await scene.addCustomer(SILENT);
  await scene.stand.status(customer.callSid, 'in-progress');
  await rep.device.talk();
  await eventually(() => said(rep.sid) > 10, 'the rep is heard');
  return { rep, customer };
};

beforeEach(() => scene.stand.carrier.control.setPatience(SCALE));

describe('a device that disappears without notice', () => {
  test('is waited for as long as it requested, then its leg ends and the room is notified', async () => {
    const { rep, customer } = await talk();
    const vanishedAt = Date.now();
    await rep.device.vanish();
    const leg = await scene.stand.ended(rep.sid);
    expect(Number(leg.endedAt) - vanishedAt).toBeGreaterThan(30_000 * SCALE * 0.9);
    expect(leg).toMatchObject({ status: 'completed', endedBy: 'party' });
    expect(scene.events().at(-1)).toBe('participant-leave rep');
    expect(scene.stand.leg(customer.callSid)?.status).toBe('in-progress');
  });

  test('is detected by its media alone when the socket stays open', async () => {
    const { rep } = await talk();
    rep.device.silence();
    await scene.stand.ended(rep.sid);
    expect(scene.events().at(-1)).toBe('participant-leave rep');
    expect((await rep.device.frame('hangup')).payload.error).toMatchObject({ code: 31003 });
  });

  test('is detected by its media alone when the socket is frozen', async () => {
    const { rep } = await talk();
    expect(scene.stand.carrier.control.freezeSocket(rep.sid)).toBe(true);
    rep.device.silence();
    await scene.stand.ended(rep.sid);
    expect(rep.device.frames.some(({ type }) => type === 'hangup')).toBe(false);
  });
});

test('audio is lost in the requested share, and comes back', async () => {
  scene.stand.carrier.control.calm();
  const { rep, customer } = await talk();
  const heard = () => scene.stand.leg(customer.callSid)?.heard.packets ?? 0;
  const { control } = scene.stand.carrier;
  expect(control.loseAudio(rep.sid, 1)).toBe(true);
  const lostAt = said(rep.sid);
  const heardThen = heard();
  await eventually(() => heard() > heardThen + 10, 'the room goes on');
  expect(said(rep.sid)).toBe(lostAt);
  control.loseAudio(rep.sid, 0);
  await eventually(() => said(rep.sid) > lostAt + 10, 'the rep is heard again');
});

test('audio goes on while signalling is down', async () => {
  scene.stand.carrier.control.calm();
  const { rep, customer } = await talk();
  scene.stand.carrier.control.signallingDown();
  const before = { said: said(rep.sid), heard: scene.stand.leg(customer.callSid)?.heard.packets ?? 0 };
  await eventually(() => said(rep.sid) > before.said + 5, 'the rep is still heard');
  expect(scene.stand.leg(customer.callSid)?.heard.packets).toBeGreaterThan(before.heard);
  await expect(scene.connect()).rejects.toThrow();
  await expect(scene.stand.client.calls(rep.sid).fetch()).resolves.toMatchObject({ status: 'in-progress' });
  scene.stand.carrier.control.signallingUp();
  await expect(scene.connect()).resolves.toBeDefined();
});

import { beforeEach, describe, expect, it } from 'vitest';
import { dial, resume } from '../../extension/calls/dial.ts';
import { hangUp } from '../../extension/calls/hang-up.ts';
import { found, toPhoneCall, withOwnEnd } from '../../extension/calls/live.ts';
import { rejoin } from '../../extension/calls/rejoin.ts';
import { err, ok } from '../../shared/result.ts';
import { aBench, anAsk, aView, type Bench } from './phone-fixtures.ts';

const NOW = 1_700_000_060_000;
const talking = { phase: 'active', answeredAt: 1_700_000_000_000 } as const;
const held = (version = 3) => aView({ ...talking, onHold: true, rejoinUntil: NOW + 45_000, version });

let phone: Bench;
beforeEach(() => {
  phone = aBench();
  phone.answers.set('calls.rejoin', [() => ok({ call: held(4), ticket: 'ticket-2' })]);
});

const away = () => phone.seen().call?.away;

describe('a call this phone dropped out of', () => {
  it('is shown as interrupted while its customer is held, and as elsewhere when another phone has it', () => {
    expect(toPhoneCall(found(held(), NOW), 0)).toMatchObject({ away: 'interrupted', phase: 'active' });
    expect(toPhoneCall(found(aView(talking), NOW), 0).away).toBe('elsewhere');
    expect(toPhoneCall(found(aView({ phase: 'ended', rejoinUntil: NOW }), NOW), 0).away).toBeNull();
  });

  it('is rejoined on a new leg, with the ticket alone', async () => {
    phone.store.put({ call: found(held(), NOW) });
    expect(await rejoin(phone)).toEqual(ok(null));
    expect(phone.asked).toEqual([{ name: 'calls.rejoin', request: { callId: aView().id }, key: undefined }]);
    expect(phone.connected.map(({ ticket }) => ticket)).toEqual(['ticket-2']);
    expect(away()).toBe('rejoining');
    phone.connected[0]?.events.onUp();
    expect(away()).toBeNull();
    expect(phone.seen().call).toMatchObject({ linked: true, phase: 'active' });
    expect(phone.told).toEqual([`carries ${aView().id}`]);
  });

  it('is reported as linked again if the previous line was cut', async () => {
    phone.store.put({ call: found(held(), NOW) });
    phone.answers.set('calls.rejoin', [
      () => ok({ call: { ...held(4), linked: false }, ticket: 'ticket-2' }),
    ]);
    await rejoin(phone);
    phone.connected[0]?.events.onUp();
    expect(phone.told).toEqual([`carries ${aView().id}`, 'device.link']);
  });

  it('is not rejoined twice, however often the button is clicked', async () => {
    phone.store.put({ call: found(held(), NOW) });
    const [first, second] = await Promise.all([rejoin(phone), rejoin(phone)]);
    expect(first.ok).toBe(true);
    expect(second).toEqual(err({ reason: 'no_call' }));
    expect(phone.connected).toHaveLength(1);
  });

  it('is still muted after the rejoin if it was muted', async () => {
    phone.store.put({ call: found({ ...held(), muted: true }, NOW) });
    phone.answers.set('calls.rejoin', [() => ok({ call: { ...held(4), muted: true }, ticket: 'ticket-2' })]);
    await rejoin(phone);
    expect(phone.connected[0]?.muted).toBe(true);
  });

  it('is offered again when the rejoin fails, and connects nothing when the Worker refuses it', async () => {
    phone.store.put({ call: found(held(), NOW) });
    await rejoin(phone);
    phone.connected[0]?.events.onGone('carrier_error');
    expect(away()).toBe('interrupted');
    phone.answers.set('calls.rejoin', [() => err({ reason: 'over' })]);
    expect(await rejoin(phone)).toEqual(err({ reason: 'over' }));
    expect(phone.connected).toHaveLength(1);
    expect(phone.microphoneOpen).toBe(false);
  });

  it('waits for the microphone and is rejoined once it is granted', async () => {
    phone.store.put({ call: found(held(), NOW) });
    phone.access = 'not_asked';
    expect(await rejoin(phone)).toMatchObject({ ok: false, error: { reason: 'microphone' } });
    expect(phone.sent).toEqual(['background microphone.ask']);
    expect(phone.seen().call).toMatchObject({ waitsFor: 'microphone', away: 'interrupted' });
    phone.access = 'granted';
    await resume(phone);
    expect(phone.connected.map(({ ticket }) => ticket)).toEqual(['ticket-2']);
  });

  it('that is ended during the rejoin is not entered again', async () => {
    phone.store.put({ call: found(held(), NOW) });
    let answer = () => {};
    phone.answers.set('calls.rejoin', [
      () =>
        new Promise(resolve => {
          answer = () => resolve(ok({ call: held(4), ticket: 'ticket-2' }));
        }),
    ]);
    const back = rejoin(phone);
    await new Promise(resolve => setTimeout(resolve));
    await hangUp(phone);
    answer();
    expect((await back).ok).toBe(false);
    expect(phone.connected).toEqual([]);
  });

  it('is also offered to the phone that began it, once its media is gone for good', async () => {
    await dial(phone, anAsk());
    phone.connected[0]?.events.onUp();
    const { call } = phone.store.get();
    if (call) phone.store.put({ call: { ...call, view: aView({ ...talking, version: 2 }) } });
    expect(away()).toBeNull();
    phone.connected[0]?.events.onGone('network_error');
    expect(phone.seen().call).toMatchObject({ phase: 'active', away: null });
    const lost = phone.store.get().call;
    if (lost) phone.store.put({ call: { ...lost, view: held() } });
    expect(away()).toBe('interrupted');
    expect((await rejoin(phone)).ok).toBe(true);
    phone.connected[1]?.events.onUp();
    expect(phone.seen().call).toMatchObject({ away: null, linked: true });
  });

  it('is not offered while its own leg is only reconnecting', async () => {
    await dial(phone, anAsk());
    phone.connected[0]?.events.onUp();
    const { call } = phone.store.get();
    if (call) phone.store.put({ call: { ...call, view: aView({ ...talking, version: 2 }) } });
    phone.connected[0]?.events.onLink(false);
    expect(away()).toBeNull();
    expect(await rejoin(phone)).toEqual(err({ reason: 'no_call' }));
    expect(phone.connected[0]?.disconnected).toBe(false);
  });

  it('is offered once the customer is held, even while its own leg is reconnecting; that leg is released first', async () => {
    await dial(phone, anAsk());
    phone.connected[0]?.events.onUp();
    phone.connected[0]?.events.onLink(false);
    const { call } = phone.store.get();
    if (call) phone.store.put({ call: { ...call, view: held() } });
    expect(phone.seen().call).toMatchObject({ away: 'interrupted', linked: false });
    expect((await rejoin(phone)).ok).toBe(true);
    expect(phone.connected.map(({ disconnected }) => disconnected)).toEqual([true, false]);
    phone.connected[1]?.events.onUp();
    expect(phone.seen().call).toMatchObject({ away: null, linked: true });
  });

  it('is linked again when the line comes back before the rep clicks Rejoin', async () => {
    await dial(phone, anAsk());
    phone.connected[0]?.events.onUp();
    phone.connected[0]?.events.onLink(false);
    const { call } = phone.store.get();
    if (call) phone.store.put({ call: { ...call, view: held() } });
    phone.connected[0]?.events.onLink(true);
    expect(phone.seen().call).toMatchObject({ away: null, linked: true });
  });
});

it('a call whose leg and session are both gone is shown as over', () => {
  const call = withOwnEnd(found(aView(talking), NOW), NOW);
  expect(toPhoneCall(call, 0)).toMatchObject({
    phase: 'ended',
    view: { endReason: 'completed', endedBy: 'system' },
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resume } from '../../extension/calls/dial.ts';
import { hear } from '../../extension/calls/hear.ts';
import { answer, decline, sendToVoicemail } from '../../extension/calls/incoming/answer.ts';
import { rings } from '../../extension/calls/incoming/offers.ts';
import { FRAME_VERSION } from '../../shared/endpoint.ts';
import type { Offer } from '../../shared/incoming/offer.ts';
import type { ServerFrame } from '../../shared/presence/contract.ts';
import { err, ok } from '../../shared/result.ts';
import { aBench, anInbound, MEMBER, OTHER_MEMBER } from './phone-fixtures.ts';

const SECOND_MS = 1000;
const ringing = anInbound();
const mine = anInbound({ memberId: MEMBER, responsible: 'rep1', version: 2 });

const offerOf = (call = ringing): Offer => ({ call, until: Date.now() + 20 * SECOND_MS });
const offers = (...list: Offer[]): ServerFrame => ({ v: FRAME_VERSION, type: 'offers', offers: list });

const aRingingPhone = () => {
  const phone = aBench();
  phone.answers.set('incoming.answer', [() => ok({ call: mine, ticket: 'ticket-in' })]);
  for (const name of ['incoming.decline', 'incoming.toVoicemail']) phone.answers.set(name, [() => ok({})]);
  hear(phone, offers(offerOf()));
  return phone;
};
const asked = (phone: ReturnType<typeof aBench>) => phone.asked.map(({ name }) => name);

describe('a call that rings', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('rings until the Switchboard says otherwise', () => {
    const phone = aRingingPhone();
    expect(rings(phone.seen())).toBe(true);
    hear(phone, offers());
    expect(rings(phone.seen())).toBe(false);
  });

  it('is there again after a new connection, from the first frame on', () => {
    const phone = aBench();
    hear(phone, { v: FRAME_VERSION, type: 'hello', now: Date.now(), call: null, offers: [offerOf()] });
    expect(rings(phone.seen())).toBe(true);
  });

  it('stops by itself in a phone that hears nothing more', () => {
    const phone = aRingingPhone();
    vi.advanceTimersByTime(21 * SECOND_MS);
    expect(rings(phone.seen())).toBe(true);
    vi.advanceTimersByTime(3 * SECOND_MS);
    expect(rings(phone.seen())).toBe(false);
  });

  it('rings on when its offer is renewed before it lapses', () => {
    const phone = aRingingPhone();
    vi.advanceTimersByTime(19 * SECOND_MS);
    hear(phone, offers(offerOf()));
    vi.advanceTimersByTime(19 * SECOND_MS);
    expect(rings(phone.seen())).toBe(true);
  });

  it('says for a while who took it', () => {
    const phone = aRingingPhone();
    const { id: callId } = ringing;
    hear(phone, offers());
    hear(phone, { v: FRAME_VERSION, type: 'offer.ended', callId, why: 'taken', by: 'Ada' });
    expect(phone.seen()).toMatchObject({
      offers: [],
      endedOffer: { call: { id: callId }, why: 'taken', by: 'Ada' },
    });
    vi.advanceTimersByTime(15 * SECOND_MS);
    expect(phone.seen().endedOffer).toBeNull();
  });
});

describe('Answer', () => {
  it('claims the call, and connects the device with the ticket', async () => {
    const phone = aRingingPhone();
    expect(await answer(phone, ringing.id)).toEqual(ok(null));
    expect(asked(phone)).toEqual(['incoming.answer']);
    expect(phone.connected.map(({ ticket }) => ticket)).toEqual(['ticket-in']);
    expect(phone.seen()).toMatchObject({
      offers: [],
      answering: null,
      call: { view: { id: ringing.id }, away: null },
    });
  });

  it('asks once more when the reply was lost', async () => {
    const phone = aRingingPhone();
    phone.answers.set('incoming.answer', [
      () => err({ reason: 'offline' }),
      () => ok({ call: mine, ticket: 'ticket-in' }),
    ]);
    expect(await answer(phone, ringing.id)).toEqual(ok(null));
    expect(phone.connected).toHaveLength(1);
  });

  it('tells who was faster, and connects nothing', async () => {
    const phone = aRingingPhone();
    phone.answers.set('incoming.answer', [() => err({ reason: 'taken', by: 'Ada' })]);
    expect(await answer(phone, ringing.id)).toEqual(err({ reason: 'taken', by: 'Ada' }));
    expect(phone.connected).toEqual([]);
    expect(phone.microphoneOpen).toBe(false);
    expect(phone.seen()).toMatchObject({
      offers: [],
      answering: null,
      endedOffer: { why: 'taken', by: 'Ada' },
    });
  });

  it('twice is one claim', async () => {
    const phone = aRingingPhone();
    await Promise.all([answer(phone, ringing.id), answer(phone, ringing.id)]);
    expect(asked(phone)).toEqual(['incoming.answer']);
  });

  it('claims nothing before the microphone is allowed; then it does, if the call still rings', async () => {
    const phone = aRingingPhone();
    phone.access = 'not_asked';
    expect(await answer(phone, ringing.id)).toEqual(err({ reason: 'microphone', cause: 'not_asked' }));
    expect(phone.sent).toEqual(['background microphone.ask']);
    expect(asked(phone)).toEqual([]);
    phone.access = 'granted';
    await resume(phone);
    expect(asked(phone)).toEqual(['incoming.answer']);
    expect(phone.connected).toHaveLength(1);
  });

  it('that waits for the microphone is forgotten with the call', async () => {
    const phone = aRingingPhone();
    phone.access = 'not_asked';
    await answer(phone, ringing.id);
    hear(phone, offers());
    phone.access = 'granted';
    await resume(phone);
    expect(asked(phone)).toEqual([]);
    expect(phone.seen().answering).toBeNull();
  });

  it('without a microphone connects nothing, and leaves the call to the others', async () => {
    const phone = aRingingPhone();
    phone.fault = 'no_device';
    expect(await answer(phone, ringing.id)).toEqual(err({ reason: 'microphone', cause: 'no_device' }));
    expect(asked(phone)).toEqual(['incoming.answer']);
    expect(phone.connected).toEqual([]);
    expect(phone.seen()).toMatchObject({ call: null, offers: [], endedOffer: { why: 'given_back' } });
  });

  it('is refused in a call', async () => {
    const phone = aRingingPhone();
    await answer(phone, ringing.id);
    const other = anInbound({ id: 'call_11111111111111111111111111' });
    hear(phone, offers(offerOf(other)));
    expect(await answer(phone, other.id)).toEqual(err({ reason: 'busy' }));
  });
});

describe('an answered call', () => {
  it('is not shown as in another browser while the reply is on its way', async () => {
    const phone = aRingingPhone();
    const answering = answer(phone, ringing.id);
    hear(phone, { v: FRAME_VERSION, type: 'call.changed', call: mine });
    expect(phone.seen().call).toBeNull();
    await answering;
    expect(phone.seen().call?.away).toBeNull();
  });

  it('that the Worker takes back is let go, without a hang-up', async () => {
    const phone = aRingingPhone();
    await answer(phone, ringing.id);
    hear(phone, { v: FRAME_VERSION, type: 'call.changed', call: anInbound({ version: 3 }) });
    expect(phone.connected[0]?.disconnected).toBe(true);
    expect(asked(phone)).toEqual(['incoming.answer']);
    expect(phone.seen()).toMatchObject({ call: null, endedOffer: { why: 'given_back' } });
  });

  it('that is over is shown as ended, also if nobody had it at that moment', async () => {
    const phone = aRingingPhone();
    await answer(phone, ringing.id);
    const call = anInbound({ phase: 'ended', endReason: 'canceled', version: 3 });
    hear(phone, { v: FRAME_VERSION, type: 'call.changed', call });
    expect(phone.seen().call?.phase).toBe('ended');
  });

  it('whose leg fails before the caller is reached is let go, without a hang-up', async () => {
    const phone = aRingingPhone();
    await answer(phone, ringing.id);
    phone.connected[0]?.events.onGone('carrier_error');
    expect(asked(phone)).toEqual(['incoming.answer']);
    expect(phone.told).toEqual([]);
    expect(phone.seen()).toMatchObject({ call: null, endedOffer: { why: 'given_back' } });
  });

  it('of somebody else is none of this phone’s', () => {
    const phone = aRingingPhone();
    hear(phone, {
      v: FRAME_VERSION,
      type: 'call.changed',
      call: anInbound({ memberId: OTHER_MEMBER, version: 2 }),
    });
    expect(phone.seen().call).toBeNull();
  });
});

describe('a call left to others', () => {
  it('is silenced here at once when it is rejected, whatever the Worker says', async () => {
    const phone = aRingingPhone();
    phone.answers.set('incoming.decline', [() => err({ reason: 'offline' })]);
    const declining = decline(phone, ringing.id);
    expect(rings(phone.seen())).toBe(false);
    expect(await declining).toEqual(err({ reason: 'offline' }));
    expect(phone.seen().endedOffer).toBeNull();
  });

  it('rings on here if it could not be sent to voicemail', async () => {
    const phone = aRingingPhone();
    phone.answers.set('incoming.toVoicemail', [() => err({ reason: 'offline' }), () => ok({})]);
    await sendToVoicemail(phone, ringing.id);
    expect(rings(phone.seen())).toBe(true);
    await sendToVoicemail(phone, ringing.id);
    expect(rings(phone.seen())).toBe(false);
  });
});

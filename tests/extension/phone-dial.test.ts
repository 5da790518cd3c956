import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dial, resume } from '../../extension/calls/dial.ts';
import { hangUp, sayOwedHangUps } from '../../extension/calls/hang-up.ts';
import { hear } from '../../extension/calls/hear.ts';
import { callActs } from '../../extension/calls/offscreen.ts';
import { E164 } from '../../shared/numbers/contract.ts';
import { err, ok } from '../../shared/result.ts';
import { aBench, anAsk, aView, type Bench } from './phone-fixtures.ts';

let phone: Bench;
beforeEach(() => {
  phone = aBench();
});
afterEach(() => {
  vi.useRealTimers();
});

const names = () => phone.asked.map(({ name }) => name);
/** Waits until everything started without being awaited has settled. */
const atRest = () => new Promise(resolve => setTimeout(resolve));

const gate = () => {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { open: () => open(), opened };
};

describe('dialling', () => {
  it('posts the intent with the key of the gesture and connects with the ticket alone', async () => {
    const ask = anAsk();
    expect(await dial(phone, ask)).toMatchObject({ ok: true });
    expect(phone.asked).toEqual([{ name: 'calls.dial', request: { intent: ask.intent }, key: ask.key }]);
    expect(phone.connected.map(({ ticket }) => ticket)).toEqual(['ticket-1']);
    expect(phone.seen().call).toMatchObject({ phase: 'connecting', intent: ask.intent });
  });

  it('sends the number picked to call from, also when it asks again', async () => {
    phone.picked = E164.parse('+15105550143');
    phone.answers.set('calls.dial', [
      () => err({ reason: 'offline' }),
      () => ok({ call: aView(), ticket: 't' }),
    ]);
    await dial(phone, anAsk());
    expect(phone.asked.map(({ request }) => request)).toMatchObject([
      { callFrom: '+15105550143' },
      { callFrom: '+15105550143' },
    ]);
  });

  it('makes one call out of two fast clicks', async () => {
    const [first, second] = await Promise.all([dial(phone, anAsk()), dial(phone, anAsk())]);
    expect(first.ok).toBe(true);
    expect(second).toMatchObject({ ok: false, error: { reason: 'already_dialing' } });
    expect(phone.connected).toHaveLength(1);
    expect(phone.seen().prefill).toBeNull();
  });

  it('keeps another number that is clicked during a call, without calling it', async () => {
    await dial(phone, anAsk());
    const same = anAsk({ intent: { number: '+1 212 555 0100', source: 'page', at: 1 } });
    expect(await dial(phone, same)).toMatchObject({ ok: false, error: { reason: 'already_dialing' } });
    expect(phone.seen().prefill).toBeNull();
    const other = anAsk({ intent: { number: '(718) 555-0103', source: 'page', at: 2 } });
    expect(await dial(phone, other)).toMatchObject({ ok: false, error: { reason: 'already_dialing' } });
    expect(phone.seen().prefill).toEqual(other.intent);
    expect(phone.asked).toHaveLength(1);
  });

  it('answers a click that is delivered twice with the same call', async () => {
    const ask = anAsk();
    await dial(phone, ask);
    expect(await dial(phone, ask)).toMatchObject({ ok: true, value: { id: aView().id } });
    expect(phone.connected).toHaveLength(1);
  });

  it('asks once more, with the same key, when the answer was lost', async () => {
    phone.answers.set('calls.dial', [
      () => err({ reason: 'offline' }),
      () => ok({ call: aView(), ticket: 'ticket-1' }),
    ]);
    const ask = anAsk();
    expect((await dial(phone, ask)).ok).toBe(true);
    expect(phone.asked.map(({ key }) => key)).toEqual([ask.key, ask.key]);
  });

  it('shows why it was refused, connects nothing and releases the microphone', async () => {
    phone.answers.set('calls.dial', [() => err({ reason: 'emergency', number: '911' })]);
    expect(await dial(phone, anAsk())).toMatchObject({ ok: false, error: { reason: 'emergency' } });
    expect(phone.seen().call).toMatchObject({ phase: 'failed', refused: { reason: 'emergency' } });
    expect(phone.connected).toEqual([]);
    expect(phone.microphoneOpen).toBe(false);
  });

  it('shows a number that has to be confirmed, and dials nothing', async () => {
    const ask = anAsk({ confirm: true });
    expect(await dial(phone, ask)).toMatchObject({ ok: false, error: { reason: 'to_confirm' } });
    expect(phone.seen().prefill).toEqual(ask.intent);
    expect(phone.asked).toEqual([]);
    await callActs(phone)['calls.dismiss']({}, {});
    expect(phone.seen().prefill).toBeNull();
  });

  it('tells the Worker that the rep is done with a call once it is over, and not before', async () => {
    await dial(phone, anAsk());
    const done = `done ${aView().id}`;
    await callActs(phone)['calls.dismiss']({}, {});
    expect(phone.told).not.toContain(done);
    hear(phone, { v: 1, type: 'call.changed', call: aView({ phase: 'ended', version: 9 }) });
    await callActs(phone)['calls.dismiss']({}, {});
    await callActs(phone)['calls.dismiss']({}, {});
    expect(phone.told.filter(each => each === done)).toHaveLength(1);
    expect(phone.seen().call).toBeNull();
  });

  it('reports the server as unreachable when the request throws, and lets the next call be made', async () => {
    phone.answers.set('calls.dial', [
      () => {
        throw new Error('The database connection is closing.');
      },
    ]);
    expect(await dial(phone, anAsk())).toEqual(err({ reason: 'offline' }));
    expect(phone.microphoneOpen).toBe(false);
    phone.answers.set('calls.dial', [() => ok({ call: aView(), ticket: 'ticket-1' })]);
    expect(await dial(phone, anAsk())).toMatchObject({ ok: true });
  });
});

describe('the microphone', () => {
  it('is not asked about again while it is known to be allowed: the call goes out at once', () => {
    const phone = aBench();
    phone.store.put({ microphone: 'granted' });
    phone.access = 'not_asked';
    void dial(phone, anAsk());
    expect(phone.asked.map(({ name }) => name)).toEqual(['calls.dial']);
  });

  it('is asked for before anything is posted, and the dial goes on once it is granted', async () => {
    phone.access = 'not_asked';
    const ask = anAsk();
    expect(await dial(phone, ask)).toMatchObject({ error: { reason: 'microphone', cause: 'not_asked' } });
    expect(phone.sent).toEqual(['background microphone.ask']);
    expect(phone.asked).toEqual([]);
    expect(phone.seen().call).toMatchObject({ phase: 'connecting', waitsFor: 'microphone' });
    phone.access = 'granted';
    await callActs(phone)['microphone.granted']({}, {});
    expect(phone.asked).toEqual([{ name: 'calls.dial', request: { intent: ask.intent }, key: ask.key }]);
    expect(phone.connected).toHaveLength(1);
  });

  it('continues the last number clicked, and only that, once it is granted', async () => {
    phone.access = 'refused';
    await dial(phone, anAsk());
    const last = anAsk({ intent: { number: '(212) 555-0107', source: 'keypad', at: 5 } });
    expect(await dial(phone, last)).toMatchObject({ error: { cause: 'refused' } });
    await resume(phone);
    await resume(phone);
    expect(phone.asked.map(({ request }) => request)).toEqual([{ intent: last.intent }]);
  });

  it('is waited for no longer than five minutes; then the rep is told why nobody was called', async () => {
    vi.useFakeTimers();
    phone.access = 'refused';
    await dial(phone, anAsk());
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    expect(phone.seen().call).toMatchObject({
      phase: 'failed',
      waitsFor: null,
      refused: { reason: 'microphone', cause: 'refused' },
    });
    phone.access = 'granted';
    await resume(phone);
    expect(phone.asked).toEqual([]);
  });

  it('being granted dials nothing that was cancelled during the wait', async () => {
    phone.access = 'not_asked';
    await dial(phone, anAsk());
    await hangUp(phone);
    await resume(phone);
    expect(phone.asked).toEqual([]);
    expect(phone.seen().call).toMatchObject({ phase: 'ended', waitsFor: null });
  });

  it('being absent ends the call that was posted meanwhile, before anybody rings', async () => {
    phone.fault = 'no_device';
    expect(await dial(phone, anAsk())).toMatchObject({ error: { reason: 'microphone', cause: 'no_device' } });
    await atRest();
    expect(names()).toEqual(['calls.dial', 'calls.hangUp']);
    expect(phone.connected).toEqual([]);
  });
});

describe('the line to the carrier', () => {
  /** The line was up, and is down until the test restores it. */
  const without = () => {
    const back = gate();
    phone.store.put({ duty: 'no_line' });
    phone.line = 'down';
    phone.lineBack = back.opened;
    return () => {
      phone.line = 'up';
      back.open();
    };
  };

  it('of a phone that is just starting need not be up when the call is posted', async () => {
    phone.line = 'making';
    expect(phone.seen().duty).toBe('starting');
    expect(await dial(phone, anAsk())).toMatchObject({ ok: true });
    expect(names()).toEqual(['calls.dial']);
    expect(phone.connected).toHaveLength(1);
  });

  it('is reconnected by a click while it is down, and nothing is posted before it is up', async () => {
    const mend = without();
    const dialling = dial(phone, anAsk());
    await atRest();
    expect(phone.reopened).toBe(1);
    expect(names()).toEqual([]);
    mend();
    expect(await dialling).toMatchObject({ ok: true });
    expect(names()).toEqual(['calls.dial']);
    expect(phone.connected).toHaveLength(1);
  });

  it('is waited for with a message when it takes longer, and the call then goes out automatically, once', async () => {
    vi.useFakeTimers();
    const mend = without();
    const dialling = dial(phone, anAsk());
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await dialling).toEqual(err({ reason: 'no_line' }));
    expect(phone.seen().call).toMatchObject({ phase: 'connecting', waitsFor: 'line' });
    mend();
    await vi.advanceTimersByTimeAsync(0);
    expect(phone.seen().call?.waitsFor).toBeNull();
    expect(phone.connected).toHaveLength(1);
  });

  it('calls only the last number clicked when it is back, and nobody after the rep has given up', async () => {
    vi.useFakeTimers();
    const mend = without();
    void dial(phone, anAsk());
    await vi.advanceTimersByTimeAsync(2_000);
    const last = anAsk({ intent: { number: '(718) 555-0103', source: 'keypad', at: 2 } });
    void dial(phone, last);
    await vi.advanceTimersByTimeAsync(2_000);
    mend();
    await vi.advanceTimersByTimeAsync(0);
    expect(phone.asked.map(({ request }) => request)).toEqual([{ intent: last.intent }]);

    phone = aBench();
    const mendAgain = without();
    void dial(phone, anAsk());
    await vi.advanceTimersByTimeAsync(2_000);
    await hangUp(phone);
    mendAgain();
    await vi.advanceTimersByTimeAsync(0);
    expect(names()).toEqual([]);
    expect(phone.seen().call).toMatchObject({ phase: 'ended', waitsFor: null });
  });

  it('is given up after a minute, with a message', async () => {
    vi.useFakeTimers();
    phone.store.put({ duty: 'no_line' });
    phone.line = 'down';
    phone.lineBack = new Promise(resolve => setTimeout(resolve, 61_000));
    void dial(phone, anAsk());
    await vi.advanceTimersByTimeAsync(61_000);
    expect(phone.seen().call).toMatchObject({ phase: 'failed', refused: { reason: 'no_line' } });
    expect(names()).toEqual([]);
  });

  it('found dead by the call itself is reconnected, and the same ticket is tried exactly once more', async () => {
    await dial(phone, anAsk());
    phone.connected[0]?.events.onGone('network_error');
    await atRest();
    expect(phone.seen().call?.phase).toBe('connecting');
    expect(phone.connected.map(({ ticket }) => ticket)).toEqual(['ticket-1', 'ticket-1']);
    expect(names()).toEqual(['calls.dial']);
    phone.connected[1]?.events.onGone('network_error');
    expect(phone.seen().call).toMatchObject({ phase: 'failed', view: { endReason: 'network_error' } });
    await atRest();
    expect(phone.connected).toHaveLength(2);
    expect(names()).toEqual(['calls.dial', 'calls.hangUp']);
  });
});

describe('hanging up', () => {
  it('is sent to the Worker and carried out by the device', async () => {
    await dial(phone, anAsk());
    expect(await hangUp(phone)).toEqual(ok(null));
    expect(names()).toEqual(['calls.dial', 'calls.hangUp']);
    expect(phone.connected[0]).toMatchObject({ disconnected: true, muted: true });
    expect(phone.seen().call).toMatchObject({ phase: 'ended', view: { endReason: 'canceled', version: 5 } });
  });

  it('in the middle of a dial connects nobody and tells the Worker', async () => {
    const { open, opened } = gate();
    phone.answers.set('calls.dial', [() => opened.then(() => ok({ call: aView(), ticket: 'ticket-1' }))]);
    const dialling = dial(phone, anAsk());
    await atRest();
    expect(await hangUp(phone)).toEqual(ok(null));
    expect(phone.seen().call?.phase).toBe('ended');
    open();
    await dialling;
    await atRest();
    expect(phone.connected).toEqual([]);
    expect(phone.microphoneOpen).toBe(false);
    expect(names()).toEqual(['calls.dial', 'calls.hangUp']);
  });

  it('is sent again until the Worker has received it', async () => {
    phone.answers.set('calls.hangUp', [
      () => err({ reason: 'offline' }),
      () => ok({ call: aView({ phase: 'ended', endReason: 'canceled', version: 5 }) }),
    ]);
    await dial(phone, anAsk());
    await hangUp(phone);
    expect(names().filter(name => name === 'calls.hangUp')).toHaveLength(2);
  });

  it('is sent again, and the leg is left, when the request throws', async () => {
    phone.answers.set('calls.hangUp', [
      () => {
        throw new Error('The database connection is closing.');
      },
      () => ok({ call: aView({ phase: 'ended', endReason: 'canceled', version: 5 }) }),
    ]);
    await dial(phone, anAsk());
    expect(await hangUp(phone)).toEqual(ok(null));
    expect(names().filter(name => name === 'calls.hangUp')).toHaveLength(2);
    expect(phone.connected[0]?.disconnected).toBe(true);
    expect(phone.seen().call?.phase).toBe('ended');
  });

  it('is stored until the Worker has received it, and sent by the next phone if this one dies', async () => {
    phone.answers.set('calls.hangUp', [() => err({ reason: 'offline' })]);
    await dial(phone, anAsk());
    await hangUp(phone);
    expect(phone.seen().call).toMatchObject({ phase: 'connecting', ending: true });
    expect(phone.shelf.stored).toContain(aView().id);
    expect(phone.connected[0]).toMatchObject({ muted: true });

    const next = aBench(phone.shelf.stored);
    await sayOwedHangUps(next);
    await atRest();
    expect(next.asked).toEqual([{ name: 'calls.hangUp', request: { callId: aView().id }, key: undefined }]);
    expect(next.shelf.stored).toBeNull();
  });

  it('leaves the leg once only the carrier can be reached, but not while nothing can be reached', async () => {
    vi.useFakeTimers();
    phone.answers.set('calls.hangUp', [() => err({ reason: 'offline' })]);
    await dial(phone, anAsk());
    phone.line = 'down';
    void hangUp(phone);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(phone.connected[0]?.disconnected).toBe(false);
    phone.line = 'up';
    await vi.advanceTimersByTimeAsync(6_000);
    expect(phone.connected[0]?.disconnected).toBe(true);
    expect(phone.seen().call?.ending).toBe(true);
  });

  it('leaves nothing more to do in the call, and the next number waits for its end', async () => {
    const { open, opened } = gate();
    phone.answers.set('calls.hangUp', [
      () => opened.then(() => ok({ call: aView({ phase: 'ended', endReason: 'canceled', version: 5 }) })),
    ]);
    await dial(phone, anAsk());
    void hangUp(phone);
    const acts = callActs(phone);
    expect(acts['calls.mute']({ on: false }, {})).toMatchObject({ ok: false });
    expect(acts['calls.sendDigits']({ digits: '1' }, {})).toMatchObject({ ok: false });
    const next = dial(phone, anAsk({ intent: { number: '(718) 555-0103', source: 'page', at: 3 } }));
    await atRest();
    expect(names()).toEqual(['calls.dial', 'calls.hangUp']);
    open();
    expect(await next).toMatchObject({ ok: true });
    expect(names()).toEqual(['calls.dial', 'calls.hangUp', 'calls.dial']);
  });

  it('has nothing to do when there is no call', async () => {
    expect(await hangUp(phone)).toMatchObject({ ok: false, error: { reason: 'no_call' } });
  });
});

describe('a device report', () => {
  it('of a failure ends an unanswered call, and the Worker learns of it in both ways', async () => {
    await dial(phone, anAsk());
    phone.connected[0]?.events.onUp();
    phone.connected[0]?.events.onGone('network_error');
    expect(phone.seen().call).toMatchObject({ phase: 'failed', view: { endReason: 'network_error' } });
    await atRest();
    expect(phone.told).toEqual([`carries ${aView().id}`, 'device.failed']);
    expect(names()).toContain('calls.hangUp');
  });

  it('of a failure in a conversation leaves the customer to the Worker', async () => {
    phone.answers.set('calls.dial', [
      () => ok({ call: aView({ phase: 'active', answeredAt: 1 }), ticket: 'ticket-1' }),
    ]);
    await dial(phone, anAsk());
    phone.connected[0]?.events.onUp();
    phone.connected[0]?.events.onGone('network_error');
    await atRest();
    expect(phone.seen().call).toMatchObject({ phase: 'active', linked: false });
    expect(phone.told).toEqual([`carries ${aView().id}`]);
    expect(names()).not.toContain('calls.hangUp');
  });

  it('of a broken line shows until the line is reconnected', async () => {
    await dial(phone, anAsk());
    phone.connected[0]?.events.onLink(false);
    expect(phone.seen().call?.linked).toBe(false);
    phone.connected[0]?.events.onLink(true);
    expect(phone.seen().call?.linked).toBe(true);
    expect(phone.told).toEqual(['device.link', 'device.link']);
  });
});

describe('in a call', () => {
  it('mutes, and sends and remembers digits', async () => {
    const acts = callActs(phone);
    await dial(phone, anAsk());
    expect(acts['calls.mute']({ on: true }, {})).toEqual(ok(null));
    expect(acts['calls.sendDigits']({ digits: '12#' }, {})).toEqual(ok(null));
    expect(acts['calls.sendDigits']({ digits: '*0' }, {})).toEqual(ok(null));
    expect(phone.seen().call).toMatchObject({ muted: true, digits: '12#*0' });
    expect(phone.told).toEqual(['device.muted']);
  });

  it('sends nothing but keypad keys, and nothing without a call', async () => {
    const acts = callActs(phone);
    expect(acts['calls.sendDigits']({ digits: '1' }, {})).toMatchObject({ ok: false });
    await dial(phone, anAsk());
    expect(acts['calls.sendDigits']({ digits: '1w2' }, {})).toMatchObject({ ok: false });
    expect(acts['calls.mute']({ on: true }, {})).toEqual(ok(null));
  });
});

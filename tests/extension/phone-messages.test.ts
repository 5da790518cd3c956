import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pageGate } from '../../extension/from-pages.ts';
import { type Handlers, on, type Sender, send } from '../../extension/messages.ts';
import { err, ok } from '../../shared/result.ts';
import { anAsk, aView } from './phone-fixtures.ts';

const ID = 'bgajpmfbfjjfabnbimlpkpbfbceeiicl';
type Listener = (message: unknown, sender: Sender, respond: (answer: unknown) => void) => boolean;
let listeners: Listener[];
let ours: Sender;
const page: Sender = { id: ID, origin: 'https://crm.example', tab: { id: 7 } as chrome.tabs.Tab };

/** Stands in for the platform: hands a message to every listener, as Chrome does. */
const deliver = (message: unknown, sender: Sender): Promise<unknown> =>
  new Promise(resolve => {
    const waiting = listeners.map(listener => listener(message, sender, resolve));
    if (!waiting.some(Boolean)) resolve(undefined);
  });

beforeEach(() => {
  listeners = [];
  ours = { id: ID, origin: location.origin };
  const runtime = {
    id: ID,
    onMessage: { addListener: (listener: Listener) => listeners.push(listener) },
    sendMessage: (message: unknown) => deliver(message, ours),
  };
  Reflect.set(globalThis, 'chrome', { runtime });
});
afterEach(() => Reflect.deleteProperty(globalThis, 'chrome'));

let done: string[];
const handlers = (): Handlers<'background'> => {
  done = [];
  return {
    'calls.dial': async ({ intent, confirm }) => {
      done.push(`dial ${intent.number}${confirm ? ', once it is confirmed' : ''}`);
      return ok(aView());
    },
    'contacts.lookUp': ({ number }) => {
      done.push(`lookUp ${number}`);
      return ok(null);
    },
    'presence.idleFor': () => null,
    'presence.active': () => {
      done.push('active');
      return null;
    },
    'presence.goOnDuty': () => {
      done.push('goOnDuty');
      return ok(null);
    },
    'workspace.country': () => {
      done.push('country');
      return 'GB';
    },
    'team.sessionChanged': () => {
      done.push('sessionChanged');
      return null;
    },
    'calls.changed': () => null,
    'microphone.ask': () => {
      throw new Error('broken');
    },
  };
};
let clock: number;
const listen = () => {
  clock = 1_000_000;
  on(
    'background',
    handlers(),
    pageGate(() => clock),
  );
};
const dialFrom = (sender: Sender, data: unknown = anAsk()) =>
  deliver({ to: 'background', name: 'calls.dial', data }, sender);

describe('an act requested from another context', () => {
  it('is answered by the context that does it', async () => {
    listen();
    expect(await send('background', 'calls.dial', anAsk())).toEqual(ok(aView()));
    expect(await send('background', 'calls.changed', { call: null, ringing: [] })).toBeNull();
  });

  it('throws when no context does it', async () => {
    listen();
    await expect(send('phone', 'calls.hangUp', {})).rejects.toThrow('Nobody answered calls.hangUp');
  });

  it('begins before the listener returns, while the user gesture still counts', () => {
    listen();
    void dialFrom(page);
    expect(done).toEqual(['dial (212) 555-0100']);
  });

  it('with an unknown name, for another context or of a wrong shape gets no answer', async () => {
    listen();
    for (const message of [
      { to: 'background', name: 'toString', data: {} },
      { to: 'phone', name: 'calls.dial', data: anAsk() },
      { name: 'calls.dial' },
      'calls.dial',
      null,
    ]) {
      expect(await deliver(message, ours)).toBeUndefined();
    }
    expect(done).toEqual([]);
  });
});

describe('a request from a page', () => {
  it('may dial, look up a contact and ask for the country, and nothing else', async () => {
    listen();
    expect(await dialFrom(page)).toEqual(ok(aView()));
    const ask = (name: string, data: unknown) => deliver({ to: 'background', name, data }, page);
    expect(await ask('contacts.lookUp', { number: '212' })).toEqual(ok(null));
    expect(await ask('workspace.country', {})).toBe('GB');
    expect(await ask('workspace.country', { of: 'session' })).toBeUndefined();
    expect(await ask('presence.goOnDuty', {})).toBeUndefined();
    expect(await ask('team.sessionChanged', {})).toBeUndefined();
    expect(await ask('calls.changed', { call: null, ringing: [] })).toBeUndefined();
    expect(done).toEqual(['dial (212) 555-0100', 'lookUp 212', 'country']);
  });

  it('gets nothing from a context without a gate', async () => {
    const phone = () => {
      done.push('phone');
      return null;
    };
    done = [];
    on('phone', {
      'calls.dial': async () => ok(aView()),
      'calls.rejoin': () => ok(null),
      'calls.hangUp': () => err({ reason: 'no_call' }),
      'calls.mute': () => ok(null),
      'calls.hold': () => true,
      'calls.sendDigits': () => ok(null),
      'calls.dismiss': phone,
      'calls.answer': () => ok(null),
      'calls.decline': () => ok(null),
      'calls.toVoicemail': () => ok(null),
      'calls.current': () => ({ call: null, offers: [] }),
      'calls.audioStats': () => err({ reason: 'no_call' }),
      'diagnostics.lineTest': () => err({ reason: 'in_call' }),
      'diagnostics.phone': () => ({
        duty: 'ready' as const,
        skewMs: 0,
        status: null,
        line: 'up' as const,
        heldBackMs: 0,
        refused: null,
      }),
      'microphone.granted': phone,
      'presence.idle': phone,
      'presence.active': phone,
      'presence.reconnect': phone,
      'team.sessionChanged': phone,
    });
    expect(await deliver({ to: 'phone', name: 'calls.dismiss', data: {} }, page)).toBeUndefined();
    expect(await deliver({ to: 'phone', name: 'calls.dismiss', data: {} }, ours)).toBeNull();
    expect(done).toEqual(['phone']);
  });

  it('is dropped unless it has exactly the shape of its act', async () => {
    listen();
    const good = anAsk();
    for (const data of [
      { ...good, key: 'short' },
      { ...good, to: '+12125550100' },
      { ...good, intent: { ...good.intent, number: '' } },
      { ...good, intent: { ...good.intent, source: 'keypad' } },
      { ...good, intent: { ...good.intent, number: { toString: '1' } } },
      null,
    ]) {
      expect(await dialFrom(page, data)).toBeUndefined();
    }
    expect(done).toEqual([]);
  });

  it('is dropped when it does not come from a tab, or comes from another extension', async () => {
    listen();
    expect(await dialFrom({ id: ID, origin: 'https://crm.example' })).toBeUndefined();
    expect(await dialFrom({ ...page, id: 'a'.repeat(32) })).toBeUndefined();
    expect(done).toEqual([]);
  });

  it('may dial once in two seconds for each tab', async () => {
    listen();
    await dialFrom(page);
    expect(await dialFrom(page)).toEqual(err({ reason: 'already_dialing' }));
    await dialFrom({ ...page, tab: { id: 8 } as chrome.tabs.Tab });
    clock += 2_000;
    await dialFrom(page);
    expect(done).toHaveLength(3);
  });

  it('that follows at once with another number is put in the keypad', async () => {
    listen();
    const ask = anAsk();
    const other = { ...ask, intent: { ...ask.intent, number: '+12125550142' } };
    await dialFrom(page);
    await dialFrom(page, other);
    expect(done).toEqual(['dial (212) 555-0100', 'dial +12125550142, once it is confirmed']);
    expect(await dialFrom(page, other)).toEqual(err({ reason: 'already_dialing' }));
  });

  it('may dial twenty times a minute at most', async () => {
    listen();
    for (let press = 0; press < 25; press += 1) {
      await dialFrom(page);
      clock += 2_000;
    }
    expect(done).toHaveLength(20);
    clock += 60_000;
    await dialFrom(page);
    expect(done).toHaveLength(21);
  });
});

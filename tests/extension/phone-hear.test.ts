import { beforeEach, describe, expect, it } from 'vitest';
import { dial } from '../../extension/calls/dial.ts';
import { hear } from '../../extension/calls/hear.ts';
import type { CallView } from '../../shared/calls/contract.ts';
import { CallId } from '../../shared/ids.ts';
import { aBench, anAsk, aView, type Bench } from './phone-fixtures.ts';

const OTHER = CallId.parse('call_11111111111111111111111111');
const hello = (call: CallView | null, now = Date.now()) => ({ v: 1, type: 'hello', now, call }) as const;
const changed = (call: CallView) => ({ v: 1, type: 'call.changed', call }) as const;

let phone: Bench;
beforeEach(() => {
  phone = aBench();
});
const call = () => phone.seen().call;

describe('what the Switchboard says', () => {
  it('about the call here moves it forward', async () => {
    await dial(phone, anAsk());
    hear(phone, changed(aView({ phase: 'active', version: 3 })));
    hear(phone, changed(aView({ phase: 'ringing', version: 2 })));
    expect(call()).toMatchObject({ phase: 'active', view: { version: 3 } });
  });

  it('about a call this phone does not know shows that call, unless it is over', () => {
    hear(phone, hello(aView({ phase: 'ended', endReason: 'busy' })));
    expect(call()).toBeNull();
    hear(phone, hello(aView({ phase: 'active' })));
    expect(call()).toMatchObject({ phase: 'active', away: 'elsewhere', linked: true });
  });

  it('about a call that the rep has hung up here shows it as ending, and does not offer it again', () => {
    phone.owed.add(aView().id);
    hear(phone, hello(aView({ phase: 'active' })));
    expect(call()).toMatchObject({ phase: 'active', ending: true, away: null });
  });

  it('about another call leaves the live one here alone, and is shown when there is none', async () => {
    await dial(phone, anAsk());
    hear(phone, changed(aView({ id: OTHER, phase: 'active', version: 9 })));
    expect(call()?.view?.id).toBe(aView().id);
    hear(phone, changed(aView({ phase: 'ended', endReason: 'busy', version: 2 })));
    hear(phone, changed(aView({ id: OTHER, phase: 'active', version: 10 })));
    expect(call()).toMatchObject({ phase: 'active', view: { id: OTHER } });
  });

  it('first is the server’s time; a phone with a leg answers that it carries the call', async () => {
    hear(phone, hello(null, Date.now() + 60_000));
    expect(phone.seen().skewMs).toBeGreaterThan(55_000);
    expect(phone.told).toEqual([]);
    await dial(phone, anAsk());
    hear(phone, hello(aView({ version: 2 })));
    expect(phone.told).toEqual([`carries ${aView().id}`]);
  });

  it('does not end a call that it no longer mentions: its status is asked for instead', async () => {
    await dial(phone, anAsk());
    hear(phone, changed(aView({ phase: 'active', version: 2 })));
    hear(phone, hello(null));
    expect(call()?.phase).toBe('active');
    expect(phone.store.get().call).toMatchObject({ doubtful: true, heardAt: 0 });
  });
});

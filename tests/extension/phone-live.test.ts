import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  begin,
  found,
  isLive,
  type Live,
  phaseOf,
  pollDue,
  toPhoneCall,
  withMarks,
  withStatus,
  withView,
} from '../../extension/calls/live.ts';
import { anAsk, aView } from './phone-fixtures.ts';

const NOW = 1_700_000_000_000;
const live = (change: Partial<Live> = {}): Live => ({ ...begin(anAsk(), NOW), ...change });
const at = (view: Parameters<typeof aView>[0]) => live({ view: aView(view) });

describe('the call as the rep sees it', () => {
  it('is connecting from the click on, before the Worker has answered', () => {
    expect(toPhoneCall(live(), 0)).toMatchObject({ phase: 'connecting', view: null, linked: true });
  });

  it('gets ringing, active and the end from the Worker alone', () => {
    for (const phase of ['ringing', 'active', 'ended', 'failed'] as const) {
      expect(phaseOf(at({ phase }))).toBe(phase);
    }
  });

  it('keeps the highest version, in whatever order views come', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 1 }), versions => {
        const last = versions.reduce((seen, version) => withView(seen, aView({ version }), NOW), live());
        expect(last.view?.version).toBe(Math.max(...versions));
      }),
    );
  });

  it('ignores the view of another call', () => {
    const mine = at({ version: 1 });
    expect(withView(mine, aView({ id: 'call_11111111111111111111111111', version: 9 }), NOW)).toBe(mine);
  });

  it('is ending when the rep hangs up, and over once the Worker reports how', () => {
    const ringing = { ...at({ phase: 'ringing' }), hungUp: true, overAt: NOW };
    expect(toPhoneCall(ringing, 100)).toMatchObject({ phase: 'ringing', ending: true, away: null });
    expect(isLive(ringing)).toBe(true);
    const busy = withView(ringing, aView({ phase: 'ended', endReason: 'busy', version: 7 }), NOW);
    expect(toPhoneCall(busy, 0)).toMatchObject({
      phase: 'ended',
      ending: false,
      view: { endReason: 'busy' },
    });
  });

  it('is over at once when the rep hangs up before it was posted', () => {
    expect(toPhoneCall(live({ hungUp: true, overAt: NOW }), 0)).toMatchObject({
      phase: 'ended',
      ending: false,
    });
  });

  it('is over once the rep hangs up when nothing more can be learned from the Worker', () => {
    const ringing = { ...at({ phase: 'ringing' }), hungUp: true, overAt: NOW, unknowable: true };
    expect(toPhoneCall(ringing, 100)).toMatchObject({
      phase: 'ended',
      ending: false,
      view: { endReason: 'canceled', endedBy: 'rep', endedAt: NOW + 100 },
    });
    const call = { ...ringing, view: aView({ phase: 'active', answeredAt: NOW }) };
    expect(toPhoneCall(call, 0).view).toMatchObject({ endReason: 'completed', endedBy: 'rep' });
  });

  it('fails when the device fails before anybody has answered', () => {
    const call = { ...at({ phase: 'ringing' }), failed: 'network_error' as const };
    expect(toPhoneCall(call, 0)).toMatchObject({ phase: 'failed', view: { endReason: 'network_error' } });
  });

  it('goes on without a line when the device fails in the middle of a conversation', () => {
    const call = { ...at({ phase: 'active', answeredAt: NOW }), failed: 'network_error' as const };
    expect(toPhoneCall(call, 0)).toMatchObject({ phase: 'active', linked: false });
  });

  it('has failed when the dial was refused', () => {
    const call = live({ refused: { reason: 'emergency', number: '911' } });
    expect(toPhoneCall(call, 0)).toMatchObject({ phase: 'failed', refused: { reason: 'emergency' } });
    expect(isLive(call)).toBe(false);
  });

  it('shows a call that this phone did not begin, without a line of its own', () => {
    expect(toPhoneCall(found(aView({ phase: 'active' }), NOW), 0)).toMatchObject({
      phase: 'active',
      away: 'elsewhere',
      intent: { number: '+12125550100' },
    });
  });

  it('stamps each phase once, when this phone learns of it', () => {
    const ringing = withMarks(at({ phase: 'ringing', version: 2 }), 10);
    const again = withMarks(withView(ringing, aView({ phase: 'ringing', version: 3 }), 11), 11);
    const active = withMarks(withView(again, aView({ phase: 'active', version: 4 }), 20), 20);
    expect(active.marks).toMatchObject({ ringing: 10, active: 20 });
  });
});

describe('polling a call’s status', () => {
  it('begins after five seconds without news while it connects or rings, and stops with the next news [F023.3]', () => {
    expect(pollDue(at({ phase: 'connecting' }), NOW + 4_999)).toBe(false);
    expect(pollDue(at({ phase: 'connecting' }), NOW + 5_000)).toBe(true);
    expect(pollDue(at({ phase: 'ringing' }), NOW + 5_000)).toBe(true);
    for (const phase of ['active', 'ended', 'failed'] as const)
      expect(pollDue(at({ phase }), NOW + 60_000)).toBe(false);
    const told = withView(at({ phase: 'connecting' }), aView({ phase: 'ringing', version: 9 }), NOW + 6_000);
    expect(pollDue(told, NOW + 10_999)).toBe(false);
    expect(pollDue(told, NOW + 11_000)).toBe(true);
  });

  it('is off in an undisturbed conversation, before the Worker knows the call, and when it is over', () => {
    expect(pollDue(at({ phase: 'active' }), NOW + 60_000)).toBe(false);
    expect(pollDue(live(), NOW + 60_000)).toBe(false);
    expect(pollDue(at({ phase: 'ended' }), NOW + 60_000)).toBe(false);
  });

  it('begins sooner when our own leg is over and the Worker has not said why', () => {
    expect(pollDue({ ...at({ phase: 'active' }), doubtful: true }, NOW + 1_500)).toBe(true);
  });

  it('moves the phase forward with what it learns, and never back', () => {
    const ringing = at({ phase: 'ringing', version: 3 });
    const answer = (phase: 'connecting' | 'ended') => ({
      callId: aView().id,
      phase,
      ...(phase === 'ended' ? { endReason: 'busy' as const } : {}),
    });
    expect(toPhoneCall(withStatus(ringing, answer('ended'), NOW), 0)).toMatchObject({
      phase: 'ended',
      view: { endReason: 'busy', version: 3 },
    });
    expect(phaseOf(withStatus(ringing, answer('connecting'), NOW))).toBe('ringing');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  begin,
  found,
  isLive,
  type Live,
  phaseOf,
  pollDue,
  toPhoneCall,
  withFact,
  withHangUp,
  withMarks,
  withOwnEnd,
  withStatus,
  withView,
} from '../../extension/calls/live.ts';
import type { CallView } from '../../shared/calls/contract.ts';
import type { Fact } from '../../shared/calls/facts.ts';
import { isOver } from '../../shared/calls/phase.ts';
import type { DeviceFact } from '../../shared/presence/client-frames.ts';
import { runs } from '../runs.ts';
import { facts, RANK, shuffler } from '../shared/facts.ts';
import { viewOf } from '../shared/views.ts';
import { anAsk, aView } from './phone-fixtures.ts';

const NOW = 1_700_000_000_000;
const live = (change: Partial<Live> = {}): Live => ({ ...begin(anAsk(), NOW), ...change });
const at = (view: Parameters<typeof aView>[0]) => live({ view: aView(view) });
const FAILED: DeviceFact = {
  kind: 'device.failed',
  key: 'failed',
  at: NOW,
  reason: 'network_error',
};
const link = (on: boolean): DeviceFact => ({
  kind: 'device.link',
  key: 'link',
  at: NOW,
  on,
});

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
    const ringing = withHangUp(at({ phase: 'ringing' }), NOW);
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
    const over = withHangUp(live(), NOW);
    expect(toPhoneCall(over, 0)).toMatchObject({ phase: 'ended', ending: false });
    // The dial was answered in the meantime: the call is not shown as live again.
    expect(toPhoneCall(withView(over, aView(), NOW), 0)).toMatchObject({ phase: 'ended', ending: false });
  });

  it('is over once the rep hangs up when nothing more can be learned from the Worker', () => {
    const ringing = withHangUp(at({ phase: 'ringing' }), NOW);
    expect(toPhoneCall(withOwnEnd(ringing, NOW + 9_000), 100)).toMatchObject({
      phase: 'ended',
      ending: false,
      view: { endReason: 'canceled', endedBy: 'rep', endedAt: NOW + 100 },
    });
    const talking = withHangUp(at({ phase: 'active', answeredAt: NOW }), NOW);
    expect(toPhoneCall(withOwnEnd(talking, NOW), 0).view).toMatchObject({
      endReason: 'completed',
      endedBy: 'rep',
    });
  });

  it('fails when the device fails before anybody has answered', () => {
    const call = withFact(at({ phase: 'ringing' }), FAILED);
    expect(toPhoneCall(call, 0)).toMatchObject({ phase: 'failed', view: { endReason: 'network_error' } });
    // The customer answered at the same moment, and the Worker is being told to hang up: nothing goes on here.
    const answered = withView(call, aView({ phase: 'active', version: 2 }), NOW);
    expect(toPhoneCall(answered, 0)).toMatchObject({ phase: 'failed', away: null });
  });

  it('goes on without a line when the device fails in the middle of a conversation', () => {
    const call = withFact(at({ phase: 'active', answeredAt: NOW }), link(false));
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

  it('only moves forward, however late and however often views arrive, and ends as the last one says', () => {
    const acts: ((call: Live) => Live)[] = [
      call => withHangUp(call, NOW),
      call => withOwnEnd(call, NOW),
      call => withFact(call, FAILED),
      call => withFact(call, link(false)),
      call => withFact(call, link(true)),
    ];
    fc.assert(
      fc.property(facts, fc.integer(), (set, seed) => {
        const { below, shuffle } = shuffler(seed);
        const opened: Fact[] = [{ kind: 'dial.opened', key: 'opened', at: 1 }, ...set];
        const views = opened.map((_, index) => viewOf(opened.slice(0, index + 1)));
        const arriving = views.map(view => (call: Live) => withView(call, view, NOW));
        const again = [...arriving, ...arriving.filter(() => below(3) === 0)];
        let call = live();
        for (const step of shuffle([...again, ...acts.filter(() => below(4) === 0)])) {
          const next = step(call);
          expect(RANK[phaseOf(next)]).toBeGreaterThanOrEqual(RANK[phaseOf(call)]);
          call = next;
        }
        const last = viewOf(opened);
        if (isOver(last.phase)) expect(toPhoneCall(call, 0).view).toEqual(last);
        else if (call.own.length === 0) expect(phaseOf(call)).toBe(last.phase);
      }),
      { numRuns: runs(2_000) },
    );
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
    const answer = (call: CallView) => ({ callId: call.id, phase: call.phase, call });
    const busy = aView({ phase: 'ended', endReason: 'busy', version: 4 });
    const over = withStatus(ringing, answer(busy), NOW);
    expect(toPhoneCall(over, 0)).toMatchObject({ phase: 'ended', view: { endReason: 'busy', version: 4 } });
    const older = withStatus(ringing, answer(aView({ phase: 'connecting', version: 2 })), NOW + 7_000);
    expect(older).toEqual({ ...ringing, heardAt: NOW + 7_000 });
    // A frame that was on its way while the Worker answered the poll.
    expect(withView(over, aView({ phase: 'ringing', version: 3 }), NOW)).toBe(over);
  });

  it('learns from an older Worker, which sends no view, only that it responds', () => {
    const ringing = at({ phase: 'ringing', version: 3 });
    const status = { callId: aView().id, phase: 'ended', endReason: 'busy' } as const;
    expect(withStatus(ringing, status, NOW + 7_000)).toEqual({ ...ringing, heardAt: NOW + 7_000 });
  });
});

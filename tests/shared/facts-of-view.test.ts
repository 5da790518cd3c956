import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallView } from '../../shared/calls/contract.ts';
import type { Fact } from '../../shared/calls/facts.ts';
import { factsOf, stateOf } from '../../shared/calls/facts-of-view.ts';
import { merge } from '../../shared/calls/machine.ts';
import { isOver } from '../../shared/calls/phase.ts';
import { runs } from '../runs.ts';
import { facts } from './facts.ts';
import { viewOf } from './views.ts';

const OPENED: Fact = { kind: 'dial.opened', key: 'opened', at: 1 };
const opened = facts.map(set => [OPENED, ...set]);

/** What the device knows first: the Worker learns of it, later or never. */
const isOwn = ({ kind }: Fact): boolean =>
  kind.startsWith('device.') || kind === 'rep.hungUp' || kind === 'phone.signedOut';
const isSwitch = ({ kind }: Fact): boolean => kind === 'device.muted' || kind === 'device.link';

const NUM_RUNS = 20_000;

describe('a view as facts', () => {
  it('of a call that goes on merges to the state of the view', () => {
    let live = 0;
    fc.assert(
      fc.property(opened, set => {
        const view = viewOf(set);
        if (isOver(view.phase)) return;
        live += 1;
        expect(merge(factsOf(view))).toEqual(merge(set));
      }),
      { numRuns: runs(NUM_RUNS) },
    );
    expect(live).toBeGreaterThan(NUM_RUNS / 20);
  });

  it('survives being sent: what JSON leaves out is not needed', () => {
    fc.assert(
      fc.property(opened, set => {
        const view = viewOf(set);
        const sent: CallView = JSON.parse(JSON.stringify(view));
        expect(stateOf(sent, [])).toEqual(JSON.parse(JSON.stringify(stateOf(view, []))));
      }),
    );
  });
});

describe('the state for a phone with facts of its own', () => {
  it('is the merge of everything that the Worker and the phone know, while the call goes on for the Worker', () => {
    fc.assert(
      fc.property(opened, fc.infiniteStream(fc.boolean()), (set, coins) => {
        const own = set.filter(isOwn);
        // Of the device's switches, the Worker knows what has arrived so far.
        const heard = own.filter(fact => isSwitch(fact) && coins.next().value === true);
        const worker = [...set.filter(fact => !isOwn(fact)), ...heard];
        const view = viewOf(worker);
        if (isOver(view.phase)) return;
        expect(stateOf(view, own)).toEqual(merge([...worker, ...own]));
      }),
      { numRuns: runs(NUM_RUNS) },
    );
  });

  it('is what the Worker says once the call is over, whatever the phone reports afterwards', () => {
    fc.assert(
      fc.property(opened, opened, (set, own) => {
        const view = viewOf(set);
        if (!isOver(view.phase)) return;
        expect(stateOf(view, own.filter(isOwn))).toEqual(view);
        expect(view).toMatchObject(merge(set));
      }),
      { numRuns: runs(NUM_RUNS) },
    );
  });
});

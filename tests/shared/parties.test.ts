import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact } from '../../shared/calls/facts.ts';
import { merge } from '../../shared/calls/machine.ts';
import { isMember, isTelephone, kindOf, PartyId } from '../../shared/calls/parties.ts';
import { memberParty } from '../../shared/calls/party-view.ts';
import { responsibleOf, responsibleParty } from '../../shared/calls/responsible.ts';
import { MemberId } from '../../shared/ids.ts';
import { facts } from './facts.ts';

const moved = (turn: number, to: 'rep1' | 'rep2' | 'holding', at: number): Fact => ({
  kind: 'responsible.moved',
  key: `moved/${turn}/${to}`,
  at,
  turn,
  to,
  why: 'dialed',
});

describe('a party', () => {
  it('is the customer, or somebody with a kind and a number', () => {
    for (const id of ['customer', 'rep1', 'guest12', 'supervisor3', 'aiAgent1'])
      expect(PartyId.safeParse(id).success).toBe(true);
    for (const id of ['rep', 'rep0', 'rep-1', 'rep1.2', 'customer1', 'boss1', '', 7])
      expect(PartyId.safeParse(id).success).toBe(false);
  });

  it('has its kind from its name, and is carried by a member’s device or by a telephone', () => {
    expect(kindOf('rep12')).toBe('rep');
    expect(kindOf('supervisor1')).toBe('supervisor');
    expect(isMember('rep2') && isMember('supervisor1')).toBe(true);
    expect(isTelephone('guest1') && isTelephone('customer')).toBe(true);
    expect(isMember('guest1') || isTelephone('rep1') || isMember('aiAgent1') || isTelephone('aiAgent1')).toBe(
      false,
    );
  });

  it('who is a member is found by the member’s id', () => {
    const [ana, ben] = [MemberId.parse(`mem_${'a'.repeat(26)}`), MemberId.parse(`mem_${'b'.repeat(26)}`)];
    const opened: Fact[] = [
      { kind: 'party.opened', key: 'c', at: 1, party: 'customer' },
      { kind: 'party.opened', key: 'a', at: 1, party: 'rep1', memberId: ana },
      { kind: 'party.opened', key: 'b', at: 2, party: 'rep2', memberId: ben },
    ];
    expect(memberParty(opened, ana)).toBe('rep1');
    expect(memberParty(opened, ben)).toBe('rep2');
    expect(memberParty(opened.slice(0, 2), ben)).toBeUndefined();
  });
});

describe('who is responsible', () => {
  it('is the last to whom it was moved, by the turn and not by the clock', () => {
    const story = [moved(1, 'rep1', 50), moved(2, 'holding', 10), moved(3, 'rep2', 30)];
    expect(responsibleOf(story)).toBe('rep2');
    expect(responsibleOf(story.toReversed())).toBe('rep2');
    expect(responsibleParty(story.slice(0, 2))).toBeUndefined();
    expect(responsibleOf(story.slice(0, 2))).toBe('holding');
  });

  it('is exactly one, in any order of the facts', () => {
    fc.assert(
      fc.property(facts, set => {
        const moves = set.filter(({ kind }) => kind === 'responsible.moved');
        const { responsible } = merge(set);
        expect(responsible === undefined).toBe(moves.length === 0);
        expect(merge(set.toReversed()).responsible).toBe(responsible);
      }),
    );
  });

  it('is the one whose absence the customer waits out', () => {
    const at = (party: 'rep1' | 'rep2', kind: 'room.joined' | 'room.left', ms: number): Fact => ({
      kind,
      key: `${party}/${kind}`,
      at: ms,
      party,
    });
    const talking: Fact[] = [
      moved(1, 'rep1', 1),
      { kind: 'leg.answered', party: 'customer', key: 'answered', at: 5 },
      at('rep1', 'room.joined', 2),
      at('rep2', 'room.joined', 6),
    ];
    const left = at('rep1', 'room.left', 9_000);
    expect(merge([...talking, left]).rejoinUntil).toBe(54_000);
    expect(merge([...talking, left, moved(2, 'rep2', 8_000)]).rejoinUntil).toBeUndefined();
    expect(merge([...talking, at('rep2', 'room.left', 9_000)]).rejoinUntil).toBeUndefined();
  });
});

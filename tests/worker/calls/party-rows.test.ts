import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../shared/calls/facts.ts';
import { firstFacts } from '../../../worker/calls/first-facts.ts';
import { partyRows } from '../../../worker/calls/party-rows.ts';
import { SPEC, viewOf } from '../../shared/views.ts';

const joined = (callSid: string, at: number): Fact => ({
  kind: 'room.joined',
  party: 'rep1',
  callSid,
  key: `j${callSid}`,
  at,
});
const left = (callSid: string, at: number): Fact => ({
  kind: 'room.left',
  party: 'rep1',
  callSid,
  key: `l${callSid}`,
  at,
});
const ofCustomer: Fact[] = [
  { kind: 'leg.answered', party: 'customer', callSid: 'CA9', key: 'a', at: 10_000 },
  { kind: 'room.joined', party: 'customer', callSid: 'CA9', key: 'j', at: 10_000 },
];
const ended: Fact = {
  kind: 'leg.ended',
  party: 'customer',
  callSid: 'CA9',
  how: 'completed',
  key: 'end',
  at: 70_000,
};

const rowsOf = (facts: readonly Fact[]) => {
  const all = [...firstFacts(SPEC), ...facts];
  return Object.fromEntries(partyRows(SPEC, viewOf(all), all).map(row => [row.party, row]));
};

describe('the parties of a call on record', () => {
  test('are the rep and the customer from the moment of the dial', () => {
    expect(rowsOf([])).toMatchObject({
      customer: {
        kind: 'customer',
        number: SPEC.to,
        memberId: null,
        joinedAt: null,
        leftAt: null,
        talkMs: 0,
      },
      rep1: { kind: 'rep', number: null, memberId: SPEC.memberId, joinedAt: null, talkMs: 0 },
    });
  });

  test('count the time with a customer who had answered, over all legs and not while away', () => {
    const { rep1, customer } = rowsOf([
      joined('CA1', 2_000),
      ...ofCustomer,
      left('CA1', 30_000),
      joined('CA2', 40_000),
      ended,
    ]);
    expect(rep1).toMatchObject({ joinedAt: 2_000, leftAt: 70_000, talkMs: 50_000 });
    expect(customer).toMatchObject({ joinedAt: 10_000, leftAt: 70_000, talkMs: 60_000 });
  });

  test('have no end while they may still talk', () => {
    expect(rowsOf([joined('CA1', 2_000), ...ofCustomer])).toMatchObject({
      rep1: { leftAt: null, talkMs: 0 },
    });
  });
});

/** The parties of a call as they go on record. Pure. */
import type { CallView } from '../../shared/calls/contract.ts';
import type { Fact } from '../../shared/calls/facts.ts';
import { kindOf, type PartyId } from '../../shared/calls/parties.ts';
import { legsOf } from '../../shared/calls/party-presence.ts';
import { openingOf } from '../../shared/calls/party-view.ts';
import type { CallSpec } from './spec.ts';
import type { callParty } from './table.ts';

type PartyRow = typeof callParty.$inferInsert;

/** From when until when each leg was in the room; until the end of the call, or Infinity, if it has not left. */
const stays = (facts: readonly Fact[], party: PartyId, endedAt: number | undefined) =>
  legsOf(facts, party).flatMap(({ joinedAt, goneAt }) => {
    const until = Math.min(goneAt ?? Number.POSITIVE_INFINITY, endedAt ?? Number.POSITIVE_INFINITY);
    return joinedAt === undefined ? [] : [{ from: joinedAt, until: Math.max(joinedAt, until) }];
  });

const rowOf = (spec: CallSpec, view: CallView, facts: readonly Fact[], party: PartyId): PartyRow => {
  const { at: openedAt = spec.openedAt, memberId, number } = openingOf(facts, party) ?? {};
  const inRoom = stays(facts, party, view.endedAt);
  const leftAt = Math.max(...inRoom.map(({ until }) => until));
  const talkMs = inRoom.reduce((sum, { from, until }) => {
    const begin = Math.max(from, view.answeredAt ?? Number.POSITIVE_INFINITY);
    return Number.isFinite(until) && until > begin ? sum + until - begin : sum;
  }, 0);
  return {
    callId: spec.callId,
    party,
    workspaceId: spec.workspaceId,
    kind: kindOf(party),
    memberId: memberId ?? null,
    number: number ?? null,
    openedAt,
    joinedAt: inRoom.length > 0 ? Math.min(...inRoom.map(({ from }) => from)) : null,
    leftAt: Number.isFinite(leftAt) ? leftAt : null,
    talkMs,
    version: view.version,
  };
};

/** One row per party that was opened. */
export const partyRows = (spec: CallSpec, view: CallView, facts: readonly Fact[]): readonly PartyRow[] =>
  [...new Set(facts.flatMap(fact => (fact.kind === 'party.opened' ? [fact.party] : [])))].map(party =>
    rowOf(spec, view, facts, party),
  );

/**
 * A view as facts, so that whoever holds a view and facts of their own derives the call by `merge`, as LiveCall does.
 * Pure.
 */
import { RecordingSid } from '../ids.ts';
import type { CallView, PartyView, Recording } from './contract.ts';
import type { Fact } from './facts.ts';
import { type CallState, merge } from './machine.ts';
import { FIRST_REP, type Responsible } from './parties.ts';
import { REJOIN_MS } from './party-presence.ts';
import { isOver } from './phase.ts';

type WithoutKey = Fact extends infer F ? (F extends Fact ? Omit<F, 'key'> : never) : never;

/** A view does not say when a switch was last written, so any write known from elsewhere counts as later. */
const BEFORE_ALL = 0;

/** A view does not name the recording, and no state depends on its name. */
const UNNAMED = RecordingSid.parse(`RE${'0'.repeat(32)}`);

const factsOfRecording = (recording: Recording, at: number): readonly WithoutKey[] => {
  const begun = { kind: 'recording.begun', at, recordingSid: UNNAMED } as const;
  switch (recording) {
    case 'notice':
      return [{ kind: 'notice.begun', at }];
    case 'on':
      return [begun];
    case 'stopping':
      return [begun, { kind: 'recording.stopAsked', at }];
    case 'stopped':
      return [{ kind: 'recording.stopped', at }];
    case 'not_told':
      return [{ kind: 'notice.ended', at, on: false }];
    case 'refused':
      return [{ kind: 'recording.refused', at }];
  }
};

/** In the views of earlier releases, a call is a pair of one rep and one customer. */
const pairOf = ({ memberId, to, onHold, muted, linked, rejoinUntil }: CallView): readonly PartyView[] => [
  { id: 'customer', number: to, held: onHold, muted: false, linked: true },
  {
    id: FIRST_REP,
    memberId,
    absentSince: rejoinUntil === undefined ? undefined : rejoinUntil - REJOIN_MS,
    held: false,
    muted,
    linked,
  },
];

const factsOfParty = (view: PartyView, openedAt: number): readonly WithoutKey[] => {
  const { id: party, memberId, number, by, joinedAt, absentSince, held, muted, linked } = view;
  return [
    { kind: 'party.opened', party, at: openedAt, memberId, number, by },
    ...(joinedAt === undefined ? [] : [{ kind: 'room.joined', party, at: joinedAt } as const]),
    ...(absentSince === undefined ? [] : [{ kind: 'room.left', party, at: absentSince } as const]),
    { kind: 'party.held', party, at: BEFORE_ALL, on: held },
    { kind: 'device.muted', party, at: BEFORE_ALL, on: muted },
    { kind: 'device.link', party, at: BEFORE_ALL, on: linked },
  ];
};

/** The facts of a call that is not over: `merge` turns them back into the state of the view. */
export const factsOf = (view: CallView): readonly Fact[] => {
  const { openedAt, ringingAt, answeredAt, parties } = view;
  const responsible: Responsible | undefined = parties ? view.responsible : FIRST_REP;
  const facts: Fact[] = [];
  const add = (fact: WithoutKey): void => {
    const of = 'party' in fact ? `/${fact.party}` : '';
    facts.push({ ...fact, key: `view/${fact.kind}${of}` });
  };
  const inbound = view.direction === 'inbound';
  add({ kind: inbound ? 'call.arrived' : 'dial.opened', at: openedAt });
  for (const party of parties ?? pairOf(view)) for (const fact of factsOfParty(party, openedAt)) add(fact);
  if (responsible) {
    const why = inbound ? 'arrived' : 'dialed';
    add({ kind: 'responsible.moved', at: openedAt, turn: 0, to: responsible, why, until: view.ringsUntil });
  }
  if (view.delayed) add({ kind: 'bring.delayed', party: 'customer', at: openedAt });
  if (ringingAt !== undefined && !inbound) add({ kind: 'leg.ringing', party: 'customer', at: ringingAt });
  if (answeredAt !== undefined)
    add(
      inbound
        ? { kind: 'call.connected', at: answeredAt }
        : { kind: 'leg.answered', party: 'customer', at: answeredAt },
    );
  if (view.recording) for (const fact of factsOfRecording(view.recording, openedAt)) add(fact);
  return facts;
};

/**
 * The call for whoever has this view and facts of their own, which the view may include already. The view of a call
 * that is over is final: LiveCall ignores what a phone reports after the end.
 */
export const stateOf = (view: CallView, own: readonly Fact[]): CallState =>
  isOver(view.phase) ? { ...view, parties: view.parties ?? [] } : merge([...factsOf(view), ...own]);

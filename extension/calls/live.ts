/** The call as this rep sees it: LiveCall's view (highest version wins), merged with this phone's own facts. Pure. */
import type { CallView, DialRefusal, Phase, status } from '../../shared/calls/contract.ts';
import type { Fact } from '../../shared/calls/facts.ts';
import { stateOf } from '../../shared/calls/facts-of-view.ts';
import { type CallState, merge } from '../../shared/calls/machine.ts';
import { theirNumber } from '../../shared/calls/other-party.ts';
import { FIRST_REP, type PartyId } from '../../shared/calls/parties.ts';
import { isOver } from '../../shared/calls/phase.ts';
import type { ReplyOf } from '../../shared/endpoint.ts';
import type { CallSid } from '../../shared/ids.ts';
import type { DeviceFact } from '../../shared/presence/client-frames.ts';
import type { AudioTrouble, DialAsk, Mark, Obstacle, PhoneCall } from '../messages.ts';

export type Live = {
  readonly intent: DialAsk['intent'];
  /** The idempotency key of the gesture; null for a call that this phone found and did not start. */
  readonly key: string | null;
  readonly view: CallView | null;
  /** Who this phone's rep is in the call. */
  readonly party: PartyId;
  /** What this phone knows itself; the view may include it already. Times are by this machine's clock. */
  readonly own: readonly Fact[];
  readonly refused?: DialRefusal | Obstacle;
  readonly waitsFor: PhoneCall['waitsFor'];
  readonly digits: string;
  /** The device's own leg: not there yet, up (also while it is reconnecting), or over. */
  readonly leg: 'none' | 'up' | 'gone';
  readonly rejoining: boolean;
  readonly audio: AudioTrouble | null;
  readonly callSid: CallSid | null;
  /** Our leg is over, the call was not started here, or the Worker reported no call: poll its status soon. */
  readonly doubtful: boolean;
  /** When the rep hung up or our leg was over, on this machine's clock. */
  readonly overAt: number | null;
  /** The rep has hung up, which becomes a fact once the Worker has it, or if the Worker cannot have it. */
  readonly hungUp: boolean;
  /** When the Worker last reported on this call or was asked about it. */
  readonly heardAt: number;
  readonly marks: PhoneCall['marks'];
};

export const begin = (ask: DialAsk, now: number): Live => ({
  intent: ask.intent,
  key: ask.key,
  view: null,
  party: FIRST_REP,
  own: [],
  waitsFor: null,
  digits: '',
  leg: 'none',
  rejoining: false,
  audio: null,
  callSid: null,
  doubtful: false,
  overAt: null,
  hungUp: false,
  heardAt: now,
  marks: { intent: ask.intent.at },
});

/** Who the rep of an inbound call is in it: reps who answered before and did not reach the caller are parties, too. */
const repOf = ({ responsible, parties }: CallView): PartyId =>
  parties?.find(({ id }) => id === responsible)?.id ?? FIRST_REP;

/**
 * A call that the Worker knows and this phone does not: it began before this document was opened, or elsewhere. The
 * rep may have hung it up here without the hang-up reaching the Worker.
 */
export const found = (view: CallView, now: number, hungUp = false): Live => {
  const intent = {
    number: theirNumber(view) ?? view.callerAddress ?? '',
    source: 'recents',
    at: Math.round(view.openedAt),
  } as const;
  const known = { ...begin({ intent, key: '' }, now), view, party: repOf(view) };
  const live: Live = { ...known, key: null, doubtful: true, hungUp };
  // Whatever line was lost, it was not this phone's.
  return withFact(live, { kind: 'device.link', key: 'found', at: now, on: true });
};

/** An inbound call that the Worker has given to this rep, who answered it here. */
export const answered = (view: CallView, now: number): Live => ({
  ...found(view, now),
  key: view.id,
  doubtful: false,
});

/** Ignores a view of another call and a view that is not newer. */
export const withView = (live: Live, view: CallView, now: number): Live => {
  if (live.view && (view.id !== live.view.id || view.version <= live.view.version)) return live;
  return { ...live, view, heardAt: now };
};

/** Applies the answer to a poll, whose view counts like any other. */
export const withStatus = (live: Live, { call }: ReplyOf<typeof status>, now: number): Live => ({
  ...(call ? withView(live, call, now) : live),
  heardAt: now,
});

type OwnEnd = { readonly kind: 'rep.hungUp' | 'phone.signedOut'; readonly key: string; readonly at: number };

/** Adds a fact of this phone's own, on this machine's clock. Of each kind only the latest is kept. */
export const withFact = (live: Live, fact: DeviceFact | OwnEnd): Live => ({
  ...live,
  own: [...live.own.filter(({ kind }) => kind !== fact.kind), { ...fact, party: live.party }],
});

/** Ends the call on this side, because the Worker does not know it yet or can no longer be asked. */
export const withOwnEnd = (live: Live, now: number): Live => {
  const kind = live.hungUp ? 'rep.hungUp' : 'phone.signedOut';
  return withFact(live, { kind, key: kind, at: live.overAt ?? now });
};

/** The rep hangs up. A call the Worker knows goes on until the Worker has the hang-up. */
export const withHangUp = (live: Live, now: number): Live => {
  const hungUp = { ...live, hungUp: true, waitsFor: null, overAt: now };
  return live.view ? hungUp : withOwnEnd(hungUp, now);
};

/** The state of the call, from all that the Worker and this phone know. */
const knownState = ({ intent, view, own }: Live, skewMs = 0): CallState => {
  const facts = own.map(fact => ({ ...fact, at: fact.at + skewMs }));
  if (view) return stateOf(view, facts);
  return merge([{ kind: 'dial.opened', key: 'intent', at: intent.at }, ...facts]);
};

/**
 * Whether our own leg still carries the call. A lost connection may come back automatically. Once the Worker has put
 * the customer on hold, however, waiting for that only uses up the time to rejoin.
 */
export const isCarried = (live: Live): boolean =>
  live.leg === 'up' && (knownState(live).linked || live.view?.rejoinUntil === undefined);

export const isMuted = (live: Live): boolean => knownState(live).muted;

const awayOf = (live: Live, phase: Phase): PhoneCall['away'] => {
  const { view, leg, rejoining, key } = live;
  if (!view || isOver(phase) || live.hungUp) return null;
  if (rejoining) return 'rejoining';
  if (isCarried(live)) return null;
  if (view.rejoinUntil !== undefined) return 'interrupted';
  return key === null && leg === 'none' ? 'elsewhere' : null;
};

/** The whole call, for screens. */
export const toPhoneCall = (live: Live, skewMs: number): PhoneCall => {
  const { intent, view, refused, waitsFor, audio, digits, marks } = live;
  const state = knownState(live, skewMs);
  const phase = refused ? 'failed' : state.phase;
  return {
    intent,
    view: view && { ...view, ...state, openedAt: view.openedAt },
    phase,
    ...(refused ? { refused } : {}),
    waitsFor,
    ending: live.hungUp && !isOver(phase),
    away: awayOf(live, phase),
    linked: state.linked,
    audio,
    muted: state.muted,
    digits,
    marks,
  };
};

export const phaseOf = (live: Live): Phase => (live.refused ? 'failed' : knownState(live).phase);
export const isLive = (live: Live | null): live is Live => live !== null && !isOver(phaseOf(live));

const MARKED: Partial<Record<Phase, Mark>> = {
  ringing: 'ringing',
  active: 'active',
  ended: 'ended',
  failed: 'ended',
};

/** Stamps the moment this phone learned of a phase; a skipped phase gets no stamp. */
export const withMarks = (live: Live, now: number): Live => {
  const mark = MARKED[phaseOf(live)];
  if (!mark || live.marks[mark] !== undefined) return live;
  return { ...live, marks: { ...live.marks, [mark]: now } };
};

const POLL_AFTER_MS = 5_000;
const POLL_DOUBTFUL_AFTER_MS = 1_500;

/** Whether to ask the Worker for the status, because it has been silent too long for a call in this phase (F023). */
export const pollDue = (live: Live, now: number): boolean => {
  if (!live.view || !isLive(live)) return false;
  const silentMs = now - live.heardAt;
  if (live.doubtful) return silentMs >= POLL_DOUBTFUL_AFTER_MS;
  return phaseOf(live) !== 'active' && silentMs >= POLL_AFTER_MS;
};

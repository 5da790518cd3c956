/** The call as this rep sees it: LiveCall's view (highest version wins) under the device's own facts. Pure. */
import type { CallView, DialRefusal, EndReason, Phase, status } from '../../shared/calls/contract.ts';
import { isOver } from '../../shared/calls/machine.ts';
import type { ReplyOf } from '../../shared/endpoint.ts';
import type { CallSid } from '../../shared/ids.ts';
import type { AudioTrouble, DialAsk, Mark, Obstacle, PhoneCall } from '../messages.ts';

export type Live = {
  readonly intent: DialAsk['intent'];
  /** The idempotency key of the gesture; null for a call this phone found and did not begin. */
  readonly key: string | null;
  readonly view: CallView | null;
  readonly refused?: DialRefusal | Obstacle;
  readonly waitsFor: PhoneCall['waitsFor'];
  readonly muted: boolean;
  readonly digits: string;
  /** The device's own line: not there yet, up (also while it is being made again), or over. */
  readonly leg: 'none' | 'up' | 'gone';
  readonly rejoining: boolean;
  readonly audio: AudioTrouble | null;
  readonly linked: boolean;
  readonly callSid: CallSid | null;
  /** Our leg is over, or the Worker did not know of the call: it is asked where the call is. */
  readonly doubtful: boolean;
  readonly failed: EndReason | null;
  /** When the rep hung up, or the device failed, on this clock. */
  readonly overAt: number | null;
  readonly hungUp: boolean;
  /** Our leg is over, and there is no session left to ask the Worker with: the call is over, as far as can be known. */
  readonly unknowable: boolean;
  /** When the Worker last said anything of this call, or was asked. */
  readonly heardAt: number;
  readonly marks: PhoneCall['marks'];
};

export const begin = (ask: DialAsk, now: number): Live => ({
  intent: ask.intent,
  key: ask.key,
  view: null,
  waitsFor: null,
  muted: false,
  digits: '',
  leg: 'none',
  rejoining: false,
  audio: null,
  linked: true,
  callSid: null,
  doubtful: false,
  failed: null,
  overAt: null,
  hungUp: false,
  unknowable: false,
  heardAt: now,
  marks: { intent: ask.intent.at },
});

/**
 * A call the Worker knows and this phone does not: it began before this document did, or elsewhere. It may have been
 * hung up here, and the Worker not have heard of it.
 */
export const found = (view: CallView, now: number, hungUp = false): Live => ({
  ...begin({ intent: { number: view.to, source: 'recents', at: Math.round(view.openedAt) }, key: '' }, now),
  key: null,
  view,
  muted: view.muted,
  doubtful: true,
  hungUp,
});

const RANK: Record<Phase, number> = { idle: 0, connecting: 1, ringing: 2, active: 3, ended: 4, failed: 4 };

/** A view of another call, or an older one, changes nothing. */
export const withView = (live: Live, view: CallView, now: number): Live => {
  if (live.view && (view.id !== live.view.id || view.version <= live.view.version)) return live;
  return { ...live, view, heardAt: now };
};

/** What polling found; it has no version, so it only ever moves the phase forward. */
export const withStatus = (live: Live, found: ReplyOf<typeof status>, now: number): Live => {
  const { view } = live;
  if (!view || found.callId !== view.id || RANK[found.phase] <= RANK[view.phase])
    return { ...live, heardAt: now };
  const { phase, endReason } = found;
  const times = isOver(phase)
    ? { endedAt: now }
    : phase === 'active'
      ? { answeredAt: now }
      : { ringingAt: now };
  return { ...live, view: { ...view, phase, endReason, ...times }, heardAt: now };
};

const ownEnd = (live: Live): { phase: Phase; endReason: EndReason; endedBy: 'rep' | 'system' } | null => {
  const answered = live.view?.answeredAt !== undefined;
  // Once answered, a lost device does not end the call: the customer is held, and the Worker says when it is over.
  if (live.failed && !answered) return { phase: 'failed', endReason: live.failed, endedBy: 'system' };
  // What was never posted is over with the press; a call the Worker has is over when the Worker has heard.
  if (!live.unknowable && !(live.hungUp && live.view === null)) return null;
  const endReason = answered ? 'completed' : 'canceled';
  return { phase: 'ended', endReason, endedBy: live.hungUp ? 'rep' : 'system' };
};

/**
 * Whether our own line is all there is to wait for. A cut line may come back by itself; once the Worker holds the customer
 * for us, waiting for that only uses up the time to rejoin.
 */
export const isCarried = ({ view, leg, linked }: Live): boolean =>
  leg === 'up' && (linked || view?.rejoinUntil === undefined);

const awayOf = (live: Live, phase: Phase): PhoneCall['away'] => {
  const { view, leg, rejoining, key } = live;
  if (!view || isOver(phase) || live.hungUp) return null;
  if (rejoining) return 'rejoining';
  if (isCarried(live)) return null;
  if (view.rejoinUntil !== undefined) return 'interrupted';
  return key === null && leg === 'none' ? 'elsewhere' : null;
};

/** The whole of it for screens. An end of our own making shows at once; the Worker's word replaces it. */
export const toPhoneCall = (live: Live, skewMs: number): PhoneCall => {
  const { intent, refused, waitsFor, audio, muted, digits, marks } = live;
  const end = live.view && isOver(live.view.phase) ? null : ownEnd(live);
  const view =
    live.view && end ? { ...live.view, ...end, endedAt: (live.overAt ?? live.heardAt) + skewMs } : live.view;
  const phase = refused ? 'failed' : (end?.phase ?? view?.phase ?? 'connecting');
  const linked = live.linked && live.failed === null;
  const away = awayOf(live, phase);
  return {
    intent,
    view,
    phase,
    ...(refused ? { refused } : {}),
    waitsFor,
    ending: live.hungUp && !isOver(phase),
    away,
    linked,
    audio,
    muted,
    digits,
    marks,
  };
};

export const phaseOf = (live: Live): Phase => toPhoneCall(live, 0).phase;
export const isLive = (live: Live | null): live is Live => live !== null && !isOver(phaseOf(live));

const MARKED: Partial<Record<Phase, Mark>> = {
  ringing: 'ringing',
  active: 'active',
  ended: 'ended',
  failed: 'ended',
};

/** Stamps the moment this phone learned of a phase; a phase that was skipped is not stamped. */
export const withMarks = (live: Live, now: number): Live => {
  const mark = MARKED[phaseOf(live)];
  if (!mark || live.marks[mark] !== undefined) return live;
  return { ...live, marks: { ...live.marks, [mark]: now } };
};

const POLL_AFTER_MS = 5_000;
const POLL_DOUBTFUL_AFTER_MS = 1_500;

/** Whether to ask the Worker, because it has been silent for longer than a call in this phase should be (F023). */
export const pollDue = (live: Live, now: number): boolean => {
  if (!live.view || !isLive(live)) return false;
  const silentMs = now - live.heardAt;
  if (live.doubtful) return silentMs >= POLL_DOUBTFUL_AFTER_MS;
  return phaseOf(live) !== 'active' && silentMs >= POLL_AFTER_MS;
};

/** The call as this rep sees it: LiveCall's view (highest version wins), overlaid with the device's facts. Pure. */
import type { CallView, DialRefusal, EndReason, Phase, status } from '../../shared/calls/contract.ts';
import { isOver } from '../../shared/calls/machine.ts';
import type { ReplyOf } from '../../shared/endpoint.ts';
import type { CallSid } from '../../shared/ids.ts';
import type { AudioTrouble, DialAsk, Mark, Obstacle, PhoneCall } from '../messages.ts';

export type Live = {
  readonly intent: DialAsk['intent'];
  /** The idempotency key of the gesture; null for a call that this phone found and did not start. */
  readonly key: string | null;
  readonly view: CallView | null;
  readonly refused?: DialRefusal | Obstacle;
  readonly waitsFor: PhoneCall['waitsFor'];
  readonly muted: boolean;
  readonly digits: string;
  /** The device's own leg: not there yet, up (also while it is reconnecting), or over. */
  readonly leg: 'none' | 'up' | 'gone';
  readonly rejoining: boolean;
  readonly audio: AudioTrouble | null;
  readonly linked: boolean;
  readonly callSid: CallSid | null;
  /** Our leg is over, the call was not started here, or the Worker reported no call: poll its status soon. */
  readonly doubtful: boolean;
  readonly failed: EndReason | null;
  /** When the rep hung up or the device failed, on this machine's clock. */
  readonly overAt: number | null;
  readonly hungUp: boolean;
  /** Our leg is over, and no session is left to ask the Worker with: the call counts as over. */
  readonly unknowable: boolean;
  /** When the Worker last reported on this call or was asked about it. */
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
 * A call that the Worker knows and this phone does not: it began before this document was opened, or elsewhere. The
 * rep may have hung it up here without the hang-up reaching the Worker.
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

/** Ignores a view of another call and a view that is not newer. */
export const withView = (live: Live, view: CallView, now: number): Live => {
  if (live.view && (view.id !== live.view.id || view.version <= live.view.version)) return live;
  return { ...live, view, heardAt: now };
};

/** Applies a polled status. A status has no version, so it can only move the phase forward. */
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
  // Once answered, a lost device does not end the call: the customer is on hold, and the Worker reports the end.
  if (live.failed && !answered) return { phase: 'failed', endReason: live.failed, endedBy: 'system' };
  // A call the Worker does not know yet ends with the click on End; any other ends when the Worker has the hang-up.
  if (!live.unknowable && !(live.hungUp && live.view === null)) return null;
  const endReason = answered ? 'completed' : 'canceled';
  return { phase: 'ended', endReason, endedBy: live.hungUp ? 'rep' : 'system' };
};

/**
 * Whether our own leg still carries the call. A lost connection may come back automatically. Once the Worker has put
 * the customer on hold, however, waiting for that only uses up the time to rejoin.
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

/** The whole call, for screens. An end on this side shows at once, until the Worker's own report replaces it. */
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

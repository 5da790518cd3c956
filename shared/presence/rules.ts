/** Which status a rep has, from what they picked and what is known of them (F060–F063). Pure. */
import type { PickedStatus, Status } from './statuses.ts';

/** A browser that has not been heard for this long counts as gone. */
export const OFFLINE_AFTER_MS = 120_000;
/** A rep who has used no computer for this long is Away. */
export const AWAY_AFTER_MS = 600_000;
/** For those who have never picked a status: nobody is rung who did not ask for it. */
export const FIRST_PICK: PickedStatus = 'away';

/** Times are milliseconds UTC. */
export type Situation = {
  readonly picked: PickedStatus;
  /** Until when they count as connected if nothing is heard any more. */
  readonly hereUntil: number;
  /** Infinity during a call; afterwards, when the call and its wrap-up ended. */
  readonly busyUntil: number;
  /** Since when they have used none of their browsers' computers; null if they use one. */
  readonly idleSince: number | null;
};

// A call counts as activity: who talks need not touch the computer.
const awayAt = ({ idleSince, busyUntil }: Situation): number =>
  idleSince === null ? Number.POSITIVE_INFINITY : Math.max(idleSince, busyUntil) + AWAY_AFTER_MS;

export const statusOf = (situation: Situation, now: number): Status => {
  const { picked, hereUntil, busyUntil } = situation;
  if (now >= hereUntil) return 'offline';
  if (now < busyUntil) return 'in_call';
  return picked === 'online' && now >= awayAt(situation) ? 'away' : picked;
};

/** When the status may next change with nothing but time; Infinity for never. */
export const nextChangeAt = (situation: Situation, now: number): number => {
  const { hereUntil, busyUntil } = situation;
  return Math.min(
    ...[hereUntil, busyUntil, awayAt(situation)].map(at => (at > now ? at : Number.POSITIVE_INFINITY)),
  );
};

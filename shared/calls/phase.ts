/** What follows from a call's phase and times. Apart from machine.ts, because every screen needs it. Pure. */
import type { CallState } from './machine.ts';
import type { Phase } from './view.ts';

export const isOver = (phase: Phase): boolean => phase === 'ended' || phase === 'failed';

/** How long they talked, in ms; 0 when nobody answered. `now` is used until the call has ended. */
export const talkMs = (call: Pick<CallState, 'answeredAt' | 'endedAt'>, now: number): number =>
  call.answeredAt === undefined ? 0 : Math.max(0, (call.endedAt ?? now) - call.answeredAt);

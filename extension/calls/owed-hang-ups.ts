/**
 * Calls the rep has hung up whose hang-up has not reached the Worker yet. They are stored, because the phone or the
 * whole browser may close first; the next phone that starts sends them.
 */
import * as z from 'zod';
import { CallId } from '../../shared/ids.ts';

const Stored = z.array(z.object({ callId: CallId, at: z.number() }));
type Owed = z.infer<typeof Stored>[number];

/** No call lasts longer than this. */
const FORGET_AFTER_MS = 24 * 60 * 60_000;

export type OwedHangUps = {
  readonly has: (callId: CallId) => boolean;
  readonly add: (callId: CallId) => void;
  readonly remove: (callId: CallId) => void;
  /** The hang-ups that an earlier phone could not deliver. */
  readonly load: () => Promise<readonly CallId[]>;
};

export type Shelf = {
  readonly read: () => Promise<unknown>;
  readonly write: (text: string | null) => Promise<void>;
};

const parse = (text: unknown): readonly Owed[] => {
  if (typeof text !== 'string') return [];
  try {
    return Stored.safeParse(JSON.parse(text)).data ?? [];
  } catch {
    return [];
  }
};

export const owedHangUps = (shelf: Shelf, now: () => number): OwedHangUps => {
  const owed = new Map<CallId, Owed>();
  // One write after the other, so that the last state is the one that stays stored.
  let writing: Promise<void> = Promise.resolve();
  const store = (): void => {
    writing = writing
      .then(() => shelf.write(owed.size > 0 ? JSON.stringify([...owed.values()]) : null))
      // The hang-up is sent anyway; it is lost only if this phone closes before it arrives.
      .catch(() => undefined);
  };
  return {
    has: callId => owed.has(callId),
    add: callId => {
      if (owed.has(callId)) return;
      owed.set(callId, { callId, at: now() });
      store();
    },
    remove: callId => {
      if (owed.delete(callId)) store();
    },
    load: async () => {
      const found = parse(await shelf.read()).filter(({ at }) => now() - at < FORGET_AFTER_MS);
      for (const each of found) owed.set(each.callId, each);
      return found.map(({ callId }) => callId);
    },
  };
};

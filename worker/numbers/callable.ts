import type { NumberId } from '../../shared/ids.ts';
import type { StoredNumber } from './store.ts';

/** The numbers that may be called from: the workspace's default first, then the oldest (F031). */
export const callable = (numbers: readonly StoredNumber[], first: NumberId | null): readonly StoredNumber[] =>
  numbers
    .filter(({ voice, goneAt }) => voice && goneAt === null)
    .toSorted((a, b) => Number(b.id === first) - Number(a.id === first));

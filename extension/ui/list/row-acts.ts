import { computed, signal } from '@preact/signals';
import type { Result } from '../../../shared/result.ts';
import { createAsking, type Fault } from '../asking.ts';
import type { Trouble } from '../Trouble.tsx';

/** Runs one act at a time on the rows of a list. What went wrong is shown at the row it concerns. */
export const createRowActs = <At>() => {
  const asking = createAsking();
  const at = signal<At | null>(null);
  return {
    /** The row that something is being done to. */
    busy: computed(() => (asking.busy.value ? at.value : null)),
    troubleAt: (row: At): Trouble | null => (at.value === row ? asking.trouble.value : null),
    /** The message is no longer of use. */
    clear: (): void => {
      asking.trouble.value = null;
    },
    /** `words` gives the message for an expected refusal; undefined for any other. */
    during: async <T, E extends Fault>(
      row: At,
      ask: () => Promise<Result<T, E>>,
      then: (value: T) => void,
      words?: (error: E) => string | undefined,
    ): Promise<boolean> => {
      if (asking.busy.value) return false;
      at.value = row;
      return asking.during(ask, then, words);
    },
  };
};

import { signal } from '@preact/signals';
import type { CallId } from '../../../shared/ids.ts';
import type { listen } from '../../../shared/recordings/contract.ts';
import { listenRefusalWords } from '../../../shared/recordings/words.ts';
import type { Reply } from '../../http.ts';
import { createAsking } from '../../ui/asking.ts';

export type PlayerWires = {
  readonly listen: (callId: CallId) => Promise<Reply<typeof listen>>;
  /** An address the sound can be played from, until it is dropped. */
  readonly urlOf: (sound: unknown) => string;
  readonly dropUrl: (url: string) => void;
};
export type Player = ReturnType<typeof createPlayer>;

/** One recording at a time: fetched whole, as somebody who may hear it, and gone when another is played. */
export const createPlayer = (wires: PlayerWires) => {
  /** Which call's is open, and where its sound is once it has come. */
  const open = signal<{ readonly callId: CallId; readonly url: string | null } | null>(null);
  const asking = createAsking();
  const close = (): void => {
    if (open.value?.url) wires.dropUrl(open.value.url);
    open.value = null;
    asking.trouble.value = null;
  };
  return {
    open,
    trouble: asking.trouble,
    close,
    play: async (callId: CallId): Promise<void> => {
      if (asking.busy.value) return;
      close();
      open.value = { callId, url: null };
      await asking.during(
        () => wires.listen(callId),
        ({ body }) => {
          // Whoever has closed it meanwhile does not want to hear it.
          if (open.value?.callId === callId) open.value = { callId, url: wires.urlOf(body) };
        },
        error =>
          error.reason === 'coming' || error.reason === 'gone' ? listenRefusalWords(error) : undefined,
      );
    },
  };
};

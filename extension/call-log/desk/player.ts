import { signal } from '@preact/signals';
import type { CallId } from '../../../shared/ids.ts';
import type { listen } from '../../../shared/recordings/contract.ts';
import { listenRefusalWords } from '../../../shared/recordings/words.ts';
import type { Reply } from '../../http.ts';
import { troubleOf } from '../../ui/asking.ts';
import type { Trouble } from '../../ui/Trouble.tsx';

export type PlayerPorts = {
  readonly listen: (callId: CallId) => Promise<Reply<typeof listen>>;
  /** A URL the sound can be played from, until `dropUrl`. */
  readonly urlOf: (sound: unknown) => string;
  readonly dropUrl: (url: string) => void;
};
export type Player = ReturnType<typeof createPlayer>;

const troubleWith = (error: Extract<Reply<typeof listen>, { ok: false }>['error']): Trouble =>
  error.reason === 'coming' || error.reason === 'empty' || error.reason === 'gone'
    ? { text: listenRefusalWords(error) }
    : troubleOf(error);

/** Plays one recording at a time: fetched whole with the member's session, and dropped when another is played. */
export const createPlayer = (ports: PlayerPorts) => {
  /** The call whose recording is open, and the URL of its sound once that has been fetched. */
  const open = signal<{ readonly callId: CallId; readonly url: string | null } | null>(null);
  const trouble = signal<Trouble | null>(null);
  const close = (): void => {
    if (open.value?.url) ports.dropUrl(open.value.url);
    open.value = null;
    trouble.value = null;
  };
  return {
    open,
    trouble,
    close,
    play: async (callId: CallId): Promise<void> => {
      close();
      const mine = { callId, url: null };
      open.value = mine;
      const reply = await ports.listen(callId);
      // Closed, or replaced by another recording, while it was being fetched.
      if (open.value !== mine) return;
      if (reply.ok) open.value = { callId, url: ports.urlOf(reply.value.body) };
      else trouble.value = troubleWith(reply.error);
    },
  };
};

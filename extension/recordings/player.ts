import { signal } from '@preact/signals';
import type { RecordingSid } from '../../shared/ids.ts';
import type { listen } from '../../shared/recordings/contract.ts';
import { listenRefusalWords } from '../../shared/recordings/words.ts';
import type { Reply } from '../http.ts';
import { troubleOf } from '../ui/asking.ts';
import type { Trouble } from '../ui/Trouble.tsx';
import { words } from './words.ts';

export type PlayerPorts = {
  readonly listen: (sid: RecordingSid) => Promise<Reply<typeof listen>>;
};
export type Player = ReturnType<typeof createPlayer>;

/** A recording that is open. */
type Open = {
  readonly sid: RecordingSid;
  /** Where its audio is, from the second to begin at; null until the server has said. */
  readonly url: string | null;
  readonly autoplay: boolean;
};

const isRefusal = (reason: string): reason is 'coming' | 'stuck' | 'empty' | 'gone' =>
  ['coming', 'stuck', 'empty', 'gone'].includes(reason);

const troubleWith = (error: Extract<Reply<typeof listen>, { ok: false }>['error']): Trouble =>
  isRefusal(error.reason) ? { text: listenRefusalWords({ reason: error.reason }) } : troubleOf(error);

/** Plays one recording at a time. Its audio is streamed from an address that works for a while. */
export const createPlayer = (ports: PlayerPorts) => {
  const open = signal<Open | null>(null);
  const trouble = signal<Trouble | null>(null);
  /** Its address was renewed, and nothing has been heard since. */
  let isRenewed = false;

  const load = async (sid: RecordingSid, seconds: number, autoplay: boolean): Promise<void> => {
    const mine = { sid, url: null, autoplay };
    open.value = mine;
    trouble.value = null;
    const reply = await ports.listen(sid);
    // Closed, or replaced by another recording, in the meantime.
    if (open.value !== mine) return;
    if (reply.ok)
      open.value = { ...mine, url: seconds > 0 ? `${reply.value.url}#t=${seconds}` : reply.value.url };
    else trouble.value = troubleWith(reply.error);
  };

  return {
    open,
    trouble,
    close: (): void => {
      open.value = null;
      trouble.value = null;
    },
    play: (sid: RecordingSid): Promise<void> => {
      isRenewed = false;
      return load(sid, 0, true);
    },
    /** It is heard. */
    playing: (): void => {
      isRenewed = false;
    },
    /** It stopped: the address has expired, or the network failed. Goes on from there once, at a new address. */
    failed: async (seconds: number, wasPlaying: boolean): Promise<void> => {
      if (!open.value?.url) return;
      const { sid } = open.value;
      if (isRenewed) {
        open.value = { sid, url: null, autoplay: false };
        trouble.value = { text: words.stopped };
        return;
      }
      isRenewed = true;
      await load(sid, seconds, wasPlaying);
    },
  };
};

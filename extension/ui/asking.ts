import { signal } from '@preact/signals';
import type { Result } from '../../shared/result.ts';
import type { Trouble } from './Trouble.tsx';

export type Fault = {
  readonly reason: string;
  readonly detail?: string;
  readonly requestId?: string;
  /** The fields of the request that the server did not understand, with a message each. */
  readonly fields?: Readonly<Record<string, string | undefined>>;
};

const AWAY = 'The server does not answer. Check your connection; nothing was changed.';

/** The message for a failed request: the Worker's own if it sent one. */
export const troubleOf = ({ reason, detail, requestId }: Fault): Trouble =>
  reason === 'server' && detail !== undefined ? { text: detail, requestId } : { text: AWAY };

/** Runs one request at a time; what went wrong is shown until the next one. */
export const createAsking = () => {
  const busy = signal(false);
  const trouble = signal<Trouble | null>(null);
  /** Confirms what was just done. */
  const note = signal('');
  const say = <E extends Fault>(error: E, words: (error: E) => string | null | undefined): void => {
    const text = words(error);
    if (text === null) return;
    trouble.value = text === undefined ? troubleOf(error) : { text };
  };
  return {
    busy,
    trouble,
    note,
    /** Reads what is shown. Nothing waits for this, and the confirmation of the last act stays. */
    read: async <T>(ask: () => Promise<Result<T, Fault>>, then: (value: T) => void): Promise<void> => {
      trouble.value = null;
      const reply = await ask();
      if (reply.ok) then(reply.value);
      else say(reply.error, () => undefined);
    },
    /**
     * `words` gives the message for an expected refusal, null when it is shown elsewhere; undefined for any other
     * fault.
     */
    during: async <T, E extends Fault>(
      ask: () => Promise<Result<T, E>>,
      then: (value: T) => void | Promise<void>,
      words: (error: E) => string | null | undefined = () => undefined,
    ): Promise<boolean> => {
      if (busy.value) return false;
      busy.value = true;
      trouble.value = null;
      note.value = '';
      const reply = await ask();
      if (reply.ok) await then(reply.value);
      else say(reply.error, words);
      busy.value = false;
      return reply.ok;
    },
  };
};

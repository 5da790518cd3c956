import { signal } from '@preact/signals';
import type { FailedJob, failedJobs, retryFailedJob } from '../../../shared/diagnostics/contract.ts';
import type { Reply } from '../../http.ts';
import type { Trouble } from '../../ui/Trouble.tsx';
import { kindWords, words } from './words.ts';

/** What the list needs from outside itself. */
export type Ports = {
  readonly read: () => Promise<Reply<typeof failedJobs>>;
  readonly retry: (id: string) => Promise<Reply<typeof retryFailedJob>>;
};

type Fault =
  | Extract<Reply<typeof failedJobs>, { ok: false }>['error']
  | Extract<Reply<typeof retryFailedJob>, { ok: false }>['error'];

const troubleOf = (error: Fault): Trouble =>
  error.reason === 'server'
    ? { text: error.detail, requestId: error.requestId }
    : { text: error.reason === 'not_readable' ? words.notReadable : words.offline };

export type FailedJobs = ReturnType<typeof createFailedJobs>;

/** The failed jobs of this workspace. Rows stay on screen while they are read again. */
export const createFailedJobs = (ports: Ports) => {
  /** Undefined until they have been read. */
  const rows = signal<readonly FailedJob[] | undefined>(undefined);
  const trouble = signal<Trouble | null>(null);
  const trying = signal<ReadonlySet<string>>(new Set());
  const note = signal('');

  const load = async () => {
    trouble.value = null;
    const reply = await ports.read();
    if (reply.ok) rows.value = reply.value.failedJobs;
    else trouble.value = troubleOf(reply.error);
  };

  return {
    rows,
    trouble,
    trying,
    note,
    load,
    retry: async (job: FailedJob) => {
      const isListed = rows.value?.some(({ id }) => id === job.id);
      if (!isListed || trying.value.has(job.id)) return;
      trying.value = new Set([...trying.value, job.id]);
      trouble.value = null;
      const reply = await ports.retry(job.id);
      trying.value = new Set([...trying.value].filter(id => id !== job.id));
      if (!reply.ok) {
        trouble.value = troubleOf(reply.error);
        return;
      }
      note.value = words.sent(kindWords(job));
      rows.value = rows.value?.filter(({ id }) => id !== job.id);
    },
  };
};

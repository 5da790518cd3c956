import { signal } from '@preact/signals';
import type { FailedJob, failedJobs, retryFailedJob } from '../../../shared/diagnostics/contract.ts';
import { ok } from '../../../shared/result.ts';
import type { Reply } from '../../http.ts';
import { troubleOf } from '../../ui/asking.ts';
import { byId, createList } from '../../ui/list/list-model.ts';
import type { Trouble } from '../../ui/Trouble.tsx';
import { toasts } from '../../ui/toasts/toasts.ts';
import { words } from './words.ts';

/** What the list needs from outside itself. */
export type Ports = {
  readonly read: () => Promise<Reply<typeof failedJobs>>;
  readonly retry: (id: string) => Promise<Reply<typeof retryFailedJob>>;
};

export type FailedJobs = ReturnType<typeof createFailedJobs>;

/** The failed jobs of this workspace. */
export const createFailedJobs = (ports: Ports) => {
  const list = createList<FailedJob>({
    idOf: byId,
    read: async () => {
      const reply = await ports.read();
      return reply.ok ? ok({ items: reply.value.failedJobs, hasMore: false }) : reply;
    },
  });
  /** What went wrong with the last attempt to put a job back. */
  const trouble = signal<Trouble | null>(null);
  const trying = signal<ReadonlySet<string>>(new Set());

  return {
    list,
    trouble,
    trying,
    retry: async (job: FailedJob) => {
      const isListed = list.items.value?.some(({ id }) => id === job.id);
      if (!isListed || trying.value.has(job.id)) return;
      trying.value = new Set([...trying.value, job.id]);
      trouble.value = null;
      const reply = await ports.retry(job.id);
      trying.value = new Set([...trying.value].filter(id => id !== job.id));
      if (!reply.ok) {
        trouble.value =
          reply.error.reason === 'not_readable' ? { text: words.notReadable } : troubleOf(reply.error);
        return;
      }
      list.drop(job.id);
      toasts.say(words.sent(job.title));
    },
  };
};

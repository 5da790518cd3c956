import { signal } from '@preact/signals';
import type { AuditEntry, auditLog, exportAudit } from '../../../shared/audit/contract.ts';
import type { RequestOf } from '../../../shared/endpoint.ts';
import type { MemberId } from '../../../shared/ids.ts';
import { ok } from '../../../shared/result.ts';
import type { Reply } from '../../http.ts';
import { troubleOf } from '../../ui/asking.ts';
import { createList } from '../../ui/list/list-model.ts';
import type { Trouble } from '../../ui/Trouble.tsx';
import { toasts } from '../../ui/toasts/toasts.ts';
import { csvOf } from './csv.ts';
import { words } from './words.ts';

type Ask = RequestOf<typeof auditLog>;
type Export = RequestOf<typeof exportAudit>;

export type Ports = {
  readonly read: (ask: Ask) => Promise<Reply<typeof auditLog>>;
  readonly take: (ask: Export) => Promise<Reply<typeof exportAudit>>;
  /** Offers a file to download. */
  readonly hand: (name: string, text: string) => void;
};

/** The values of the fields; empty means no filter. Days are local, `2026-01-31`. */
export type Filters = {
  readonly who: MemberId | '';
  readonly what: string;
  readonly since: string;
  readonly until: string;
};
export const NO_FILTERS: Filters = { who: '', what: '', since: '', until: '' };

const PAGE = 50;

const startOf = (day: string): number => new Date(`${day}T00:00:00`).getTime();
const endOf = (day: string): number => new Date(`${day}T23:59:59.999`).getTime();

const askOf = ({ who, what, since, until }: Filters, before?: number): Export => ({
  ...(before === undefined ? {} : { before }),
  ...(who === '' ? {} : { memberId: who }),
  ...(what === '' ? {} : { act: what }),
  ...(since === '' ? {} : { since: startOf(since) }),
  ...(until === '' ? {} : { until: endOf(until) }),
});

export type AuditLog = ReturnType<typeof createAuditLog>;

/** The log on screen. */
export const createAuditLog = (ports: Ports) => {
  const members = signal<readonly { readonly id: MemberId; readonly name: string }[]>([]);
  const acts = signal<readonly string[]>([]);
  const filters = signal<Filters>(NO_FILTERS);
  /** What went wrong with the export. */
  const trouble = signal<Trouble | null>(null);
  const note = signal('');
  const list = createList<AuditEntry>({
    idOf: ({ id }) => String(id),
    read: async shown => {
      const reply = await ports.read({ ...askOf(filters.value, shown.at(-1)?.id), limit: PAGE });
      if (!reply.ok) return reply;
      // Later pages are without the choices of the filters.
      if (shown.length === 0) {
        members.value = reply.value.members;
        acts.value = reply.value.acts;
      }
      return ok({ items: reply.value.entries, hasMore: reply.value.hasMore });
    },
  });

  return {
    list,
    members,
    acts,
    filters,
    trouble,
    note,
    filter: (change: Partial<Filters>) => {
      filters.value = { ...filters.value, ...change };
      return list.load();
    },
    /** Exports every matching entry, however many there are. */
    exportAll: async () => {
      const asked = filters.value;
      const all: AuditEntry[] = [];
      trouble.value = null;
      for (let before: number | undefined; ; ) {
        note.value = words.exporting(all.length);
        const reply = await ports.take(askOf(asked, before));
        if (!reply.ok) {
          note.value = '';
          trouble.value = troubleOf(reply.error);
          return;
        }
        all.push(...reply.value.entries);
        before = all.at(-1)?.id;
        if (!reply.value.hasMore) break;
      }
      ports.hand('ringside-audit.csv', csvOf(all));
      note.value = '';
      toasts.say(words.exported(all.length));
    },
  };
};

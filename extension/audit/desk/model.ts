import { signal } from '@preact/signals';
import type { AuditEntry, auditLog, exportAudit } from '../../../shared/audit/contract.ts';
import type { RequestOf } from '../../../shared/endpoint.ts';
import type { MemberId } from '../../../shared/ids.ts';
import type { Reply } from '../../http.ts';
import type { Trouble } from '../../ui/Trouble.tsx';
import { csvOf } from './csv.ts';
import { words } from './words.ts';

type Ask = RequestOf<typeof auditLog>;
type Export = RequestOf<typeof exportAudit>;
type Answer = Reply<typeof auditLog>;

export type Ports = {
  readonly read: (ask: Ask) => Promise<Answer>;
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

const troubleOf = (error: Extract<Answer, { ok: false }>['error']): Trouble =>
  error.reason === 'server' ? { text: error.detail, requestId: error.requestId } : { text: words.offline };

export type AuditLog = ReturnType<typeof createAuditLog>;

/** The log on screen. Entries stay while they are reloaded; a late reply to an earlier request is dropped. */
export const createAuditLog = (ports: Ports) => {
  /** Undefined until they have been read. */
  const entries = signal<readonly AuditEntry[] | undefined>(undefined);
  const members = signal<readonly { readonly id: MemberId; readonly name: string }[]>([]);
  const acts = signal<readonly string[]>([]);
  const hasMore = signal(false);
  const filters = signal<Filters>(NO_FILTERS);
  const trouble = signal<Trouble | null>(null);
  const isBusy = signal(false);
  const note = signal('');
  let latest = 0;

  const read = async (before?: number) => {
    const mine = ++latest;
    trouble.value = null;
    isBusy.value = true;
    const reply = await ports.read({ ...askOf(filters.value, before), limit: PAGE });
    if (mine !== latest) return;
    isBusy.value = false;
    if (!reply.ok) {
      trouble.value = troubleOf(reply.error);
      return;
    }
    hasMore.value = reply.value.hasMore;
    if (before !== undefined) {
      entries.value = [...(entries.value ?? []), ...reply.value.entries];
      return;
    }
    entries.value = reply.value.entries;
    members.value = reply.value.members;
    acts.value = reply.value.acts;
  };

  return {
    entries,
    members,
    acts,
    hasMore,
    filters,
    trouble,
    isBusy,
    note,
    load: () => read(),
    more: () => read(entries.value?.at(-1)?.id),
    filter: (change: Partial<Filters>) => {
      filters.value = { ...filters.value, ...change };
      return read();
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
      note.value = words.exported(all.length);
    },
  };
};

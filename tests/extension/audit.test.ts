import { beforeEach, describe, expect, it } from 'vitest';
import { csvOf } from '../../extension/audit/desk/csv.ts';
import { createAuditLog, type Ports } from '../../extension/audit/desk/model.ts';
import { toasts } from '../../extension/ui/toasts/toasts.ts';
import { type AuditEntry, EXPORT_PAGE } from '../../shared/audit/contract.ts';
import { err, ok } from '../../shared/result.ts';

const entry = (id: number, over: Partial<AuditEntry> = {}): AuditEntry => ({
  id,
  at: Date.UTC(2026, 0, 5, 9, 0, id % 60),
  member: null,
  act: 'calls.dial',
  target: null,
  targetName: null,
  before: null,
  after: null,
  requestId: `req_${id}`,
  seal: null,
  ...over,
});

const TOTAL = 1_150;
const all = Array.from({ length: TOTAL }, (_, n) => entry(TOTAL - n));

const pageOf = ({ before }: { before?: number }, limit: number) => {
  const rest = all.filter(({ id }) => before === undefined || id < before);
  return { entries: rest.slice(0, limit), hasMore: rest.length > limit };
};

let asked: Parameters<Ports['read']>[0][];
let files: { name: string; text: string }[];
const ports: Ports = {
  read: async ask => {
    asked.push(ask);
    return ok({ ...pageOf(ask, ask.limit), members: [], acts: ['calls.dial'] });
  },
  take: async ask => {
    const { entries, hasMore } = pageOf(ask, EXPORT_PAGE);
    return ok({ entries, hasMore });
  },
  hand: (name, text) => files.push({ name, text }),
};
beforeEach(() => {
  asked = [];
  files = [];
});

describe('the audit log on screen', () => {
  it('reads the newest entries, then older ones below them', async () => {
    const log = createAuditLog(ports);
    await log.list.load();
    await log.list.more();
    expect(log.list.items.value?.map(({ id }) => id)).toEqual(all.slice(0, 100).map(({ id }) => id));
    expect(log.list.hasMore.value).toBe(true);
  });

  it('queries by the filters, in whole local days', async () => {
    const log = createAuditLog(ports);
    await log.filter({ what: 'calls.dial', since: '2026-01-05', until: '2026-01-05' });
    expect(asked.at(-1)).toEqual({
      limit: 50,
      act: 'calls.dial',
      since: new Date(2026, 0, 5).getTime(),
      until: new Date(2026, 0, 6).getTime() - 1,
    });
  });

  it('drops an answer that arrives after a newer query', async () => {
    const answers: (() => void)[] = [];
    const slow: Ports = {
      ...ports,
      read: ask =>
        new Promise(resolve => answers.push(() => resolve(ports.read({ ...ask, limit: ask.act ? 1 : 2 })))),
    };
    const log = createAuditLog(slow);
    const first = log.list.load();
    const second = log.filter({ what: 'calls.dial' });
    answers[1]?.();
    await second;
    answers[0]?.();
    await first;
    expect(log.list.items.value).toHaveLength(1);
  });

  it('keeps the entries on screen when it cannot be read again, and says why', async () => {
    const log = createAuditLog(ports);
    await log.list.load();
    const broken = createAuditLog({ ...ports, read: async () => err({ reason: 'offline' }) });
    await broken.list.load();
    expect(broken.list.trouble.value?.text).toContain('does not answer');
    expect(broken.list.items.value).toBeUndefined();
    expect(log.list.items.value).toHaveLength(50);
  });

  it('exports every matching entry, however many there are', async () => {
    const log = createAuditLog(ports);
    await log.exportAll();
    expect(toasts.shown.value.at(-1)?.text).toBe(`${TOTAL} entries exported.`);
    expect(log.note.value).toBe('');
    expect(files[0]?.text.trimEnd().split('\r\n')).toHaveLength(TOTAL + 1);
  });
});

describe('the CSV', () => {
  it('quotes cells that need it, and contains no formula', () => {
    const text = csvOf([entry(1, { target: '=1+1', after: { a: 'x,"y"' }, seal: 'abc' })]);
    expect(text.split('\r\n')[1]).toBe(
      `1,2026-01-05T09:00:01.000Z,,,calls.dial,'=1+1,,"{""a"":""x,\\""y\\""""}",req_1,abc`,
    );
  });
});

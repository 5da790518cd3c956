import type { AuditEntry } from '../../../shared/audit/contract.ts';

const HEAD = ['id', 'at', 'member', 'member_id', 'act', 'target', 'before', 'after', 'request_id', 'seal'];

// A spreadsheet runs a cell that begins like a formula.
const cell = (value: unknown): string => {
  const text = value === null || value === undefined ? '' : String(value);
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

const json = (value: unknown): string => (value === null ? '' : JSON.stringify(value));

/** RFC 4180, the newest entry first. */
export const csvOf = (entries: readonly AuditEntry[]): string =>
  [
    HEAD.join(','),
    ...entries.map(({ id, at, member, act, target, before, after, requestId, seal }) =>
      [
        id,
        new Date(at).toISOString(),
        member?.name,
        member?.id,
        act,
        target,
        json(before),
        json(after),
        requestId,
        seal,
      ]
        .map(cell)
        .join(','),
    ),
    '',
  ].join('\r\n');

import * as z from 'zod';
import { endpoint, NoRefusal } from '../endpoint.ts';
import { MemberId } from '../ids.ts';

/** One thing somebody did. */
export const AuditEntry = z.object({
  /** Grows with time; the ids of one workspace may have gaps. */
  id: z.number().int(),
  /** Milliseconds UTC. */
  at: z.number(),
  member: z.object({ id: MemberId, name: z.string() }).nullable(),
  /** The act's name: `calls.dial`. */
  act: z.string(),
  /** What the act was done to; null unless it was done to a single thing. */
  target: z.string().nullable(),
  /** Its name today, if it has one: of a member, contact, call, invitation or this workspace. */
  targetName: z.string().nullable(),
  /** The state before and after the act, as far as the act reports it; never contains secrets. */
  before: z.unknown(),
  after: z.unknown(),
  requestId: z.string(),
  /** Depends on every entry before this one. Null until the entry is sealed, at most a minute later. */
  seal: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Which entries to return. */
const Filter = z.object({
  /** Only entries older than this one. */
  before: z.coerce.number().int().positive().optional(),
  /** The act's name, or its beginning: `calls.`. */
  act: z.string().max(60).optional(),
  memberId: MemberId.optional(),
  /** Milliseconds UTC, both included. */
  since: z.coerce.number().int().optional(),
  until: z.coerce.number().int().optional(),
});

export const auditLog = endpoint({
  name: 'audit.log',
  method: 'GET',
  path: '/v1/audit',
  may: 'runWorkspace',
  request: Filter.extend({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  reply: z.object({
    entries: z.array(AuditEntry),
    /** Every member and every act in the log, for the filters: with the first page only. */
    members: z.array(z.object({ id: MemberId, name: z.string() })),
    acts: z.array(z.string()),
    hasMore: z.boolean(),
  }),
  refusal: NoRefusal,
  refusals: {},
});

export const EXPORT_PAGE = 500;
/** Entries to export, at most EXPORT_PAGE, newest first; the export itself is in the log too. */
export const exportAudit = endpoint({
  name: 'audit.export',
  method: 'POST',
  path: '/v1/audit/export',
  may: 'runWorkspace',
  stepUp: true,
  request: Filter,
  reply: z.object({ entries: z.array(AuditEntry), hasMore: z.boolean() }),
  refusal: NoRefusal,
  refusals: {},
});

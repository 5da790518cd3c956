import * as z from 'zod';
import { endpoint, NoRefusal } from '../endpoint.ts';
import { MemberId } from '../ids.ts';

/** One thing somebody did. */
export const AuditEntry = z.object({
  /** Grows with time; the entries of one workspace are not numbered without gaps. */
  id: z.number().int(),
  /** Milliseconds UTC. */
  at: z.number(),
  member: z.object({ id: MemberId, name: z.string() }).nullable(),
  /** The act's name: `calls.dial`. */
  act: z.string(),
  /** What it was done to, where it was done to one thing. */
  target: z.string().nullable(),
  /** What was so before and after it, as far as the act says; secrets are never in it. */
  before: z.unknown(),
  after: z.unknown(),
  requestId: z.string(),
  /** Its seal: changes with every entry before it. Null until it is sealed, a minute later at most. */
  seal: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Which entries. */
const Filter = z.object({
  /** Only what is older than this entry. */
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
    /** Everybody and every act the log knows, to choose from: with the first page alone. */
    members: z.array(z.object({ id: MemberId, name: z.string() })),
    acts: z.array(z.string()),
    hasMore: z.boolean(),
  }),
  refusal: NoRefusal,
  refusals: {},
});

export const EXPORT_PAGE = 500;
/** Entries to take along, at most EXPORT_PAGE, the newest first; that they were taken is in the log itself. */
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

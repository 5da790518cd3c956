/** The inbox: calls that nobody answered, with the messages their callers left, until somebody has taken care of them. */
import * as z from 'zod';
import { CallContact } from '../calls/contract.ts';
import { endpoint, NoRefusal } from '../endpoint.ts';
import { CallId, MemberId } from '../ids.ts';
import { E164 } from '../numbers/contract.ts';
import { Recording } from '../recordings/contract.ts';

export { inboxCount } from './count.ts';

/** A member, by the name they have or had in the workspace. */
export const Somebody = z.object({ id: MemberId, name: z.string() });
export type Somebody = z.infer<typeof Somebody>;

/** A message that a caller left. Times are milliseconds UTC. */
export const Message = z.object({
  /** The call it was left in. */
  callId: CallId,
  at: z.number(),
  recording: Recording,
  /** Whole seconds; null if the carrier did not say. */
  seconds: z.number().int().nullable(),
  /** Who heard it first; null until somebody has. */
  heardBy: Somebody.nullable(),
});
export type Message = z.infer<typeof Message>;

/** Why nobody needs to call back any more: they were called back, they were answered when they called, or a member said so. */
export const DoneWhy = z.enum(['called_back', 'answered', 'marked']);
export type DoneWhy = z.infer<typeof DoneWhy>;

/**
 * The missed calls of one caller to one number since somebody last took care of them. Calls without a number or
 * address have an entry each. Times are milliseconds UTC.
 */
export const InboxEntry = z.object({
  /** The id of the first of its calls. */
  id: CallId,
  /** The caller's number; null for a caller who withholds it or does not call from a telephone number. */
  number: E164.nullable(),
  /** The SIP address of a caller who does not call from a telephone number. */
  address: z.string().nullable(),
  /** The caller's name according to the carrier. */
  callerName: z.string().nullable(),
  /** The contact who has the number now. */
  contact: CallContact.nullable(),
  /** The number of the workspace that was called. */
  ours: E164,
  /** Its name in the workspace; null once the workspace no longer has it. */
  oursName: z.string().nullable(),
  /** How often they have tried, and when first and last. */
  tries: z.number().int(),
  firstAt: z.number(),
  lastAt: z.number(),
  /** Newest first. */
  messages: z.array(Message),
  assignedTo: Somebody.nullable(),
  /** The last call to them that they did not answer; null if there was none. */
  lastTried: z.object({ by: Somebody, at: z.number() }).nullable(),
  /** Null while the entry is open. */
  done: z.object({ by: Somebody, at: z.number(), why: DoneWhy }).nullable(),
});
export type InboxEntry = z.infer<typeof InboxEntry>;

/** Where a page begins: the time and id of the last entry seen. */
export const InboxCursor = z.string().regex(/^\d{1,16}\.call_[0-9a-z]{26}$/);
export const cursorOf = ({ lastAt, id }: Pick<InboxEntry, 'lastAt' | 'id'>): string => `${lastAt}.${id}`;

/** The entries, the last call first. */
export const inbox = endpoint({
  name: 'inbox.list',
  method: 'GET',
  path: '/v1/inbox',
  may: 'viewCalls',
  request: z.object({
    before: InboxCursor.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
    show: z.enum(['open', 'done']).default('open'),
    /** Only entries assigned to this member, or to nobody. */
    assignedTo: z.union([MemberId, z.literal('nobody')]).optional(),
  }),
  reply: z.object({
    entries: z.array(InboxEntry),
    more: z.boolean(),
    /** To whom entries can be assigned: members who may call. */
    members: z.array(Somebody),
  }),
  refusal: NoRefusal,
  refusals: {},
});

const reply = z.object({ entry: InboxEntry });
const ofEntry = z.object({ entryId: CallId });

/** A member listens to the message of a call: it counts as heard, for all. */
export const heard = endpoint({
  name: 'inbox.heard',
  method: 'POST',
  audit: 'no',
  path: '/v1/inbox/:entryId/heard',
  may: 'noteCalls',
  request: ofEntry.extend({ callId: CallId }),
  reply,
  refusal: NoRefusal,
  refusals: {},
});

/** Null takes the assignment back. */
export const assign = endpoint({
  name: 'inbox.assign',
  method: 'POST',
  path: '/v1/inbox/:entryId/assign',
  may: 'noteCalls',
  request: ofEntry.extend({ memberId: MemberId.nullable() }),
  reply,
  refusal: z.discriminatedUnion('reason', [z.object({ reason: z.literal('no_caller') })]),
  refusals: { no_caller: 422 },
});

/** Done, for all. An entry that is done already stays as it is. */
export const markDone = endpoint({
  name: 'inbox.done',
  method: 'POST',
  path: '/v1/inbox/:entryId/done',
  may: 'noteCalls',
  request: ofEntry,
  reply,
  refusal: NoRefusal,
  refusals: {},
});

/** Takes back that an entry is done. */
export const reopen = endpoint({
  name: 'inbox.reopen',
  method: 'POST',
  path: '/v1/inbox/:entryId/reopen',
  may: 'noteCalls',
  request: ofEntry,
  reply,
  refusal: NoRefusal,
  refusals: {},
});

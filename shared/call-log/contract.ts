/** The calls of all members, for those who may see them. */
import * as z from 'zod';
import { CallContact, CallView } from '../calls/contract.ts';
import { endpoint, NoRefusal } from '../endpoint.ts';
import { CallId, MemberId } from '../ids.ts';
import { E164 } from '../numbers/contract.ts';
import { Recording } from '../recordings/contract.ts';

/** A call in the call log. Times are milliseconds UTC. */
export const LoggedCall = z.object({
  id: CallId,
  at: z.number(),
  /** Null for a call that no rep answered. */
  member: z.object({ id: MemberId, name: z.string() }).nullable(),
  direction: CallView.shape.direction,
  /** The other side's number; null for a caller who withheld it, or who has none. */
  number: E164.nullable(),
  /** A caller's address that is not a telephone number. */
  address: z.string().nullable(),
  /** The name the caller's network reported. */
  callerName: z.string().nullable(),
  /** The workspace's own number. */
  ours: E164,
  /** The number a caller was forwarded to; null if they were not. */
  forwardedTo: E164.nullable(),
  contact: CallContact.nullable(),
  phase: CallView.shape.phase,
  endReason: CallView.shape.endReason,
  /** Null for a call nobody answered, and until an answered call ends. */
  talkSeconds: z.number().int().nullable(),
  /** Null when the call was not recorded. */
  recording: Recording.nullable(),
});
export type LoggedCall = z.infer<typeof LoggedCall>;

/** Where a page begins: the time and id of the last row seen. */
export const CallCursor = z.string().regex(/^\d{1,16}\.call_[0-9a-z]{26}$/);
export const cursorOf = ({ at, id }: Pick<LoggedCall, 'at' | 'id'>): string => `${at}.${id}`;

/** The workspace's calls, newest first. `find` is part of a name, a company or a number. */
export const callLog = endpoint({
  name: 'calls.log',
  method: 'GET',
  path: '/v1/workspace/calls',
  may: 'viewCalls',
  request: z.object({
    before: CallCursor.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    memberId: MemberId.optional(),
    find: z.string().trim().max(1000).optional(),
  }),
  reply: z.object({
    calls: z.array(LoggedCall),
    more: z.boolean(),
    /** Whose calls the log may hold: everybody who was ever a member. */
    members: z.array(z.object({ id: MemberId, name: z.string() })),
  }),
  refusal: NoRefusal,
  refusals: {},
});

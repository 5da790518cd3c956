import { may } from '../../shared/capabilities.ts';
import type { ReplyOf } from '../../shared/endpoint.ts';
import type { CallId, MemberId } from '../../shared/ids.ts';
import type { InboxEntry, inbox, Message, Somebody } from '../../shared/inbox/contract.ts';
import type { MemberContext } from '../context.ts';
import { numbersOf } from '../numbers/index.ts';
import { notFound } from '../problem.ts';
import { stateOf } from '../recordings/index.ts';
import {
  type EntryRow,
  entriesOf,
  entryById,
  type MessageRow,
  membersOf,
  messagesIn,
  type Wanted,
} from './store.ts';

type Members = Awaited<ReturnType<typeof membersOf>>;
type Names = {
  readonly members: ReadonlyMap<string, string>;
  readonly numbers: ReadonlyMap<string, string>;
};

const somebody = ({ members }: Names, id: MemberId): Somebody => ({ id, name: members.get(id) ?? '' });

const messageOf = (names: Names, { call, recording, seconds }: MessageRow): Message => ({
  callId: call.callId,
  at: call.at,
  recording: { sid: recording.sid, state: stateOf(recording) },
  seconds,
  heardBy: call.heardBy && somebody(names, call.heardBy),
});

const entryOf = (names: Names, row: EntryRow, messages: readonly MessageRow[]): InboxEntry => {
  const { id, number, address, callerName, ours, lastAt, assignedTo, triedAt, triedBy, ...end } = row.entry;
  const { doneAt, doneBy, doneWhy } = end;
  return {
    id,
    number,
    address,
    callerName,
    contact: row.contact,
    ours,
    oursName: names.numbers.get(ours) ?? null,
    tries: row.tries,
    firstAt: row.firstAt,
    lastAt,
    messages: messages.filter(({ call }) => call.entryId === id).map(each => messageOf(names, each)),
    assignedTo: assignedTo && somebody(names, assignedTo),
    lastTried: triedBy && triedAt !== null ? { by: somebody(names, triedBy), at: triedAt } : null,
    done:
      doneBy && doneWhy && doneAt !== null ? { by: somebody(names, doneBy), at: doneAt, why: doneWhy } : null,
  };
};

const shown = async ({ env, principal }: MemberContext, rows: readonly EntryRow[], all: Members) => {
  const ids = rows.map(({ entry }) => entry.id);
  const [messages, numbers] = await Promise.all([
    messagesIn(env, principal.workspaceId, ids),
    numbersOf(env, principal.workspaceId),
  ]);
  const names: Names = {
    members: new Map(all.map(({ id, name }) => [id, name])),
    numbers: new Map(numbers.map(({ e164, name }) => [e164, name])),
  };
  return rows.map(row => entryOf(names, row, messages));
};

/** Members to whom an entry can be assigned. */
export const callersOf = ({ principal }: MemberContext, all: Members): readonly Somebody[] =>
  all
    .filter(({ role, removedAt }) => removedAt === null && may(role, 'dial', principal.grants))
    .map(({ id, name }) => ({ id, name }));

export const page = async (context: MemberContext, wanted: Wanted): Promise<ReplyOf<typeof inbox>> => {
  const { env, principal } = context;
  const [rows, all] = await Promise.all([
    entriesOf(env, principal.workspaceId, { ...wanted, limit: wanted.limit + 1 }),
    membersOf(env, principal.workspaceId),
  ]);
  return {
    entries: await shown(context, rows.slice(0, wanted.limit), all),
    more: rows.length > wanted.limit,
    members: [...callersOf(context, all)],
  };
};

/** One entry as it is now, or 404. */
export const one = async (context: MemberContext, id: CallId): Promise<InboxEntry> => {
  const { env, principal } = context;
  const [row, all] = await Promise.all([
    entryById(env, principal.workspaceId, id),
    membersOf(env, principal.workspaceId),
  ]);
  const [entry] = row ? await shown(context, [row], all) : [];
  if (!entry) throw notFound();
  return entry;
};

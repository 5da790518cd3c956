import { computed, signal } from '@preact/signals';
import type { RequestOf } from '../../shared/endpoint.ts';
import type { CallId, MemberId } from '../../shared/ids.ts';
import {
  type assign,
  cursorOf,
  type heard,
  type InboxEntry,
  type inbox,
  type markDone,
  type reopen,
  type Somebody,
} from '../../shared/inbox/contract.ts';
import { assignRefusalWords } from '../../shared/inbox/words.ts';
import { ok } from '../../shared/result.ts';
import type { Reply } from '../http.ts';
import { createPlayer, type PlayerPorts } from '../recordings/player.ts';
import { byId, createList } from '../ui/list/list-model.ts';
import { createRowActs } from '../ui/list/row-acts.ts';
import { toasts } from '../ui/toasts/toasts.ts';
import { words } from './words.ts';

export type Ports = PlayerPorts & {
  readonly read: (ask: Omit<RequestOf<typeof inbox>, 'limit'>) => Promise<Reply<typeof inbox>>;
  readonly heard: (entryId: CallId, callId: CallId) => Promise<Reply<typeof heard>>;
  readonly assign: (entryId: CallId, memberId: MemberId | null) => Promise<Reply<typeof assign>>;
  readonly done: (entryId: CallId) => Promise<Reply<typeof markDone>>;
  readonly reopen: (entryId: CallId) => Promise<Reply<typeof reopen>>;
};
export type Inbox = ReturnType<typeof createInbox>;

/** `mayAct`: this member may take care of missed calls, and does not only see them. */
export const createInbox = (ports: Ports, mayAct: boolean) => {
  const members = signal<readonly Somebody[]>([]);
  const show = signal<'open' | 'done'>('open');
  const assignedTo = signal<MemberId | 'nobody' | ''>('');
  const acts = createRowActs<CallId>();
  const list = createList<InboxEntry>({
    idOf: byId,
    read: async shown => {
      const last = shown.at(-1);
      const reply = await ports.read({
        show: show.value,
        ...(assignedTo.value === '' ? {} : { assignedTo: assignedTo.value }),
        ...(last ? { before: cursorOf(last) } : {}),
      });
      if (!reply.ok) return reply;
      members.value = reply.value.members;
      return ok({ items: reply.value.entries, hasMore: reply.value.more });
    },
  });

  /** Shows an entry as it is now, or takes it out of a list that it no longer belongs in. */
  const put = (entry: InboxEntry): void => {
    if ((show.value === 'open') !== (entry.done === null)) list.drop(entry.id);
    else list.change(all => all.map(each => (each.id === entry.id ? entry : each)));
  };

  /** Looks what has changed. With more than one page, only reading the first one again shows new entries. */
  const look = (): Promise<void> => (list.hasMore.value || !list.items.value ? list.load() : list.refresh());

  /** The rows do not fit what is wanted any more, also if the new ones cannot be read. */
  const readOthers = (): Promise<void> => {
    list.items.value = undefined;
    player.close();
    return list.load();
  };

  const player = createPlayer(ports);
  const playing = computed(() => {
    const sid = player.open.value?.sid;
    const has = ({ recording }: InboxEntry['messages'][number]) => recording.sid === sid;
    const entry = list.items.value?.find(({ messages }) => messages.some(has));
    const message = entry?.messages.find(has);
    return entry && message && { entry, message };
  });
  const noteHeard = async (): Promise<void> => {
    const { entry, message } = playing.value ?? {};
    if (!mayAct || !entry || !message || message.heardBy !== null) return;
    const reply = await ports.heard(entry.id, message.callId);
    if (reply.ok) put(reply.value.entry);
  };

  const reopenOne = (entry: InboxEntry): Promise<boolean> =>
    acts.during(
      entry.id,
      () => ports.reopen(entry.id),
      () => void list.load(),
    );

  return {
    mayAct,
    members,
    show,
    assignedTo,
    list,
    busy: acts.busy,
    troubleAt: acts.troubleAt,
    look,
    player: {
      ...player,
      playing: () => {
        player.playing();
        void noteHeard();
      },
    },
    /** The entry whose message is open. */
    openEntry: computed(() => playing.value?.entry.id ?? null),
    /** A message that is shown is still being fetched. */
    isComing: computed(
      () =>
        list.items.value?.some(({ messages }) =>
          messages.some(({ recording }) => recording.state === 'coming'),
        ) ?? false,
    ),
    showOnly: (which: 'open' | 'done') => {
      show.value = which;
      return readOthers();
    },
    ofWhom: (whom: MemberId | 'nobody' | '') => {
      assignedTo.value = whom;
      return readOthers();
    },
    assign: (entry: InboxEntry, memberId: MemberId | null) =>
      acts.during(
        entry.id,
        () => ports.assign(entry.id, memberId),
        ({ entry: now }) => put(now),
        error => (error.reason === 'no_caller' ? assignRefusalWords(error) : undefined),
      ),
    /** Confirmed with a way back. `who`: the caller, as the screen calls them. */
    done: (entry: InboxEntry, who: string) =>
      acts.during(
        entry.id,
        () => ports.done(entry.id),
        ({ entry: now }) => {
          put(now);
          toasts.say(words.isDone(who), () => reopenOne(now));
        },
      ),
    reopen: reopenOne,
  };
};

import { computed, signal } from '@preact/signals';
import { type callLog, cursorOf, type LoggedCall } from '../../../shared/call-log/contract.ts';
import type { RequestOf } from '../../../shared/endpoint.ts';
import type { MemberId } from '../../../shared/ids.ts';
import type { Reply } from '../../http.ts';
import { createPlayer, type PlayerPorts } from '../../recordings/player.ts';
import { troubleOf } from '../../ui/asking.ts';
import type { Trouble } from '../../ui/Trouble.tsx';

type Ask = RequestOf<typeof callLog>;
export type Ports = PlayerPorts & { readonly read: (ask: Ask) => Promise<Reply<typeof callLog>> };
export type CallLog = ReturnType<typeof createCallLog>;

const PAGE = 50;

/** The workspace's calls on screen. A late reply to an earlier request is dropped. */
export const createCallLog = (ports: Ports) => {
  /** Undefined until they have been read. */
  const calls = signal<readonly LoggedCall[] | undefined>(undefined);
  const members = signal<readonly { readonly id: MemberId; readonly name: string }[]>([]);
  const who = signal<MemberId | ''>('');
  const find = signal('');
  const hasMore = signal(false);
  const isBusy = signal(false);
  const trouble = signal<Trouble | null>(null);
  let latest = 0;

  const ask = (after?: LoggedCall): Ask => ({
    limit: PAGE,
    ...(who.value === '' ? {} : { memberId: who.value }),
    ...(find.value.trim() === '' ? {} : { find: find.value.trim() }),
    ...(after ? { before: cursorOf(after) } : {}),
  });

  const read = async (after?: LoggedCall): Promise<void> => {
    latest += 1;
    const mine = latest;
    isBusy.value = true;
    trouble.value = null;
    const reply = await ports.read(ask(after));
    if (mine !== latest) return;
    isBusy.value = false;
    if (!reply.ok) {
      trouble.value = troubleOf(reply.error);
      return;
    }
    calls.value = after ? [...(calls.value ?? []), ...reply.value.calls] : reply.value.calls;
    members.value = reply.value.members;
    hasMore.value = reply.value.more;
  };

  return {
    player: createPlayer(ports),
    calls,
    members,
    who,
    find,
    hasMore,
    isBusy,
    trouble,
    load: () => read(),
    /** A recording on the first page is still being fetched. */
    isComing: computed(
      () => calls.value?.slice(0, PAGE).some(({ recording }) => recording?.state === 'coming') ?? false,
    ),
    /** Reloads the newest page, and leaves the rows below it. */
    refresh: async () => {
      const mine = latest;
      const reply = await ports.read(ask());
      if (mine !== latest || !reply.ok || !calls.value) return;
      const fresh = new Map(reply.value.calls.map(each => [each.id, each]));
      calls.value = calls.value.map(each => fresh.get(each.id) ?? each);
    },
    more: () => read(calls.value?.at(-1)),
    ofWhom: (member: MemberId | '') => {
      who.value = member;
      return read();
    },
    search: (text: string) => {
      find.value = text;
      return read();
    },
  };
};

import { computed, signal } from '@preact/signals';
import { type callLog, cursorOf, type LoggedCall } from '../../../shared/call-log/contract.ts';
import type { RequestOf } from '../../../shared/endpoint.ts';
import type { MemberId } from '../../../shared/ids.ts';
import { ok } from '../../../shared/result.ts';
import type { Reply } from '../../http.ts';
import { createPlayer, type PlayerPorts } from '../../recordings/player.ts';
import { byId, createList } from '../../ui/list/list-model.ts';

export type Ports = PlayerPorts & {
  readonly read: (ask: RequestOf<typeof callLog>) => Promise<Reply<typeof callLog>>;
};
export type CallLog = ReturnType<typeof createCallLog>;

const PAGE = 50;

/** The workspace's calls on screen. */
export const createCallLog = (ports: Ports) => {
  const members = signal<readonly { readonly id: MemberId; readonly name: string }[]>([]);
  const who = signal<MemberId | ''>('');
  const find = signal('');
  const list = createList<LoggedCall>({
    idOf: byId,
    read: async shown => {
      const [text, last] = [find.value.trim(), shown.at(-1)];
      const reply = await ports.read({
        limit: PAGE,
        ...(who.value === '' ? {} : { memberId: who.value }),
        ...(text === '' ? {} : { find: text }),
        ...(last ? { before: cursorOf(last) } : {}),
      });
      if (!reply.ok) return reply;
      members.value = reply.value.members;
      return ok({ items: reply.value.calls, hasMore: reply.value.more });
    },
  });

  const player = createPlayer(ports);
  return {
    player,
    list,
    /** The call whose recording is open. */
    openCall: computed(() => {
      const sid = player.open.value?.sid;
      return sid && list.items.value?.find(({ recording }) => recording?.sid === sid)?.id;
    }),
    members,
    who,
    find,
    isFiltered: computed(() => who.value !== '' || find.value !== ''),
    /** A recording on the first page is still being fetched. */
    isComing: computed(
      () => list.items.value?.slice(0, PAGE).some(({ recording }) => recording?.state === 'coming') ?? false,
    ),
    ofWhom: (member: MemberId | '') => {
      who.value = member;
      return list.load();
    },
    search: (text: string) => {
      find.value = text;
      return list.load();
    },
  };
};

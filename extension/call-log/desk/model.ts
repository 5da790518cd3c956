import { signal } from '@preact/signals';
import { type callLog, cursorOf, type LoggedCall } from '../../../shared/call-log/contract.ts';
import type { RequestOf } from '../../../shared/endpoint.ts';
import type { MemberId } from '../../../shared/ids.ts';
import type { Reply } from '../../http.ts';
import { troubleOf } from '../../ui/asking.ts';
import type { Trouble } from '../../ui/Trouble.tsx';

type Ask = RequestOf<typeof callLog>;
export type Wires = { readonly read: (ask: Ask) => Promise<Reply<typeof callLog>> };
export type CallLog = ReturnType<typeof createCallLog>;

const PAGE = 50;

/** The workspace's calls on screen. An answer that comes late to another question is dropped. */
export const createCallLog = (wires: Wires) => {
  /** Undefined until they have been read. */
  const calls = signal<readonly LoggedCall[] | undefined>(undefined);
  const members = signal<readonly { readonly id: MemberId; readonly name: string }[]>([]);
  const who = signal<MemberId | ''>('');
  const find = signal('');
  const hasMore = signal(false);
  const isBusy = signal(false);
  const trouble = signal<Trouble | null>(null);
  let latest = 0;

  const read = async (after?: LoggedCall): Promise<void> => {
    latest += 1;
    const mine = latest;
    isBusy.value = true;
    trouble.value = null;
    const reply = await wires.read({
      limit: PAGE,
      ...(who.value === '' ? {} : { memberId: who.value }),
      ...(find.value.trim() === '' ? {} : { find: find.value.trim() }),
      ...(after ? { before: cursorOf(after) } : {}),
    });
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
    calls,
    members,
    who,
    find,
    hasMore,
    isBusy,
    trouble,
    load: () => read(),
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

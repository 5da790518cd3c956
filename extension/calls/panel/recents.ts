import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { CallView } from '../../../shared/calls/contract.ts';
import { isOver } from '../../../shared/calls/phase.ts';
import type { Obstacle, PhoneState } from '../../messages.ts';
import type { Ports } from './ports.ts';

export type Recents = {
  readonly calls: readonly CallView[];
  readonly more: boolean;
  readonly status: 'unread' | 'loading' | 'loading_more' | 'ready' | 'failed';
  readonly error?: Obstacle;
};

/** Whether the phone's view of a call is newer than the record, which follows within seconds. */
const isAhead = (phone: CallView, row: CallView): boolean =>
  phone.version >= row.version || (isOver(phone.phase) && !isOver(row.phase));

const withPhone = (calls: readonly CallView[], phone: CallView | null): readonly CallView[] => {
  if (!phone) return calls;
  const newest = calls[0];
  if (calls.some(row => row.id === phone.id))
    return calls.map(row => (row.id === phone.id && isAhead(phone, row) ? phone : row));
  return !newest || phone.openedAt > newest.openedAt ? [phone, ...calls] : calls;
};

/** The rep's own calls, newest first. Rows stay visible while the list is reloaded. */
export const createRecents = (ports: Ports) => {
  const list = signal<Recents>({ calls: [], more: false, status: 'unread' });
  let reading = 0;
  let ofPhone: CallView | null = null;

  const read = async (before?: number) => {
    reading += 1;
    const turn = reading;
    const shown = list.peek();
    list.value = { ...shown, status: before === undefined ? 'loading' : 'loading_more', error: undefined };
    const answer = await ports.recents(before);
    if (turn !== reading) return;
    if (!answer.ok) {
      list.value = { ...list.peek(), status: 'failed', error: answer.error };
      return;
    }
    const calls = before === undefined ? answer.value.calls : [...list.peek().calls, ...answer.value.calls];
    list.value = { calls: withPhone(calls, ofPhone), more: answer.value.more, status: 'ready' };
  };

  return {
    list,
    read: () => void read(),
    /** The rows belong to the previous workspace: clears them and ignores answers still on the way. */
    forget: () => {
      reading += 1;
      ofPhone = null;
      list.value = { calls: [], more: false, status: 'unread' };
    },
    showMore: () => void read(list.peek().calls.at(-1)?.openedAt),
    /** Shows the rep's latest call as the phone sees it, and reloads the list once that call is over. */
    follow: (state: ReadonlySignal<PhoneState | null>) => {
      let last = '';
      return effect(() => {
        const view = state.value?.call?.view;
        if (!view) return;
        ofPhone = view;
        const shown = list.peek();
        if (shown.status === 'unread') return;
        list.value = { ...shown, calls: withPhone(shown.calls, view) };
        const over = isOver(view.phase) ? view.id : '';
        if (over !== last && over !== '') void read();
        last = over;
      });
    },
  };
};

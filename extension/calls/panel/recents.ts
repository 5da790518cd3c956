import { effect, type ReadonlySignal, signal } from '@preact/signals';
import type { CallView } from '../../../shared/calls/contract.ts';
import { isOver } from '../../../shared/calls/machine.ts';
import type { Hindrance, PhoneState } from '../../messages.ts';
import type { Wires } from './wires.ts';

export type Recents = {
  readonly calls: readonly CallView[];
  readonly more: boolean;
  readonly status: 'unread' | 'loading' | 'loading_more' | 'ready' | 'failed';
  readonly error?: Hindrance;
};

/** The rep's own calls, newest first. Rows stay while they are read again. */
export const createRecents = (wires: Wires) => {
  const list = signal<Recents>({ calls: [], more: false, status: 'unread' });
  let reading = 0;

  const read = async (before?: number) => {
    reading += 1;
    const turn = reading;
    const shown = list.peek();
    list.value = { ...shown, status: before === undefined ? 'loading' : 'loading_more', error: undefined };
    const answer = await wires.recents(before);
    if (turn !== reading) return;
    list.value = answer.ok
      ? {
          calls: before === undefined ? answer.value.calls : [...shown.calls, ...answer.value.calls],
          more: answer.value.more,
          status: 'ready',
        }
      : { ...list.peek(), status: 'failed', error: answer.error };
  };

  return {
    list,
    read: () => void read(),
    showMore: () => void read(list.peek().calls.at(-1)?.openedAt),
    /** Reads again when a call is over, or when the connection is back, if somebody has looked before. */
    follow: (state: ReadonlySignal<PhoneState | null>) => {
      let last = '';
      return effect(() => {
        const call = state.value?.call;
        const mark = `${state.value?.duty === 'ready'} ${call && isOver(call.phase) ? call.view?.id : ''}`;
        if (mark !== last && mark.startsWith('true') && list.peek().status !== 'unread') void read();
        last = mark;
      });
    },
  };
};

import { type ReadonlySignal, signal } from '@preact/signals';
import type { Result } from '../../../shared/result.ts';
import type { Fault } from '../asking.ts';
import type { Trouble } from '../Trouble.tsx';

const AWAY = 'The server does not answer. Check your connection.';

/** One page of a list. */
export type Page<T> = { readonly items: readonly T[]; readonly hasMore: boolean };

type Change<T> = (items: readonly T[]) => readonly T[];

/** For items that have an id of their own. */
export const byId = ({ id }: { readonly id: string }): string => id;

export type ListPorts<T> = {
  readonly idOf: (item: T) => string;
  /** The first page, or the page below `shown`. */
  readonly read: (shown: readonly T[]) => Promise<Result<Page<T>, Fault>>;
};
export type ListModel<T> = ReturnType<typeof createList<T>>;

/** What a screen needs of a list; `items` may be a selection from it. */
export type ListState<T> = Pick<
  ListModel<T>,
  'idOf' | 'hasMore' | 'isBusy' | 'trouble' | 'failed' | 'more' | 'retry'
> & { readonly items: ReadonlySignal<readonly T[] | undefined> };

/**
 * The rows of a list, and reading them page by page. Rows stay on screen while they are read again. A reply that a
 * newer request has overtaken is dropped, and a row that changes while a reply is on its way keeps its change.
 */
export const createList = <T>({ idOf, read }: ListPorts<T>) => {
  /** Undefined until they have been read. */
  const items = signal<readonly T[] | undefined>(undefined);
  const hasMore = signal(false);
  const isBusy = signal(false);
  const trouble = signal<Trouble | null>(null);
  /** The page that could not be read: the first, or the next one below the rows. */
  const failed = signal<'first' | 'next' | null>(null);
  /** The changes since each request that is on its way. */
  const onTheWay = new Set<Change<T>[]>();
  let latest = 0;

  const change = (how: Change<T>): void => {
    if (items.value) items.value = how(items.value);
    for (const missed of onTheWay) missed.push(how);
  };

  const ask = async (shown: readonly T[]) => {
    const missed: Change<T>[] = [];
    onTheWay.add(missed);
    const reply = await read(shown);
    onTheWay.delete(missed);
    return { reply, withChanges: (read: readonly T[]) => missed.reduce((all, how) => how(all), read) };
  };

  const readPage = async (which: 'first' | 'next'): Promise<void> => {
    latest += 1;
    const mine = latest;
    isBusy.value = true;
    trouble.value = null;
    failed.value = null;
    const { reply, withChanges } = await ask(which === 'first' ? [] : (items.value ?? []));
    if (mine !== latest) return;
    isBusy.value = false;
    if (reply.ok) {
      hasMore.value = reply.value.hasMore;
      const page = withChanges(reply.value.items);
      items.value = which === 'first' ? page : [...(items.value ?? []), ...page];
      return;
    }
    const { reason, detail, requestId } = reply.error;
    trouble.value =
      reason === 'server' && detail !== undefined ? { text: detail, requestId } : { text: AWAY };
    failed.value = which;
  };

  return {
    idOf,
    items,
    hasMore,
    isBusy,
    trouble,
    failed,
    load: (): Promise<void> => readPage('first'),
    more: async (): Promise<void> => {
      if (hasMore.value && !isBusy.value) await readPage('next');
    },
    /** Reads again what could not be read. */
    retry: (): Promise<void> => readPage(failed.value ?? 'first'),
    /** Looks whether rows on the first page have changed, and leaves those below it. A failure changes nothing. */
    refresh: async (): Promise<void> => {
      const mine = latest;
      const { reply, withChanges } = await ask([]);
      if (mine !== latest || !reply.ok || !items.value) return;
      const read = withChanges(reply.value.items);
      const fresh = new Map(read.map(each => [idOf(each), each]));
      items.value = reply.value.hasMore ? items.value.map(each => fresh.get(idOf(each)) ?? each) : read;
    },
    change,
    /** All items as an act has left them. */
    replace: (all: readonly T[]): void => {
      items.value ??= all;
      change(() => all);
    },
    /** Shows an item as it is now, in its row or below all others. */
    put: (item: T): void =>
      change(all =>
        all.some(each => idOf(each) === idOf(item))
          ? all.map(each => (idOf(each) === idOf(item) ? item : each))
          : [...all, item],
      ),
    /** Takes an item out of the list. */
    drop: (id: string): void => change(all => all.filter(each => idOf(each) !== id)),
  };
};

import { signal } from '@preact/signals';
import type { RequestOf } from '../../../shared/endpoint.ts';
import type { NumberId } from '../../../shared/ids.ts';
import {
  buyNumber,
  changeNumber,
  type E164,
  type FoundNumber,
  type importable,
  type importNumbers,
  type ManagedNumber,
  type managedNumbers,
  type releaseNumber,
  type removeNumber,
  searchNumbers,
} from '../../../shared/numbers/contract.ts';
import {
  buyRefusalWords,
  changeNumberRefusalWords,
  releaseRefusalWords,
} from '../../../shared/numbers/words.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Reply } from '../../http.ts';
import type { Fault } from '../../ui/asking.ts';
import { createForm } from '../../ui/form/form-model.ts';
import { SAVED_WORDS } from '../../ui/form/words.ts';
import { byId, createList } from '../../ui/list/list-model.ts';
import { createRowActs } from '../../ui/list/row-acts.ts';
import { toasts } from '../../ui/toasts/toasts.ts';
import { type Change, createNumberForm, type NumberForm, typedOf } from './number-form.ts';
import { words } from './words.ts';

type Search = RequestOf<typeof searchNumbers>;
const SEARCH: Required<Search> = { country: 'US', kind: 'local', areaCode: '', contains: '' };

export type Ports = {
  readonly read: () => Promise<Reply<typeof managedNumbers>>;
  readonly importable: () => Promise<Reply<typeof importable>>;
  readonly import: (numbers: E164[]) => Promise<Reply<typeof importNumbers>>;
  readonly search: (wanted: Search) => Promise<Reply<typeof searchNumbers>>;
  /** `key` makes a click that is sent twice a single purchase. */
  readonly buy: (e164: E164, key: string) => Promise<Reply<typeof buyNumber>>;
  readonly change: (id: NumberId, change: Change) => Promise<Reply<typeof changeNumber>>;
  readonly remove: (id: NumberId) => Promise<Reply<typeof removeNumber>>;
  readonly release: (id: NumberId, confirm: string) => Promise<Reply<typeof releaseNumber>>;
  /** The number as it is written in the workspace's country. */
  readonly spell: (e164: string) => string;
  readonly newKey: () => string;
};

type ForwardRefusal = Parameters<typeof changeNumberRefusalWords>[0];
const FORWARD: readonly string[] = Object.keys(changeNumber.refusals);
const isForwardRefusal = (fault: { readonly reason: string }): fault is ForwardRefusal =>
  FORWARD.includes(fault.reason);

type BuyRefusal = Parameters<typeof buyRefusalWords>[0];
const BUY: readonly string[] = Object.keys(buyNumber.refusals);
const isBuyRefusal = (fault: { readonly reason: string }): fault is BuyRefusal => BUY.includes(fault.reason);

const refusalWords = (fault: Fault): string | undefined => {
  if (isBuyRefusal(fault)) return buyRefusalWords(fault);
  return fault.reason === 'not_confirmed' ? releaseRefusalWords({ reason: 'not_confirmed' }) : undefined;
};

export type Open = { readonly id: NumberId; readonly form: NumberForm };

export type Busy = NumberId | E164 | 'look' | 'import';
export type Numbers = ReturnType<typeof createNumbers>;

/** A workspace's numbers, and the acts of those who run the workspace. */
export const createNumbers = (ports: Ports) => {
  const list = createList<ManagedNumber>({
    idOf: byId,
    read: async () => {
      const reply = await ports.read();
      return reply.ok ? ok({ items: reply.value.numbers, hasMore: false }) : reply;
    },
  });
  const acts = createRowActs<Busy>();
  /** The number that is open for editing. */
  const open = signal<Open | null>(null);
  /** The number that is about to be given up, once it is confirmed how. */
  const leaving = signal<ManagedNumber | null>(null);
  const searching = createForm({
    request: searchNumbers.request,
    requestOf: ({ areaCode, contains, ...rest }) => ({
      ...rest,
      areaCode: areaCode || undefined,
      contains: contains || undefined,
    }),
    initial: SEARCH,
  });
  /** The account's other numbers; undefined until they have been asked for. */
  const offered = signal<readonly FoundNumber[] | undefined>(undefined);
  const chosen = signal<ReadonlySet<E164>>(new Set());
  /** The numbers for sale; undefined until the first search. */
  const forSale = signal<readonly FoundNumber[] | undefined>(undefined);
  /** The number whose purchase has to be confirmed, and the key that makes two clicks one purchase. */
  const asked = signal<{ readonly e164: E164; readonly key: string } | null>(null);

  const during = async <T, E extends Fault>(
    at: Busy,
    ask: () => Promise<Result<T, E>>,
    then: (value: T) => void,
  ): Promise<boolean> => {
    if (open.value?.form.busy.value) return false;
    return acts.during(at, ask, then, refusalWords);
  };
  const drop = ({ id }: ManagedNumber, said: string) => {
    list.drop(id);
    offered.value = undefined;
    open.value = null;
    leaving.value = null;
    toasts.say(said);
  };
  return {
    list,
    troubleAt: acts.troubleAt,
    busy: acts.busy,
    open,
    leaving,
    searching,
    offered,
    chosen,
    forSale,
    asked,
    spell: ports.spell,
    edit: (number: ManagedNumber | null) => {
      open.value = number && { id: number.id, form: createNumberForm(number, ports.spell) };
    },
    leave: (number: ManagedNumber | null) => {
      leaving.value = number;
      acts.clear();
    },
    /** The form stays open if something is typed while it is being saved. */
    change: async ({ id, form }: Open): Promise<boolean> => {
      if (acts.busy.value !== null) return false;
      return form.submit(
        ({ numberId: _, ...change }) => ports.change(id, change),
        ({ number: now }) => {
          list.put(now);
          form.take(typedOf(now, ports.spell));
          if (form.isDirty.value) {
            form.note.value = SAVED_WORDS.part;
            return;
          }
          if (open.value?.form === form) open.value = null;
          toasts.say(words.saved(ports.spell(now.e164)));
        },
        error =>
          isForwardRefusal(error) ? { fields: { forwardTo: changeNumberRefusalWords(error) } } : undefined,
      );
    },
    remove: (number: ManagedNumber) =>
      during(
        number.id,
        () => ports.remove(number.id),
        () => drop(number, words.removed(ports.spell(number.e164))),
      ),
    release: (number: ManagedNumber, confirm: string) =>
      during(
        number.id,
        () => ports.release(number.id, confirm),
        () => drop(number, words.released(ports.spell(number.e164))),
      ),
    look: () =>
      during('look', ports.importable, value => {
        offered.value = value.numbers;
        chosen.value = new Set(value.numbers.length === 1 ? value.numbers.map(({ e164 }) => e164) : []);
      }),
    choose: (e164: E164, isChosen: boolean) => {
      const others = [...chosen.value].filter(each => each !== e164);
      chosen.value = new Set(isChosen ? [...others, e164] : others);
    },
    import: () =>
      during(
        'import',
        () => ports.import([...chosen.value]),
        value => {
          toasts.say(words.imported(chosen.value.size));
          list.replace(value.numbers);
          offered.value = offered.value?.filter(({ e164 }) => !chosen.value.has(e164));
          chosen.value = new Set();
        },
      ),
    search: (): Promise<boolean> =>
      searching.submit(
        ports.search,
        value => {
          forSale.value = value.numbers;
        },
        error => (isBuyRefusal(error) ? { text: buyRefusalWords(error) } : undefined),
      ),
    ask: (e164: E164 | null) => {
      acts.clear();
      asked.value = e164 && { e164, key: ports.newKey() };
    },
    buy: async (): Promise<boolean> => {
      const wanted = asked.value;
      if (!wanted) return false;
      return during(
        wanted.e164,
        () => ports.buy(wanted.e164, wanted.key),
        ({ number }) => {
          list.put(number);
          asked.value = null;
          forSale.value = forSale.value?.filter(({ e164 }) => e164 !== number.e164);
          toasts.say(words.bought(ports.spell(number.e164)));
        },
      );
    },
  };
};

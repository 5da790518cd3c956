import { type ReadonlySignal, signal } from '@preact/signals';
import type { CallContact, DialIntent } from '../../../shared/calls/contract.ts';
import type { Ports } from './ports.ts';
import * as typing from './typing.ts';

const LOOK_UP_AFTER_MS = 150;
const SHORTEST_LOOK_UP = 7;

export type Match =
  | { readonly status: 'none' | 'asking' | 'unknown' | 'failed' }
  /** The pasted text contains several numbers, or none: the field is unchanged. */
  | { readonly status: 'pasted_several' | 'pasted_none' }
  | { readonly status: 'known'; readonly contact: CallContact };

/** The number about to be dialled: the content of the field, and the contact it belongs to. */
export const createNumberField = (ports: Ports, country: ReadonlySignal<string>) => {
  const typed = signal<typing.Typed>(typing.NOTHING);
  const match = signal<Match>({ status: 'none' });
  /** A number a page asked to call: it waits for the rep to confirm it, and keeps its source. */
  const asked = signal<DialIntent | null>(null);
  let timerId: ReturnType<typeof setTimeout> | undefined;
  let askedFor = '';
  let lastQuestion = 0;

  const lookUp = async (number: string) => {
    const answer = await ports.lookUp(number);
    if (askedFor !== number || match.value.status !== 'asking') return;
    if (!answer.ok) match.value = { status: 'failed' };
    else if (answer.value.contact) match.value = { status: 'known', contact: answer.value.contact };
    else match.value = { status: 'unknown' };
  };

  const put = (next: typing.Typed) => {
    typed.value = next;
    const number = typing.dialable(next.text);
    if (number === askedFor && !match.value.status.startsWith('pasted')) return;
    askedFor = number;
    clearTimeout(timerId);
    if (number.length < SHORTEST_LOOK_UP) {
      match.value = { status: 'none' };
      return;
    }
    match.value = { status: 'asking' };
    timerId = setTimeout(() => void lookUp(number), LOOK_UP_AFTER_MS);
  };

  /** Withdraws a page's request once the field is emptied, so that the rep is not asked again. */
  const withdraw = () => {
    if (!asked.value) return;
    asked.value = null;
    void ports.dismiss();
  };

  const set = (number: string) => put(typing.typed(number, number.length, country.peek()));

  return {
    typed,
    match,
    asked,
    set,
    clear: () => {
      asked.value = null;
      put(typing.NOTHING);
    },
    /** The browser edited the field: `text` and `caret` are its new content and caret position. */
    edit: (text: string, caret: number) => {
      const before = typing.dialable(typed.value.text);
      const onlyPunctuationWent =
        text.length < typed.value.text.length && text !== '' && typing.dialable(text) === before;
      put(
        onlyPunctuationWent
          ? typing.erase(text, caret, caret, country.peek())
          : typing.typed(text, caret, country.peek()),
      );
      if (text === '') withdraw();
    },
    press: (key: string, from: number, to: number) =>
      put(typing.insert(typed.value.text, from, to, key, country.peek())),
    paste: async (text: string, from: number, to: number) => {
      // Loaded on demand: the tables that find numbers in text are large, and most panels never get a paste.
      const { pastedNumber } = await import('./pasted.ts');
      const pasted = pastedNumber(text, country.peek());
      if (pasted.kind === 'number')
        return put(typing.insert(typed.value.text, from, to, pasted.number, country.peek()));
      match.value = { status: pasted.kind === 'several' ? 'pasted_several' : 'pasted_none' };
    },
    erase: (from: number, to: number) => {
      put(typing.erase(typed.value.text, from, to, country.peek()));
      if (typed.value.text === '') withdraw();
    },
    eraseAll: () => {
      put(typing.NOTHING);
      withdraw();
    },
    prefill: (intent: DialIntent) => {
      if (lastQuestion === intent.at) return;
      lastQuestion = intent.at;
      asked.value = intent;
      set(intent.number);
    },
    /** What to dial, or null if the field is empty. A page's request keeps its source until its number is edited. */
    intent: (): DialIntent | null => {
      const number = typing.dialable(typed.value.text);
      if (number === '') return null;
      const question = asked.value;
      if (question && typing.dialable(question.number) === number) return { ...question, at: ports.now() };
      const contactId = match.value.status === 'known' ? match.value.contact.id : undefined;
      return { number, source: 'keypad', contactId, at: ports.now() };
    },
  };
};

export type NumberField = ReturnType<typeof createNumberField>;

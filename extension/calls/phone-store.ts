import type { CallView } from '../../shared/calls/contract.ts';
import type { PhoneState } from '../messages.ts';
import { type Live, toPhoneCall, withMarks } from './live.ts';

/** The phone's state; only this document writes it. */
export type PhoneModel = Omit<PhoneState, 'call'> & {
  readonly call: Live | null;
  /** What rang until a moment ago: why it no longer does is told after that. */
  readonly silenced: readonly CallView[];
};

export type PhoneStore = {
  readonly get: () => PhoneModel;
  readonly put: (change: Partial<PhoneModel>) => void;
  /** Changes the call if it is still the one `of` refers to. */
  readonly change: (of: Live['intent'], change: (live: Live) => Live) => void;
  readonly state: () => PhoneState;
  /** Calls `told` after changes, at most once per turn of the event loop. */
  readonly subscribe: (told: (state: PhoneState) => void) => () => void;
};

export const phoneStore = (now: () => number): PhoneStore => {
  let model: PhoneModel = {
    duty: 'starting',
    status: null,
    microphone: 'unknown',
    call: null,
    offers: [],
    silenced: [],
    answering: null,
    endedOffer: null,
    prefill: null,
    skewMs: 0,
    inboxAt: 0,
  };
  const subscribers = new Set<(state: PhoneState) => void>();
  let telling = false;

  const state = (): PhoneState => {
    const { silenced: _, call, ...shown } = model;
    return { ...shown, call: call ? toPhoneCall(call, model.skewMs) : null };
  };
  const tell = (): void => {
    if (telling) return;
    telling = true;
    queueMicrotask(() => {
      telling = false;
      const told = state();
      for (const subscriber of subscribers) subscriber(told);
    });
  };
  const put = (change: Partial<PhoneModel>): void => {
    const next = { ...model, ...change };
    model = next.call ? { ...next, call: withMarks(next.call, now()) } : next;
    tell();
  };

  return {
    get: () => model,
    put,
    change: (of, change) => {
      if (model.call?.intent === of) put({ call: change(model.call) });
    },
    state,
    subscribe: told => {
      subscribers.add(told);
      return () => subscribers.delete(told);
    },
  };
};

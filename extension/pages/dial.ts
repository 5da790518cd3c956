import type { DialIntent } from '../../shared/calls/contract.ts';
import { type DialOutcome, send } from '../messages.ts';
import { titleOf } from './natives.ts';

/** What the user meant when the pointer or key went down: it does not change if the page does. */
export type Press = { readonly intent: DialIntent; readonly key: string };

const LONGEST_TITLE = 300;

export const pressOn = (e164: string): Press => ({
  intent: {
    number: e164,
    source: 'page',
    // Without query and fragment, which may contain private data.
    pageUrl: `${location.origin}${location.pathname}`.slice(0, 2000),
    pageTitle: titleOf(document).slice(0, LONGEST_TITLE),
    at: Date.now(),
  },
  key: crypto.randomUUID(),
});

let underWay: Promise<DialOutcome> | null = null;

/** Null while an earlier click is still being answered: two fast clicks are one call. */
export const dial = ({ intent, key }: Press, confirm: boolean): Promise<DialOutcome> | null => {
  if (underWay) return null;
  underWay = send('background', 'calls.dial', confirm ? { intent, key, confirm } : { intent, key });
  const done = () => {
    underWay = null;
  };
  underWay.then(done, done);
  return underWay;
};

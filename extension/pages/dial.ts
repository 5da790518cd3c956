import type { DialIntent } from '../../shared/calls/contract.ts';
import { type DialOutcome, send } from '../messages.ts';
import { titleOf } from './natives.ts';

/** What was meant when the pointer or the key went down: it does not change when the page does. */
export type Press = { readonly intent: DialIntent; readonly key: string };

const LONGEST_TITLE = 300;

export const pressOn = (e164: string): Press => ({
  intent: {
    number: e164,
    source: 'page',
    // Neither query nor fragment: they may carry what is nobody's business.
    pageUrl: `${location.origin}${location.pathname}`.slice(0, 2000),
    pageTitle: titleOf(document).slice(0, LONGEST_TITLE),
    at: Date.now(),
  },
  key: crypto.randomUUID(),
});

let underWay: Promise<DialOutcome> | null = null;

/** Null while an earlier press is still being answered: two fast clicks are one call. */
export const dial = ({ intent, key }: Press, confirm: boolean): Promise<DialOutcome> | null => {
  if (underWay) return null;
  underWay = send('background', 'calls.dial', confirm ? { intent, key, confirm } : { intent, key });
  const done = () => {
    underWay = null;
  };
  underWay.then(done, done);
  return underWay;
};

/** Whether there are numbers to call from, and a browser that can carry calls. */
import { asked, forAdmin, found } from './asking.ts';
import { good, type Look, open, warn } from './finding.ts';
import { words } from './words.ts';

export const numbers = asked(state =>
  state.callableNumbers > 0
    ? good(words.numbersGood(state.callableNumbers))
    : forAdmin(state, words.noNumbers, words.noNumbersNext, { go: 'numbers' }),
);

/** The panel still shows a number that it refused. */
export const numberFormat: Look = ({ phone }) => {
  if (phone === undefined) return undefined;
  if (phone === null) return open(words.phoneGone);
  return phone.refused !== null
    ? warn(words.numberRefused(phone.refused), words.numberFormatNext)
    : good(words.numberFormatGood);
};

/** What keeps some calls from being made, but not all. */
export const numberLimits = asked(state => {
  const limit =
    found(state, ['number_gone', 'forward_not_allowed'], { go: 'numbers' }) ??
    found(state, ['country_barred'], { go: 'countries' });
  if (limit) return { ...limit, state: 'warn' };
  return state.accountKind === 'trial' ? warn(words.trial, words.trialNext) : good(words.unlimited);
});

export const browser: Look = ({ browser: known }) =>
  known && (known.isChromium ? good(words.browserGood) : warn(words.browserOther, words.browserNext));

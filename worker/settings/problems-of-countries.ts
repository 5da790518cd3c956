import { type Allowance, allowedCountriesOf, notAllowed } from '../../shared/numbers/allowed.ts';
import { classify } from '../../shared/numbers/classify.ts';
import type { SetupProblem } from '../../shared/workspace/setup-problem.ts';
import type { StoredNumber } from '../numbers/index.ts';

type Home = { readonly country: string; readonly numbers: readonly StoredNumber[] };

/** Countries allowed here but not at the carrier, and forwarding destinations in countries that are not allowed. */
export const problemsOfCountries = (
  allowance: Allowance,
  home: Home,
  barred: readonly string[],
): readonly SetupProblem[] => [
  ...allowedCountriesOf(allowance, home)
    .filter(each => barred.includes(each))
    .map(country => ({ kind: 'country_barred' as const, country })),
  ...home.numbers.flatMap(({ e164, forwardTo }) => {
    const to = forwardTo ? classify(forwardTo, home.country) : undefined;
    return forwardTo && to && 'e164' in to && notAllowed(to, allowance, home)
      ? [{ kind: 'forward_not_allowed' as const, number: e164, forwardTo }]
      : [];
  }),
];

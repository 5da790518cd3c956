/** Whether calls can be made, from what is stored and what the carrier said when it was last asked. */
import * as z from 'zod';
import type { DialerState } from '../../shared/workspace/dialer-state.ts';
import { SetupProblem } from '../../shared/workspace/setup-problem.ts';
import { callable } from '../numbers/index.ts';
import { type CarrierAccountRow, dialingOf, isReady, openAccount } from '../workspace/index.ts';
import { problemsOfCountries } from './problems-of-countries.ts';
import type { Sources } from './sources.ts';

const problemsOf = (stored: string): SetupProblem[] =>
  z.array(SetupProblem).catch([]).parse(JSON.parse(stored));

/** The countries the carrier does not let the account call. */
export const barredOf = (row: CarrierAccountRow | undefined): readonly string[] =>
  z
    .array(z.string())
    .catch([])
    .parse(JSON.parse(row?.barredCountries ?? '[]'));

export const dialerState = async (sources: Sources): Promise<DialerState> => {
  const [workspace, row, numbers, withheld] = await Promise.all([
    sources.workspace(),
    sources.account(),
    sources.numbers(),
    sources.withheld(),
  ]);
  const found = withheld.includes('dialer')
    ? [{ kind: 'not_in_plan' } as const]
    : row
      ? problemsOf(row.problems)
      : [];
  const isMute = callable(numbers, null).length === 0;
  // Numbers may be added or released at any time, so whether there are any is read now, not from the last check.
  const own = new Set<string>(numbers.map(({ e164 }) => e164));
  const still = found.filter(each => each.kind !== 'number_gone' || own.has(each.number));
  const { country } = workspace;
  const problems = [
    ...(still.length === 0 && isMute ? [{ kind: 'no_numbers' } as const] : still),
    ...(row?.dialerEnabled
      ? problemsOfCountries(dialingOf(workspace), { country, numbers }, barredOf(row))
      : []),
  ];
  const isCalling = isReady(row && (await openAccount(sources.env, row))) && !isMute;
  return {
    dialer: !row?.dialerEnabled ? 'off' : isCalling ? 'ready' : 'not_ready',
    problems,
    withheld: [...withheld],
    accountKind: row?.kind ?? null,
    mostCalls: row?.mostCalls ?? null,
    checkedAt: row?.checkedAt ?? null,
  };
};

import * as z from 'zod';
import type { WorkspaceId } from '../../shared/ids.ts';
import { allowedCountriesOf } from '../../shared/numbers/allowed.ts';
import { ok } from '../../shared/result.ts';
import type { Settings } from '../../shared/workspace/contract.ts';
import { isOpenAt } from '../../shared/workspace/hours.ts';
import { SetupProblem } from '../../shared/workspace/setup-problem.ts';
import type { MemberContext } from '../context.ts';
import { callable, numbersOf } from '../numbers/index.ts';
import { systemClock } from '../platform.ts';
import { notFound } from '../problem.ts';
import { grantsOf } from '../team/index.ts';
import {
  type CarrierAccountRow,
  carrierAccountOf,
  dialingOf,
  hoursOf,
  isReady,
  openAccount,
  planOf,
  sitesOf,
  withheldOf,
  workspaceById,
} from '../workspace/index.ts';
import { problemsOfCountries } from './problems-of-countries.ts';

const problemsOf = (stored: string): SetupProblem[] =>
  z.array(SetupProblem).catch([]).parse(JSON.parse(stored));

const barredOf = (row: CarrierAccountRow | undefined): readonly string[] =>
  z
    .array(z.string())
    .catch([])
    .parse(JSON.parse(row?.barredCountries ?? '[]'));

/** Everything an admin may see. It contains no secret, sealed or not. */
export const viewOf = async (env: Env, workspaceId: WorkspaceId): Promise<Settings> => {
  const [workspace, row, numbers, plan] = await Promise.all([
    workspaceById(env, workspaceId),
    carrierAccountOf(env, workspaceId),
    numbersOf(env, workspaceId),
    planOf(env, workspaceId),
  ]);
  if (!workspace) throw notFound();
  const account = row && (await openAccount(env, row));
  const hours = hoursOf(workspace);
  const dialing = dialingOf(workspace);
  const { country } = workspace;
  const withheld = plan ? withheldOf(plan) : [];
  const found = withheld.includes('dialer')
    ? [{ kind: 'not_in_plan' } as const]
    : row
      ? problemsOf(row.problems)
      : [];
  const isMute = callable(numbers, null).length === 0;
  // Numbers may be added or released at any time, so whether there are any is read now, not from the last check.
  const own = new Set<string>(numbers.map(({ e164 }) => e164));
  const still = found.filter(each => each.kind !== 'number_gone' || own.has(each.number));
  const barred = barredOf(row);
  const problems = [
    ...(still.length === 0 && isMute ? [{ kind: 'no_numbers' } as const] : still),
    ...(row?.dialerEnabled ? problemsOfCountries(dialing, { country, numbers }, barred) : []),
  ];
  const isCalling = isReady(account) && !isMute;
  return {
    revision: workspace.revision,
    name: workspace.name,
    country,
    accountSid: row?.accountSid || null,
    hasAuthToken: Boolean(row?.authToken),
    apiKeySid: row?.apiKeySid ?? null,
    hasApiKeySecret: Boolean(row?.apiKeySecret),
    dialerEnabled: row?.dialerEnabled ?? false,
    ...dialing,
    barredCountries: [...barred],
    usualCountries: [...allowedCountriesOf({ ...dialing, allowedCountries: null }, { country, numbers })],
    callable: callable(numbers, null).map(({ id, e164, name }) => ({ id, e164, name })),
    hours,
    sites: sitesOf(workspace),
    withheld: [...withheld],
    grants: [...grantsOf(workspace)],
    isOpen: isOpenAt(hours, systemClock.now()),
    dialer: !row?.dialerEnabled ? 'off' : isCalling ? 'ready' : 'not_ready',
    problems,
    accountKind: row?.kind ?? null,
    mostCalls: row?.mostCalls ?? null,
    checkedAt: row?.checkedAt ?? null,
  };
};

export const settings = async ({ env, principal }: MemberContext) =>
  ok(await viewOf(env, principal.workspaceId));

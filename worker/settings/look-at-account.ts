/** Asks the carrier about an account and its key. */
import type { FieldFault } from '../../shared/workspace/settings.ts';
import type { SetupProblem } from '../../shared/workspace/setup-problem.ts';
import { type Login, type Outcome, setupOf } from '../twilio/index.ts';

/** What a missing answer or a refusal means; undefined for a good answer. */
export const problemOf = (outcome: Outcome<unknown>): SetupProblem | undefined => {
  if (outcome.kind === 'done') return undefined;
  if (outcome.kind === 'unknown') return { kind: 'carrier_silent' };
  if (outcome.kind === 'busy') return { kind: 'carrier_busy' };
  return { kind: 'carrier_refused', code: outcome.code, message: outcome.message };
};

/** Wrong credentials; the carrier answers the same for a key of another account. */
const isRefusal = (outcome: Outcome<unknown>): boolean =>
  outcome.kind === 'refused' && [401, 403, 404].includes(outcome.status);

type Fault = Extract<FieldFault, SetupProblem['kind']>;
type Looked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Fault }
  | { readonly ok: false; readonly fault: undefined; readonly problem: SetupProblem };

/** Only the account's own token may read the account. */
export const lookAtAccount = async (login: Login): Promise<Looked<'trial' | 'full'>> => {
  const outcome = await setupOf(login).account();
  if (isRefusal(outcome)) return { ok: false, fault: 'token_refused' };
  const problem = problemOf(outcome);
  if (outcome.kind !== 'done' || problem)
    return { ok: false, fault: undefined, problem: problem ?? { kind: 'carrier_silent' } };
  const { status, type } = outcome.value;
  if (status === 'suspended') return { ok: false, fault: 'account_suspended' };
  if (status === 'closed') return { ok: false, fault: 'account_closed' };
  return { ok: true, value: type === 'Trial' ? 'trial' : 'full' };
};

/** A standard key may not read the account itself, so it is tried on something it will be used for. */
export const lookAtKey = async (login: Login): Promise<Looked<undefined>> => {
  const outcome = await setupOf(login).applicationsNamed('Ringside');
  if (isRefusal(outcome)) return { ok: false, fault: 'key_refused' };
  const problem = problemOf(outcome);
  return problem ? { ok: false, fault: undefined, problem } : { ok: true, value: undefined };
};

/** Simultaneous calls, according to the carrier's support (How fast can I place or receive phone calls). */
const WITHOUT_PROFILE = 2;
const AS_INDIVIDUAL = 3;

/** How many simultaneous calls an upgraded account may have: null for no limit, undefined if it did not say. */
export const lookAtProfiles = async (login: Login): Promise<number | null | undefined> => {
  const setup = setupOf(login);
  const approved = await setup.approvedProfiles();
  if (approved.kind !== 'done') return undefined;
  const policies = [...new Set(approved.value.results.map(each => each.policy_sid))];
  if (policies.length === 0) return WITHOUT_PROFILE;
  const read = await Promise.all(policies.map(sid => setup.policy(sid)));
  const names = read.flatMap(each => (each.kind === 'done' ? [each.value.friendly_name] : []));
  if (names.length < read.length) return undefined;
  return names.every(name => /individual|starter|sole/i.test(name)) ? AS_INDIVIDUAL : null;
};

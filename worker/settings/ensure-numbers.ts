/** The workspace's numbers at the carrier: each must ask this Worker when it is called. */
import type { SetupProblem } from '../../shared/workspace/setup-problem.ts';
import { isHooked, numberHooks, type StoredNumber, setAtCarrier } from '../numbers/index.ts';
import type { Setup } from '../twilio/index.ts';
import type { Workspace } from '../workspace/index.ts';
import { problemOf } from './look-at-account.ts';

/** Corrects wrong addresses; returns numbers that could not be corrected and numbers the account no longer has. */
export const ensureNumbers = async (
  env: Env,
  setup: Setup,
  workspace: Workspace,
  numbers: readonly StoredNumber[],
  now: number,
): Promise<readonly SetupProblem[]> => {
  if (numbers.length === 0) return [];
  const listed = await setup.ownedNumbers();
  if (listed.kind !== 'done') return [problemOf(listed) ?? { kind: 'carrier_silent' }];
  const owned = new Map(listed.value.map(each => [each.phone_number, each]));
  const wanted = await numberHooks(env, workspace.webhookKey);
  const problems: SetupProblem[] = [];
  for (const number of numbers) {
    const theirs = owned.get(number.e164);
    if (!theirs) {
      problems.push({ kind: 'number_gone', number: number.e164 });
      if (number.goneAt === null) await setAtCarrier(env, workspace.id, number.id, { goneAt: now });
      continue;
    }
    if (theirs.sid !== number.carrierSid || number.goneAt !== null)
      await setAtCarrier(env, workspace.id, number.id, { carrierSid: theirs.sid, goneAt: null });
    if (isHooked(theirs, wanted)) continue;
    const problem = problemOf(await setup.updateNumber(theirs.sid, wanted));
    if (problem) problems.push(problem);
  }
  return problems;
};

/** What several checks do with the Worker's answer. */
import type { CheckUp } from '../../shared/diagnostics/contract.ts';
import type { SetupProblem } from '../../shared/workspace/setup-problem.ts';
import { problemWords } from '../../shared/workspace/words.ts';
import type { Facts } from './facts.ts';
import { bad, type Finding, type Look, type Repair } from './finding.ts';
import { words } from './words.ts';

export const serverIn = ({ worker }: Facts): CheckUp | undefined => (worker?.ok ? worker.value : undefined);

/** A check that runs only once the Worker has answered. */
export const asked =
  (look: (state: CheckUp, facts: Facts) => Finding | undefined): Look =>
  facts => {
    const state = serverIn(facts);
    return state && look(state, facts);
  };

/** A fault of the workspace. Reps cannot repair it: they are told whom to ask. */
export const forAdmin = ({ role }: CheckUp, what: string, next: string, repair: Repair): Finding =>
  role === 'owner' || role === 'admin' ? bad(what, next, repair) : bad(what, words.askAdmin);

/** A problem the Worker found when it last asked the carrier. */
export const found = (
  state: CheckUp,
  kinds: readonly SetupProblem['kind'][],
  repair: Repair,
): Finding | undefined => {
  const problem = state.problems.find(({ kind }) => kinds.includes(kind));
  if (!problem) return undefined;
  const { what, next } = problemWords(problem);
  return forAdmin(state, what, next, repair);
};

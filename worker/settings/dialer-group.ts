import { err, ok } from '../../shared/result.ts';
import { callable, numberById } from '../numbers/index.ts';
import { dialingOf } from '../workspace/index.ts';
import { dialerState } from './dialer-state.ts';
import { fieldsOf, type WorkerGroup } from './group.ts';

export const dialer: WorkerGroup<'dialer'> = {
  view: async sources => {
    const [workspace, row, numbers, state] = await Promise.all([
      sources.workspace(),
      sources.account(),
      sources.numbers(),
      dialerState(sources),
    ]);
    const { ringSeconds, wrapUpSeconds, clickAction, defaultNumber } = dialingOf(workspace);
    return {
      dialerEnabled: row?.dialerEnabled ?? false,
      ringSeconds,
      wrapUpSeconds,
      clickAction,
      defaultNumber,
      callable: callable(numbers, null).map(({ id, e164, name }) => ({ id, e164, name })),
      ...state,
    };
  },
  store: async (change, sources, { env, principal }) => {
    const { defaultNumber } = change;
    const { dialerEnabled: _, ...dialing } = fieldsOf('dialer', change);
    if (change.dialerEnabled && (await sources.withheld()).includes('dialer'))
      return err({ reason: 'not_in_plan' });
    if (defaultNumber && !(await numberById(env, principal.workspaceId, defaultNumber)))
      return err({ reason: 'number_unknown' });
    return ok({
      ...(Object.keys(dialing).length > 0 && { dialing }),
      ...(change.dialerEnabled !== undefined && { account: { dialerEnabled: change.dialerEnabled } }),
    });
  },
  setsUp: true,
};

/** Groups of which nothing is asked elsewhere before they are saved. */
import { allowedCountriesOf } from '../../shared/numbers/allowed.ts';
import { ok } from '../../shared/result.ts';
import type { GroupId } from '../../shared/settings/groups.ts';
import { isOpenAt } from '../../shared/workspace/hours.ts';
import { systemClock } from '../platform.ts';
import { grantsOf } from '../team/index.ts';
import { dialingOf, hoursOf, sitesOf } from '../workspace/index.ts';
import { barredOf } from './dialer-state.ts';
import { fieldsOf, type WorkerGroup } from './group.ts';
import type { Sources } from './sources.ts';

const dialing = async ({ workspace }: Sources) => dialingOf(await workspace());
/** Groups whose values a dial reads are stored together, with the workspace that the session read returns. */
const inDialing =
  (id: GroupId): WorkerGroup<GroupId>['store'] =>
  async change =>
    ok({ dialing: fieldsOf(id, change) });

export const basic: WorkerGroup<'basic'> = {
  view: async ({ workspace }) => {
    const { name, country } = await workspace();
    return { name, country };
  },
  store: async ({ name, country }) =>
    ok({ workspace: { ...(name !== undefined && { name }), ...(country !== undefined && { country }) } }),
};

export const recording: WorkerGroup<'recording'> = {
  view: async sources => {
    const { recordCalls, recordingNotice } = await dialing(sources);
    return { recordCalls, recordingNotice };
  },
  store: inDialing('recording'),
};

export const incoming: WorkerGroup<'incoming'> = {
  view: async sources => {
    const { inboundPickUp } = await dialing(sources);
    return { inboundPickUp };
  },
  store: inDialing('incoming'),
};

export const countries: WorkerGroup<'countries'> = {
  view: async sources => {
    const [{ country }, { allowedCountries, allowCostly }, numbers, account] = await Promise.all([
      sources.workspace(),
      dialing(sources),
      sources.numbers(),
      sources.account(),
    ]);
    const usual = allowedCountriesOf({ allowedCountries: null, allowCostly }, { country, numbers });
    return {
      allowedCountries,
      allowCostly,
      usualCountries: [...usual],
      barredCountries: [...barredOf(account)],
    };
  },
  store: inDialing('countries'),
  // The set-up also asks which countries the carrier lets the account call.
  setsUp: true,
};

export const limits: WorkerGroup<'limits'> = {
  view: async sources => {
    const { memberCallsPerDay, memberMinutesPerDay, memberSpendPerDay, ...others } = await dialing(sources);
    const { workspaceCallsPerDay, workspaceMinutesPerDay, workspaceSpendPerDay } = others;
    return {
      memberCallsPerDay,
      memberMinutesPerDay,
      memberSpendPerDay,
      workspaceCallsPerDay,
      workspaceMinutesPerDay,
      workspaceSpendPerDay,
    };
  },
  store: inDialing('limits'),
};

export const roles: WorkerGroup<'roles'> = {
  view: async ({ workspace }) => ({ grants: [...grantsOf(await workspace())] }),
  store: async ({ grants }) => ok({ workspace: { grants: JSON.stringify([...new Set(grants)]) } }),
};

export const sites: WorkerGroup<'sites'> = {
  view: async ({ workspace }) => ({ sites: sitesOf(await workspace()) }),
  store: async ({ sites: chosen }) =>
    ok({ workspace: { sites: JSON.stringify([...new Set(chosen)].sort()) } }),
};

export const hours: WorkerGroup<'hours'> = {
  view: async ({ workspace }) => {
    const stored = hoursOf(await workspace());
    return { hours: stored, isOpen: isOpenAt(stored, systemClock.now()) };
  },
  store: async ({ hours: chosen }) => ok({ workspace: { hours: chosen ? JSON.stringify(chosen) : null } }),
};

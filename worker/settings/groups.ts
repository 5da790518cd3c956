import type { GroupId, SettingsOf } from '../../shared/settings/groups.ts';
import { account } from './account-group.ts';
import { dialer } from './dialer-group.ts';
import type { WorkerGroup } from './group.ts';
import { basic, countries, hours, incoming, limits, recording, roles, sites } from './simple-groups.ts';
import type { Sources } from './sources.ts';

/** Every group on the Worker. The account comes last: the carrier is asked when everything else is in order. */
export const GROUPS: { readonly [Id in GroupId]: WorkerGroup<Id> } = {
  basic,
  dialer,
  recording,
  incoming,
  countries,
  limits,
  roles,
  sites,
  hours,
  account,
};

/** What an admin sees of these groups. It contains no secret, sealed or not. */
export const viewOf = async <Id extends GroupId>(
  sources: Sources,
  ids: readonly Id[],
): Promise<SettingsOf<Id>> => {
  // Read first: values newer than their revision are refused when they are sent back, older ones would be accepted.
  const stored = await sources.stored();
  const shown = await Promise.all(ids.map(id => GROUPS[id].view(sources)));
  const revisions = Object.fromEntries(ids.map(id => [id, stored.get(id)?.revision ?? '']));
  return Object.assign({}, ...shown, { revisions });
};

import type { Handlers } from '../messages.ts';
import { resumeDuty } from '../presence/background.ts';
import { getSession } from '../session.ts';
import { followSites, refreshPages } from '../sites.ts';
import { mayDial } from './may.ts';

type TeamActs = Pick<Handlers<'background'>, 'workspace.country' | 'team.sessionChanged'>;

export const teamActs: TeamActs = {
  'workspace.country': async () => {
    const me = (await getSession())?.me;
    if (!me) return null;
    return mayDial(me) ? me.workspace.country : 'no_dialer';
  },
  'team.sessionChanged': async () => {
    await resumeDuty();
    await followSites();
    await refreshPages();
    return null;
  },
};

import type { Handlers } from '../messages.ts';
import { resumeDuty } from '../presence/background.ts';
import { getSession } from '../session.ts';
import { refreshPages } from '../sites.ts';

type TeamActs = Pick<Handlers<'background'>, 'workspace.country' | 'team.sessionChanged'>;

export const teamActs: TeamActs = {
  'workspace.country': async () => (await getSession())?.me.workspace.country ?? null,
  'team.sessionChanged': async () => {
    await resumeDuty();
    await refreshPages();
    return null;
  },
};

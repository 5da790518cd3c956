import type { Handlers } from '../messages.ts';
import { getSession } from '../session.ts';
import { mayDial } from './may.ts';

type TeamActs = Pick<Handlers<'background'>, 'workspace.country' | 'team.sessionChanged'>;

/** `follow` adapts the rest of the extension to another member, or to nobody. */
export const teamActs = (follow: () => Promise<void>): TeamActs => ({
  'workspace.country': async () => {
    const me = (await getSession())?.me;
    if (!me) return null;
    return mayDial(me) ? me.workspace.country : 'no_dialer';
  },
  'team.sessionChanged': async () => {
    await follow();
    return null;
  },
});

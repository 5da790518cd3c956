import { team } from '../../shared/members/team-contract.ts';
import { call } from '../api.ts';
import { getSession } from '../session.ts';
import type { TeamPorts } from './team-model.ts';
import { watchTeam } from './team-socket.ts';

export const teamPorts = (): TeamPorts => ({
  me: async () => (await getSession())?.me.member.id,
  names: () => call(team, {}),
  watch: watchTeam,
});

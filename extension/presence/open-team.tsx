import type { ComponentChildren } from 'preact';
import { TeamList } from './TeamList.tsx';
import { createTeam } from './team-model.ts';
import { teamPorts } from './team-ports.ts';

/** The list of the team, loaded when it is first shown. */
export const openTeamList = (): (() => ComponentChildren) => {
  const team = createTeam(teamPorts());
  return () => <TeamList team={team} />;
};

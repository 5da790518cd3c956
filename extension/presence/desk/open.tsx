import type { OpenPage } from '../../desk/section.ts';
import { repDates } from '../../ui/format/dates.ts';
import { PageCard } from '../../ui/PageCard.tsx';
import { TeamList } from '../TeamList.tsx';
import { createTeam } from '../team-model.ts';
import { teamPorts } from '../team-ports.ts';
import { words } from '../words.ts';

export const openTeam: OpenPage = () => {
  const team = createTeam(teamPorts());
  return () => (
    <PageCard id="team" title={words.team} intro={words.intro} isRoomy>
      <TeamList team={team} since={repDates().dayAndTime} />
    </PageCard>
  );
};

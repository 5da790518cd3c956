import type { FunctionComponent } from 'preact';
import { pickStatus } from '../../shared/presence/status-contract.ts';
import type { PickedStatus } from '../../shared/presence/statuses.ts';
import { call } from '../api.ts';
import { createAsking } from '../ui/asking.ts';
import { StatusPanel, type StatusPanelProps } from './StatusPanel.tsx';
import { createTeam } from './team-model.ts';
import { teamPorts } from './team-ports.ts';

/** What the status in the header opens, loaded when it is first opened. */
export const openStatusPanel = (): FunctionComponent<StatusPanelProps> => {
  const model = {
    team: createTeam(teamPorts()),
    asking: createAsking(),
    pick: (status: PickedStatus) => call(pickStatus, { status }),
  };
  return props => <StatusPanel {...model} {...props} />;
};

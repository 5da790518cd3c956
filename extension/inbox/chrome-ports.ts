import { assign, heard, inbox, markDone, reopen } from '../../shared/inbox/contract.ts';
import { call } from '../api.ts';
import { playerPorts } from '../recordings/chrome-ports.ts';
import type { Ports } from './model.ts';

const PAGE = 30;

export const chromePorts = (): Ports => ({
  read: ask => call(inbox, { ...ask, limit: PAGE }),
  heard: (entryId, callId) => call(heard, { entryId, callId }),
  assign: (entryId, memberId) => call(assign, { entryId, memberId }),
  done: entryId => call(markDone, { entryId }),
  reopen: entryId => call(reopen, { entryId }),
  ...playerPorts(),
});

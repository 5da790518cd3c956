import { readSettingsOf, updateSettingsOf } from '../../../shared/settings/contract.ts';
import type { GroupId } from '../../../shared/settings/groups.ts';
import { setUp } from '../../../shared/workspace/contract.ts';
import { call } from '../../api.ts';
import type { DialerPorts } from './model.ts';
import type { Ports } from './workspace-form.ts';

// The Worker sends the carrier one request after the other, each with a timeout of ten seconds.
const PATIENCE = { timeoutMs: 90_000 };

export const chromePorts = <const Id extends GroupId>(...groups: readonly Id[]): Ports<Id> => ({
  read: () => call(readSettingsOf(groups), { groups: [...groups] }),
  save: change => call(updateSettingsOf(groups), change, PATIENCE),
});

export const dialerPorts = (): DialerPorts => ({
  ...chromePorts('dialer', 'recording', 'incoming', 'account'),
  setUp: () => call(setUp, {}, PATIENCE),
});

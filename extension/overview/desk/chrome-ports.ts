import { recents } from '../../../shared/calls/screen-contract.ts';
import { members } from '../../../shared/members/contract.ts';
import { managedNumbers } from '../../../shared/numbers/contract.ts';
import { readSettingsOf } from '../../../shared/settings/contract.ts';
import { call } from '../../api.ts';
import type { Ports } from './model.ts';

const GROUPS = ['account', 'dialer', 'sites'] as const;

export const chromePorts = (): Ports => ({
  settings: () => call(readSettingsOf(GROUPS), { groups: [...GROUPS] }),
  numbers: () => call(managedNumbers, {}),
  members: () => call(members, {}),
  recents: () => call(recents, { limit: 1 }),
  isSandbox: import.meta.env.RINGSIDE_SANDBOX,
  isMicrophoneAllowed: async () => {
    const { state } = await navigator.permissions.query({ name: 'microphone' });
    return state === 'granted';
  },
});

import { recents } from '../../../shared/calls/contract.ts';
import { members } from '../../../shared/members/contract.ts';
import { managedNumbers } from '../../../shared/numbers/contract.ts';
import { readSettings } from '../../../shared/workspace/contract.ts';
import { call } from '../../api.ts';
import type { Ports } from './model.ts';

export const chromePorts = (): Ports => ({
  settings: () => call(readSettings, {}),
  numbers: () => call(managedNumbers, {}),
  members: () => call(members, {}),
  recents: () => call(recents, { limit: 1 }),
  isSandbox: import.meta.env.RINGSIDE_SANDBOX,
  isMicrophoneAllowed: async () => {
    const { state } = await navigator.permissions.query({ name: 'microphone' });
    return state === 'granted';
  },
});

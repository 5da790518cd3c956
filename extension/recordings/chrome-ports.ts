import { listen } from '../../shared/recordings/contract.ts';
import { call } from '../api.ts';
import type { PlayerPorts } from './player.ts';

export const playerPorts = (): PlayerPorts => ({ listen: recordingSid => call(listen, { recordingSid }) });

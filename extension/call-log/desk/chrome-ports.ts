import { callLog } from '../../../shared/call-log/contract.ts';
import { call } from '../../api.ts';
import { playerPorts } from '../../recordings/chrome-ports.ts';
import type { Ports } from './model.ts';

export const chromePorts = (): Ports => ({ read: ask => call(callLog, ask), ...playerPorts() });

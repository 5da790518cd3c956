import { callLog } from '../../../shared/call-log/contract.ts';
import { call } from '../../api.ts';
import type { Wires } from './model.ts';

export const chromeWires = (): Wires => ({ read: ask => call(callLog, ask) });

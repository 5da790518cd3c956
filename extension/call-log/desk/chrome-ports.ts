import { callLog } from '../../../shared/call-log/contract.ts';
import { listen } from '../../../shared/recordings/contract.ts';
import { call } from '../../api.ts';
import type { Ports } from './model.ts';

// The recording of an hour's call is about a hundred megabytes.
const LONGEST_MS = 300_000;

export const chromePorts = (): Ports => ({
  read: ask => call(callLog, ask),
  listen: callId => call(listen, { callId }, { timeoutMs: LONGEST_MS }),
  urlOf: sound => (sound instanceof Blob ? URL.createObjectURL(sound) : ''),
  dropUrl: url => URL.revokeObjectURL(url),
});

import type { Hono } from 'hono';
import * as contract from '../../shared/recordings/contract.ts';
import { listenRefusalWords } from '../../shared/recordings/words.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { listen } from './listen.ts';

export {
  forgetCallRecordings,
  isJobOfRecording,
  recordingColumns,
  recordingRows,
  stateOf,
} from './store.ts';
export { RECORDINGS_PREFIX, storeCallRecording } from './store-recording.ts';

export const routes = (app: Hono<AppEnv>): void => onMember(app, contract.listen, listen, listenRefusalWords);

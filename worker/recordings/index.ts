import type { Hono } from 'hono';
import * as contract from '../../shared/recordings/contract.ts';
import { listenRefusalWords } from '../../shared/recordings/words.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { AUDIO_PATH } from './address.ts';
import { audio } from './audio.ts';
import { listen } from './listen.ts';

export { forgetRecordings } from './forget.ts';
export { recordingColumns, recordingRows, stateOf } from './store.ts';
export { storeRecording } from './store-recording.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.listen, listen, listenRefusalWords);
  app.get(AUDIO_PATH, audio);
};

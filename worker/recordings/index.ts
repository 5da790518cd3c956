import type { Hono } from 'hono';
import * as contract from '../../shared/recordings/contract.ts';
import { listenRefusalWords } from '../../shared/recordings/words.ts';
import type { AppEnv } from '../context.ts';
import { jobKind } from '../jobs/index.ts';
import { onMember } from '../register.ts';
import { type Step, timeBefore } from '../scheduled-step.ts';
import { AUDIO_PATH } from './address.ts';
import { audio } from './audio.ts';
import { forgetRecordings } from './forget.ts';
import { StoreRecording } from './job.ts';
import { listen } from './listen.ts';
import { storeRecording } from './store-recording.ts';

export { recordingColumns, recordingRows, stateOf } from './store.ts';
export { recording } from './table.ts';

const RETENTION_DAYS = 90;

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.listen, listen, listenRefusalWords);
  app.get(AUDIO_PATH, audio);
};

const storing = (kind: StoreRecording['kind']) =>
  jobKind({
    kind,
    schema: StoreRecording,
    title: 'Fetch a recording from the carrier',
    do: storeRecording,
    isLong: true,
  });

export const jobs = [storing('recordings.keep'), storing('calls.recorded')];

export const everyNight: readonly Step[] = [
  {
    name: 'recordings.forget',
    do: (env, clock) => forgetRecordings(env, timeBefore(clock, RETENTION_DAYS), clock),
  },
];

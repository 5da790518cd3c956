import type { Hono } from 'hono';
import type { AppEnv } from '../context.ts';
import { fallback, recorded, thanks } from './fallback.ts';

export { keepMissed, keepRecording, keepVoicemail } from './keep.ts';
export { forgetRecordings } from './store.ts';

export const routes = (app: Hono<AppEnv>): void => {
  app.post('/webhooks/:webhookKey/fallback', fallback);
  app.post('/webhooks/:webhookKey/fallback/thanks', thanks);
  app.post('/webhooks/:webhookKey/fallback/recording', recorded);
};

import type { Hono } from 'hono';
import type { AppEnv } from '../context.ts';
import { fallback, recorded, thanks } from './fallback.ts';

export { askForMessage } from './fallback.ts';
export { MissedCall, Voicemail } from './jobs.ts';
export { messageWords } from './words.ts';

export const routes = (app: Hono<AppEnv>): void => {
  app.post('/webhooks/:webhookKey/fallback/:signature', fallback);
  app.post('/webhooks/:webhookKey/fallback/:signature/thanks', thanks);
  app.post('/webhooks/:webhookKey/fallback/:signature/recording', recorded);
};

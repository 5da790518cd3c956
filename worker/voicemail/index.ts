import type { Hono } from 'hono';
import type { AppEnv } from '../context.ts';
import { fallback, recorded, thanks } from './fallback.ts';
import { forwarded, incoming } from './incoming.ts';

export { storeMissedCall, storeVoicemail } from './store-voicemail.ts';

export const routes = (app: Hono<AppEnv>): void => {
  app.post('/webhooks/:webhookKey/incoming', incoming);
  app.post('/webhooks/:webhookKey/incoming/forwarded', forwarded);
  app.post('/webhooks/:webhookKey/fallback/:signature', fallback);
  app.post('/webhooks/:webhookKey/fallback/:signature/thanks', thanks);
  app.post('/webhooks/:webhookKey/fallback/:signature/recording', recorded);
};

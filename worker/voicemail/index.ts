import type { Hono } from 'hono';
import type { AppEnv } from '../context.ts';
import { jobKind } from '../jobs/index.ts';
import { workspaceByWebhookKey } from '../workspace/index.ts';
import { fallback, recorded, thanks } from './fallback.ts';
import { forwarded, incoming } from './incoming.ts';
import { MissedCall, Voicemail } from './jobs.ts';
import { storeMissedCall, storeVoicemail } from './store-voicemail.ts';

export const routes = (app: Hono<AppEnv>): void => {
  app.post('/webhooks/:webhookKey/incoming', incoming);
  app.post('/webhooks/:webhookKey/incoming/forwarded', forwarded);
  app.post('/webhooks/:webhookKey/fallback/:signature', fallback);
  app.post('/webhooks/:webhookKey/fallback/:signature/thanks', thanks);
  app.post('/webhooks/:webhookKey/fallback/:signature/recording', recorded);
};

/** The fallback queues jobs without reading the database: they name a webhook key instead of a workspace. */
const workspaceIdOf = async (env: Env, { webhookKey }: MissedCall | Voicemail) =>
  (await workspaceByWebhookKey(env, webhookKey))?.id;

export const jobs = [
  jobKind({
    kind: 'calls.missed',
    schema: MissedCall,
    title: 'Note a missed call',
    do: storeMissedCall,
    workspaceIdOf,
  }),
  jobKind({
    kind: 'calls.voicemail',
    schema: Voicemail,
    title: 'Store a voicemail',
    do: storeVoicemail,
    workspaceIdOf,
  }),
];

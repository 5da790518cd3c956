import type { Hono } from 'hono';
import * as contract from '../../shared/incoming/contract.ts';
import { answerRefusalWords } from '../../shared/incoming/words.ts';
import type { AppEnv } from '../context.ts';
import { jobKind } from '../jobs/index.ts';
import { onMember } from '../register.ts';
import { MissedCall, Voicemail } from '../voicemail/index.ts';
import { workspaceByWebhookKey } from '../workspace/index.ts';
import { answer, decline, toVoicemail } from './answer.ts';
import { incoming } from './arrive.ts';
import { forwarded, forwardLeg } from './forwarded.ts';
import { storeMissedCall, storeVoicemail } from './jobs.ts';
import { ringback } from './ringback.ts';
import { keyPressed, screening } from './screening.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.answer, answer, answerRefusalWords);
  onMember(app, contract.decline, decline);
  onMember(app, contract.toVoicemail, toVoicemail);
  app.post('/webhooks/:webhookKey/incoming', incoming);
  app.post('/webhooks/:webhookKey/incoming/forwarded', forwarded);
  app.post('/webhooks/:webhookKey/calls/:callId/forward', forwardLeg);
  app.post('/webhooks/:webhookKey/calls/:callId/screening', screening);
  app.post('/webhooks/:webhookKey/calls/:callId/key', keyPressed);
  app.get('/sounds/ringback.wav', ringback);
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

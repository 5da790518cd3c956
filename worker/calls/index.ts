import type { Hono } from 'hono';
import * as contract from '../../shared/calls/contract.ts';
import * as screen from '../../shared/calls/screen-contract.ts';
import { refusalWords, rejoinRefusalWords } from '../../shared/calls/words.ts';
import type { AppEnv } from '../context.ts';
import { onMember, onMemberOnce } from '../register.ts';
import type { Step } from '../scheduled-step.ts';
import { dial } from './dial.ts';
import { leg, notice, room } from './events.ts';
import { hangUp, stopRecording } from './hang-up.ts';
import { hold, holdWords } from './hold.ts';
import { recents } from './recents.ts';
import { rejoin } from './rejoin.ts';
import { status } from './status.ts';
import { foldCalls } from './store.ts';
import { voice } from './voice.ts';
import { voiceToken } from './voice-token.ts';

export { LiveCall } from './LiveCall.ts';
export { limitSecondsOf } from './limit.ts';
export type { InboundSpec, NextStep } from './spec.ts';
export { call, callParty } from './table.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMemberOnce(app, contract.dial, dial, refusalWords);
  onMember(app, contract.hangUp, hangUp);
  onMember(app, screen.hold, hold);
  onMember(app, screen.stopRecording, stopRecording);
  onMember(app, contract.rejoin, rejoin, rejoinRefusalWords);
  onMember(app, screen.recents, recents);
  onMember(app, contract.status, status);
  onMember(app, contract.voiceToken, voiceToken, refusalWords);
  app.post('/webhooks/:webhookKey/voice', voice);
  app.post('/webhooks/:webhookKey/hold/:signature', holdWords);
  app.post('/webhooks/:webhookKey/calls/:callId/room', room);
  app.post('/webhooks/:webhookKey/calls/:callId/notice', notice);
  app.post('/webhooks/:webhookKey/calls/:callId/legs/:party', leg);
  // The address that calls from before parties gave the carrier.
  app.post('/webhooks/:webhookKey/calls/:callId/customer', leg);
};

export const everyMinute: readonly Step[] = [{ name: 'calls.fold', do: foldCalls }];

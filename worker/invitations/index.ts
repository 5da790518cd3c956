import type { Hono } from 'hono';
import * as contract from '../../shared/members/contract.ts';
import { aboveYouWords, inviteRefusalWords } from '../../shared/members/words.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { invite, resend, withdraw } from './invite.ts';
import { JOIN_PATH, join } from './join.ts';

export { makeCode, sendCode } from './code.ts';
export { newCodeMail } from './invite-mail.ts';
export { forgetInvitations, invitationsOf } from './store.ts';

export const routes = (app: Hono<AppEnv>): void => {
  app.get(JOIN_PATH, join);
  onMember(app, contract.invite, invite, inviteRefusalWords);
  onMember(app, contract.resendInvitation, resend, aboveYouWords);
  onMember(app, contract.withdrawInvitation, withdraw, aboveYouWords);
};

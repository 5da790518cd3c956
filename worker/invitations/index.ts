import type { Hono } from 'hono';
import * as contract from '../../shared/members/contract.ts';
import { aboveYouWords, inviteRefusalWords } from '../../shared/members/words.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { type Step, timeBefore } from '../scheduled-step.ts';
import { invite, resend, withdraw } from './invite.ts';
import { JOIN_PATH, join } from './join.ts';
import { forgetInvitations } from './store.ts';

export { makeCode, sendCode } from './code.ts';
export { newCodeMail } from './invite-mail.ts';
export { invitationsOf, isOpen, isUsable } from './store.ts';
export { invitation } from './table.ts';

export const routes = (app: Hono<AppEnv>): void => {
  app.get(JOIN_PATH, join);
  onMember(app, contract.invite, invite, inviteRefusalWords);
  onMember(app, contract.resendInvitation, resend, aboveYouWords);
  onMember(app, contract.withdrawInvitation, withdraw, aboveYouWords);
};

const RETENTION_DAYS = 90;

export const everyNight: readonly Step[] = [
  {
    name: 'invitations.forget',
    do: (env, clock) => forgetInvitations(env, timeBefore(clock, RETENTION_DAYS)),
  },
];

import type { Hono } from 'hono';
import * as contract from '../../shared/team/contract.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { accept, decline } from './accept.ts';

export { invitedTo, lookAtInvitation, redeemInvitation, sessionOfInvitation } from './store.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.acceptInvitation, accept);
  onMember(app, contract.declineInvitation, decline);
};

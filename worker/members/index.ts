import type { Hono } from 'hono';
import * as contract from '../../shared/team/contract.ts';
import { aboveYouWords, inviteRefusalWords, keptWords } from '../../shared/team/words.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { changeRole, invite, members, newCode, removeMember } from './people.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.members, members);
  onMember(app, contract.invite, invite, inviteRefusalWords);
  onMember(app, contract.newCode, newCode, aboveYouWords);
  onMember(app, contract.changeRole, changeRole, keptWords);
  onMember(app, contract.removeMember, removeMember, keptWords);
};

import type { Hono } from 'hono';
import * as contract from '../../shared/members/contract.ts';
import * as teamContract from '../../shared/members/team-contract.ts';
import { aboveYouWords, changeRefusalWords } from '../../shared/members/words.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { changeRole, members, newCode, removeMember } from './people.ts';
import { team } from './team.ts';

export { namesOf } from './store.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.members, members);
  onMember(app, teamContract.team, team);
  onMember(app, contract.newCode, newCode, aboveYouWords);
  onMember(app, contract.changeRole, changeRole, changeRefusalWords);
  onMember(app, contract.removeMember, removeMember, changeRefusalWords);
};

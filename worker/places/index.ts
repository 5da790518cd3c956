import type { Hono } from 'hono';
import * as contract from '../../shared/team/contract.ts';
import { createRefusalWords, switchRefusalWords } from '../../shared/team/words.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { createWorkspace, places, switchWorkspace } from './places.ts';

export { places } from './places.ts';
export { lastMembershipOf } from './store.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.places, places);
  onMember(app, contract.switchWorkspace, switchWorkspace, switchRefusalWords);
  onMember(app, contract.createWorkspace, createWorkspace, createRefusalWords);
};

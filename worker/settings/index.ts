import type { Hono } from 'hono';
import { readSettings, setUp, updateSettings } from '../../shared/workspace/contract.ts';
import { setUpRefusalWords, updateRefusalWords } from '../../shared/workspace/words.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { setUp as setUpAct } from './set-up.ts';
import { settings } from './settings.ts';
import { update } from './update.ts';

export { lookAfterAccounts, lookAfterFormerAccounts } from './nightly.ts';
export { setUpAccount } from './set-up.ts';
export { viewOf } from './settings.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, readSettings, settings);
  onMember(app, updateSettings, update, updateRefusalWords);
  onMember(app, setUp, setUpAct, setUpRefusalWords);
};

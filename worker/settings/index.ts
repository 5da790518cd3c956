import type { Hono } from 'hono';
import { readSettings, updateSettings } from '../../shared/settings/contract.ts';
import { setUp } from '../../shared/workspace/contract.ts';
import { setUpRefusalWords, updateRefusalWords } from '../../shared/workspace/words.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import type { Step } from '../scheduled-step.ts';
import { lookAfterAccounts, lookAfterFormerAccounts } from './nightly.ts';
import { setUp as setUpAct } from './set-up.ts';
import { settings, update } from './update.ts';

export { viewOf } from './groups.ts';
export { setUpAccount } from './set-up.ts';
export { sourcesOf } from './sources.ts';
export { type Claim, claimGroups, isClaimed, settingsIn } from './store.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, readSettings, settings);
  onMember(app, updateSettings, update, updateRefusalWords);
  onMember(app, setUp, setUpAct, setUpRefusalWords);
};

export const everyNight: readonly Step[] = [
  { name: 'workspace.lookAfterAccounts', do: lookAfterAccounts },
  { name: 'workspace.lookAfterFormer', do: lookAfterFormerAccounts },
];

import type { Hono } from 'hono';
import * as contract from '../../shared/ai/contract.ts';
import { aiChangedWords, aiRefusalWords } from '../../shared/ai/words.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { remove, settings, update } from './settings.ts';

export { resealAiKeys } from './settings.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.readAi, settings);
  onMember(app, contract.updateAi, update, aiRefusalWords);
  onMember(app, contract.removeAi, remove, () => aiChangedWords);
};

import type { Hono } from 'hono';
import * as contract from '../../shared/ai/contract.ts';
import { aiChangedWords, aiRefusalWords } from '../../shared/ai/words.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import type { Step } from '../scheduled-step.ts';
import { remove, resealAiKeys, settings, update } from './settings.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.readAi, settings);
  onMember(app, contract.updateAi, update, aiRefusalWords);
  onMember(app, contract.removeAi, remove, () => aiChangedWords);
};

export const everyNight: readonly Step[] = [{ name: 'ai.resealKeys', do: resealAiKeys }];

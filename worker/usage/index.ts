import type { Hono } from 'hono';
import { usageToday } from '../../shared/usage/contract.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { today } from './today.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, usageToday, today);
};

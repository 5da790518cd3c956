import type { Hono } from 'hono';
import { listNumbers } from '../../shared/numbers/contract.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { list } from './list.ts';

export { numbersOf } from './store.ts';

export const routes = (app: Hono<AppEnv>): void => onMember(app, listNumbers, list);

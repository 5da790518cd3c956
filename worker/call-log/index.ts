import type { Hono } from 'hono';
import * as contract from '../../shared/call-log/contract.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { log } from './log.ts';

export const routes = (app: Hono<AppEnv>): void => onMember(app, contract.callLog, log);

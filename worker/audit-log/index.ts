import type { Hono } from 'hono';
import { auditLog, exportAudit } from '../../shared/audit/contract.ts';
import type { AppEnv } from '../context.ts';
import { onMember } from '../register.ts';
import { exportLog, log } from './log.ts';

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, auditLog, log);
  onMember(app, exportAudit, exportLog);
};

import type { Hono } from 'hono';
import type { MemberId, SessionId, WorkspaceId } from '../../shared/ids.ts';
import * as contract from '../../shared/presence/contract.ts';
import * as statusContract from '../../shared/presence/status-contract.ts';
import { ok } from '../../shared/result.ts';
import type { AppEnv } from '../context.ts';
import { switchboardOf } from '../objects.ts';
import { onMember } from '../register.ts';
import { socket } from './socket.ts';
import { writeTicket } from './ticket.ts';

export { type Claim, UNOPENED_MS } from './line-memory.ts';
export type { OfferClaim } from './offers.ts';
export { isOurExtension } from './origin.ts';
export { Switchboard } from './Switchboard.ts';
export type { Price } from './spend-memory.ts';
export { FORWARDED } from './usage-memory.ts';

/** Closes every socket and drops every ticket of an ended session. */
export const closeSockets = (
  env: Env,
  workspaceId: WorkspaceId,
  memberId: MemberId,
  sessionId: SessionId,
): Promise<void> => switchboardOf(env, workspaceId).closeSession(memberId, sessionId);

export const routes = (app: Hono<AppEnv>): void => {
  onMember(app, contract.socketTicket, async ({ env, principal: { workspaceId, memberId, sessionId } }) => {
    const secret = await switchboardOf(env, workspaceId).socketTicket(memberId, sessionId);
    return ok({ ticket: await writeTicket(env, { workspaceId, secret }) });
  });
  onMember(app, statusContract.teamTicket, async ({ env, principal: { workspaceId, sessionId } }) => {
    const secret = await switchboardOf(env, workspaceId).teamTicket(sessionId);
    return ok({ ticket: await writeTicket(env, { workspaceId, secret }) });
  });
  onMember(
    app,
    statusContract.pickStatus,
    async ({ env, principal: { workspaceId, memberId } }, { status }) =>
      ok(await switchboardOf(env, workspaceId).pickStatus(memberId, status)),
  );
  app.get(contract.SOCKET_PATH, socket);
};

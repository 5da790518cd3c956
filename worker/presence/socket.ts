import type { Context } from 'hono';
import type { AppEnv } from '../context.ts';
import { switchboardOf } from '../objects.ts';
import { HttpProblem } from '../problem.ts';
import { isOurExtension } from './origin.ts';
import { ticketOf } from './ticket.ts';

/** The phone's socket: from our extension only, with a ticket that works once. */
export const socket = async (c: Context<AppEnv>): Promise<Response> => {
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket')
    throw new HttpProblem(426, 'This address accepts WebSocket connections only.');
  if (!isOurExtension(c.env, c.req.header('origin') ?? ''))
    throw new HttpProblem(403, 'Only the extension may open this socket.');
  const ticket = await ticketOf(c.env, c.req.raw);
  if (!ticket)
    throw new HttpProblem(
      403,
      'The socket’s ticket is missing or was not issued by this server. Request a new one.',
    );
  const answer = await switchboardOf(c.env, ticket.workspaceId).fetch(c.req.raw);
  if (answer.status !== 101)
    throw new HttpProblem(403, 'The socket’s ticket was already used or has expired. Request a new one.');
  return answer;
};

import type { Context } from 'hono';
import type { AppEnv } from '../context.ts';
import { HttpProblem } from '../problem.ts';
import { holdTwiml, verifiedForm } from '../twilio/index.ts';
import { HOLD_WORDS, STILL_HOLD_WORDS } from './caller-words.ts';

/** What a held customer hears. It asks neither the database nor the call: they may be why somebody is held. */
export const hold = async (c: Context<AppEnv>): Promise<Response> => {
  const form = await verifiedForm(c.req.raw, c.env.PUBLIC_URL, c.env.TWILIO_AUTH_TOKEN);
  if (!form || form.AccountSid !== c.env.TWILIO_ACCOUNT_SID)
    throw new HttpProblem(403, 'This webhook is not signed by the carrier account.');
  return c.body(holdTwiml(HOLD_WORDS, STILL_HOLD_WORDS), 200, { 'content-type': 'text/xml' });
};

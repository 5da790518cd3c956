import type { Context } from 'hono';
import type { AppEnv } from '../context.ts';
import { ownKey } from '../own-address.ts';
import { holdTwiml } from '../twilio/index.ts';
import { HOLD_WORDS, STILL_HOLD_WORDS } from './spoken-words.ts';

/** What a held customer hears. Uses neither the database nor LiveCall: their failure may have caused the hold. */
export const hold = async (c: Context<AppEnv>): Promise<Response> => {
  await ownKey(c);
  return c.body(holdTwiml(HOLD_WORDS, STILL_HOLD_WORDS), 200, { 'content-type': 'text/xml' });
};

/**
 * Signed addresses, for the webhooks that may ask neither the database nor a Durable Object and so
 * cannot know whose signature to expect.
 */
import { isMadeHere, signatureOf } from './made-here.ts';

export const addressSignature = (env: Env, webhookKey: string): Promise<string> =>
  signatureOf(env, 'address', webhookKey);

export const isSignedAddress = (env: Env, webhookKey: string, signature: string): Promise<boolean> =>
  isMadeHere(env, 'address', webhookKey, signature);

/**
 * Proof that an address was made here, for the webhooks that may ask neither the database nor a Durable Object and so
 * cannot know whose signature to expect.
 */
import { isMadeHere, proofOf } from './made-here.ts';

export const addressProof = (env: Env, webhookKey: string): Promise<string> =>
  proofOf(env, 'address', webhookKey);

export const isProven = (env: Env, webhookKey: string, proof: string): Promise<boolean> =>
  isMadeHere(env, 'address', webhookKey, proof);

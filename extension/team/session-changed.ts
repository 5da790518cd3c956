import { send } from '../messages.ts';

/**
 * Somebody else, or nobody, is here now. The background first: it makes sure that there is a phone to tell. Where neither
 * answers, the session still changed, and both read it when they start.
 */
export const sessionChanged = async (): Promise<void> => {
  await Promise.allSettled([send('background', 'team.sessionChanged', {})]);
  await Promise.allSettled([send('phone', 'team.sessionChanged', {})]);
};

import { send } from '../messages.ts';

/**
 * Announces that the session has changed or ended. The background comes first: it makes sure that there is a phone to
 * tell. If neither answers, nothing is lost: both read the session when they start.
 */
export const sessionChanged = async (): Promise<void> => {
  await Promise.allSettled([send('background', 'team.sessionChanged', {})]);
  await Promise.allSettled([send('phone', 'team.sessionChanged', {})]);
};

import { send } from '../messages.ts';

const UNKNOWN = 'US';

/** The country in whose format this page's numbers are read: the workspace's. Null for members who do not call. */
export const country = async (): Promise<string | null> => {
  try {
    const answer = await send('background', 'workspace.country', {});
    return answer === 'no_dialer' ? null : (answer ?? UNKNOWN);
  } catch {
    // The background is being replaced; its new copy injects the script into this page again.
    return UNKNOWN;
  }
};

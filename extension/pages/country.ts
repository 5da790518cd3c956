import { send } from '../messages.ts';

const UNKNOWN = 'US';

/** How this page's numbers are read: as people of the workspace's country write them. Null for who does not call. */
export const country = async (): Promise<string | null> => {
  try {
    const answer = await send('background', 'workspace.country', {});
    return answer === 'no_dialer' ? null : (answer ?? UNKNOWN);
  } catch {
    // The background is being replaced; its new copy brings this page along.
    return UNKNOWN;
  }
};

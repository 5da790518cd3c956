import { send } from '../messages.ts';

const UNKNOWN = 'US';

/** How this page's numbers are read: as people of the workspace's country write them. */
export const country = async (): Promise<string> => {
  try {
    return (await send('background', 'workspace.country', {})) ?? UNKNOWN;
  } catch {
    // The background is being replaced; its new copy brings this page along.
    return UNKNOWN;
  }
};

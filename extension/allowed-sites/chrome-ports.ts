import { wantedSites } from '../sites.ts';
import type { Ports } from './model.ts';

export const chromePorts = (): Ports => ({
  read: wantedSites,
  ask: patterns => chrome.permissions.request({ origins: [...patterns] }),
});

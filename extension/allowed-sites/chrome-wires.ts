import { wantedSites } from '../sites.ts';
import type { Wires } from './model.ts';

export const chromeWires = (): Wires => ({
  read: wantedSites,
  ask: patterns => chrome.permissions.request({ origins: [...patterns] }),
});

import { signal } from '@preact/signals';
import type { Live } from '../../carrier/control/live.ts';

/** The network's current state; undefined before the first answer. */
export const live = signal<Live | undefined>(undefined);
/** The network does not answer. */
export const isLost = signal(false);
/** Why the last request failed; empty when it did not. */
export const problem = signal('');
/** The call this tab listens to. */
export const listeningTo = signal<string | undefined>(undefined);

const known = sessionStorage.getItem('tab');
/** This tab's id, for as long as the tab exists. */
export const tab = known ?? crypto.randomUUID();
sessionStorage.setItem('tab', tab);

import { signal } from '@preact/signals';
import type { Live } from '../../carrier/live.ts';

/** What the network looks like now; undefined before the first answer. */
export const live = signal<Live | undefined>(undefined);
/** The network does not answer. */
export const isLost = signal(false);
/** What went wrong with the last thing that was asked, in words. */
export const problem = signal('');
/** The call that is listened to. */
export const listeningTo = signal<string | undefined>(undefined);

const known = sessionStorage.getItem('tab');
/** This tab's name, as long as it lives. */
export const tab = known ?? crypto.randomUUID();
sessionStorage.setItem('tab', tab);

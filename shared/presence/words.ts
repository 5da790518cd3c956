/** The words of the statuses and their colours, by the names of the design tokens. */
import type { Status } from './statuses.ts';

type Look = { readonly word: string; readonly colour: 'good' | 'warn' | 'bad' | 'info' | 'muted' };

export const STATUS_LOOKS: Readonly<Record<Status, Look>> = {
  online: { word: 'Online', colour: 'good' },
  away: { word: 'Away', colour: 'warn' },
  do_not_disturb: { word: 'Do Not Disturb', colour: 'bad' },
  in_call: { word: 'In Call', colour: 'info' },
  offline: { word: 'Offline', colour: 'muted' },
};

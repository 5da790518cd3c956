/** Texts about the inbox, shared by the Worker and the screens. */
import type { RefusalOf } from '../endpoint.ts';
import type { assign } from './contract.ts';

const REFUSALS: Readonly<Record<RefusalOf<typeof assign>['reason'], string>> = {
  no_caller: 'This member can no longer make calls. Choose another one.',
};
export const assignRefusalWords = ({ reason }: RefusalOf<typeof assign>): string => REFUSALS[reason];

/** Its acts, as the audit log shows them. */
export const actWords = {
  'inbox.assign': 'Assigned a missed call',
  'inbox.done': 'Marked a missed call as done',
  'inbox.reopen': 'Reopened a missed call',
} as const;

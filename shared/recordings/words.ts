/** Texts about recordings, shared by the Worker and the screens. */
import type { RefusalOf } from '../endpoint.ts';
import type { listen } from './contract.ts';

const WORDS: Readonly<Record<RefusalOf<typeof listen>['reason'], string>> = {
  coming: 'This recording has not been fetched from the carrier yet. Try again in a minute.',
  stuck:
    'This recording could not be fetched from the carrier. An owner or admin can try again, under Failed jobs.',
  empty: 'This recording is empty: the carrier has no audio for it.',
  gone: 'This recording was deleted when its retention period ended.',
};
export const listenRefusalWords = ({ reason }: RefusalOf<typeof listen>): string => WORDS[reason];

/** Its acts, as the audit log shows them. */
export const actWords = {
  'recordings.listen': 'Listened to a recording',
} as const;

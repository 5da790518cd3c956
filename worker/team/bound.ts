import type { MemberId } from '../../shared/ids.ts';
import type { Principal } from '../context.ts';

/**
 * The one membership a session speaks for, where it was opened by a code that an admin of that workspace has seen.
 * Undefined for a person's own: then all that is theirs is meant. An admin may be anybody in their own workspace, and
 * nobody in another.
 */
export const onlyOf = ({ isBound, memberId }: Principal): MemberId | undefined =>
  isBound ? memberId : undefined;

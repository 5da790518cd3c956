import type { MemberId } from '../../shared/ids.ts';
import type { Principal } from '../context.ts';

/**
 * The only membership a session is valid for, if it was opened by a code that an admin of that workspace has seen.
 * Undefined for a session of the person's own, which covers all their memberships. So an admin can act as any member
 * of their own workspace, and as nobody in another.
 */
export const onlyOf = ({ isBound, memberId }: Principal): MemberId | undefined =>
  isBound ? memberId : undefined;

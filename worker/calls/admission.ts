import type { CallView } from '../../shared/calls/contract.ts';
import type { CallSpec } from './spec.ts';

/** A rep's way into the room: what it is, and what their leg is called there. */
export type Admission = { readonly spec: CallSpec; readonly label: string };

/** What asking to rejoin came to. */
export type Rejoin =
  | { readonly kind: 'back'; readonly call: CallView; readonly ticket: string }
  | { readonly kind: 'over' | 'still_connected' };

/** What is said of a rep's own call: that it is over or no longer to be recorded, or that an admin ends it. */
export type RepStatement = 'rep.hungUp' | 'recording.stopAsked' | 'admin.ended';

import type { CallView } from '../../shared/calls/contract.ts';
import type { CallSpec } from './spec.ts';

/** A rep's admission to the room: the call, and the label of the rep's leg there. */
export type Admission = { readonly spec: CallSpec; readonly label: string };

/** The outcome of a request to rejoin. */
export type Rejoin =
  | { readonly kind: 'back'; readonly call: CallView; readonly ticket: string }
  | { readonly kind: 'over' | 'still_connected' };

/** A statement about a rep's own call: the rep hung up or stopped the recording, or an admin ended the call. */
export type RepStatement = 'rep.hungUp' | 'recording.stopAsked' | 'admin.ended';

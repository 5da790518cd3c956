/** The state of a call's recording, derived from its facts. Pure, and the same for any order of the facts. */
import type { Recording } from './contract.ts';
import type { Fact } from './facts.ts';

/** Undefined when no recording was begun: the call is not to be recorded, or nobody has answered. */
export const recordingOf = (facts: readonly Fact[]): Recording | undefined => {
  const kinds = new Set(facts.map(({ kind }) => kind));
  if (kinds.has('recording.stopped')) return 'stopped';
  // Asking for a stop does not mean that the recording has stopped.
  if (kinds.has('recording.begun')) return kinds.has('recording.stopAsked') ? 'stopping' : 'on';
  if (kinds.has('recording.stopAsked')) return 'stopped';
  if (kinds.has('recording.refused')) return 'refused';
  if (wasHeard(facts)) return 'notice';
  if (kinds.has('notice.ended')) return 'not_told';
  return kinds.has('notice.begun') ? 'notice' : undefined;
};

/** Whether the contact has heard the notice. */
export const wasHeard = (facts: readonly Fact[]): boolean =>
  facts.some(fact => fact.kind === 'notice.ended' && fact.on);

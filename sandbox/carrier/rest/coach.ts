import type { Conference } from '../conference/conference.ts';
import type { Form } from './form.ts';
import { refuse } from './reply.ts';

/** The participant to coach; undefined: the participant speaks to everybody. */
export const coachOf = (form: Form): string | undefined =>
  form.flag('Coaching', form.text('CallSidToCoach') !== undefined) ? form.text('CallSidToCoach') : undefined;

/** A coach must name a participant of the same conference. */
export const faultOfCoach = (conference: Conference, form: Form) => {
  const coached = coachOf(form);
  if (coached === undefined) {
    return form.flag('Coaching', false) ? refuse(13248, 'CallSidToCoach is required to coach.') : undefined;
  }
  return conference.members.has(coached)
    ? undefined
    : refuse(13248, `${coached} is not a participant of this conference.`);
};

import type { AnswerRefusal } from './contract.ts';

/** Why a rep cannot answer a call. */
export const answerRefusalWords = (refusal: AnswerRefusal): string => {
  switch (refusal.reason) {
    case 'taken':
      return refusal.by ? `Taken by ${refusal.by}.` : 'Somebody else took this call.';
    case 'over':
      return 'The caller is no longer waiting. Look in the missed calls for a message, and call back.';
    case 'busy':
      return 'You are already in a call. Hang up first, then answer.';
  }
};

/** Its acts, as the audit log shows them. */
export const actWords = {
  'incoming.answer': 'Answered a call',
  'incoming.decline': 'Declined a call',
  'incoming.toVoicemail': 'Sent a caller to voicemail',
} as const;

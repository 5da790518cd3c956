import { DIAL_GRAMMAR } from './grammar-dial.ts';
import { MEDIA_GRAMMAR } from './grammar-media.ts';
import {
  type Grammar,
  isAny,
  isBoolean,
  isInteger,
  isLanguage,
  isListOf,
  isMethod,
  isUrl,
  oneOf,
  recordingCallback,
  rule,
  trim,
} from './rules.ts';

const VERBS = [
  'Connect',
  'Dial',
  'Enqueue',
  'Gather',
  'Hangup',
  'Leave',
  'Pause',
  'Play',
  'Record',
  'Redirect',
  'Reject',
  'Say',
  'Start',
  'Stop',
];

/** Verbs and nouns of Twilio that this carrier does not support: the refusal says so. */
export const NOT_SPOKEN = new Set([
  'AiSession',
  'Autopilot',
  'Pay',
  'Prompt',
  'Refer',
  'Room',
  'Sim',
  'Siprec',
  'Sms',
  'VirtualAgent',
]);

export const GRAMMAR: Grammar = {
  ...DIAL_GRAMMAR,
  ...MEDIA_GRAMMAR,
  Response: { attributes: {}, children: VERBS, text: 'none' },
  Play: {
    attributes: {
      loop: rule(isInteger(0, 1000), 13410),
      digits: rule(value => /^[0-9*#wW]+$/.test(value)),
    },
    children: [],
    text: 'optional',
  },
  Say: {
    attributes: {
      loop: rule(isInteger(0, 1000), 13510),
      voice: rule(value => /^(man|woman|alice|(Polly|Google)\.[\w-]+)$/.test(value), 13511),
      language: rule(isLanguage, 13512),
    },
    children: [],
    text: 'required',
    noText: 13520,
  },
  Record: {
    attributes: {
      action: rule(isUrl),
      method: rule(isMethod),
      timeout: rule(isInteger(1, 86_400), 13611),
      maxLength: rule(isInteger(2, 14_400), 13612),
      finishOnKey: rule(value => /^[0-9*#]*$/.test(value), 13613),
      playBeep: rule(isBoolean),
      trim,
      ...recordingCallback,
      transcribe: rule(isBoolean, 13614),
      transcribeCallback: rule(isUrl, 13615),
    },
    children: [],
    text: 'none',
  },
  Gather: {
    attributes: {
      action: rule(isUrl),
      method: rule(isMethod, 13312),
      input: rule(isListOf('dtmf', 'speech')),
      finishOnKey: rule(value => /^[0-9*#]?$/.test(value), 13311),
      numDigits: rule(isInteger(1, 1000), 13314),
      timeout: rule(isInteger(1, 86_400), 13313),
      actionOnEmptyResult: rule(isBoolean, 13338),
      language: rule(isLanguage),
      speechTimeout: rule(value => value === 'auto' || isInteger(1, 86_400)(value), 13315),
      maxSpeechTime: rule(isInteger(1, 60)),
      speechModel: rule(isAny),
      hints: rule(isAny),
      profanityFilter: rule(isBoolean),
      enhanced: rule(isBoolean),
      partialResultCallback: rule(isUrl),
      partialResultCallbackMethod: rule(isMethod),
    },
    children: ['Say', 'Play', 'Pause'],
    text: 'none',
  },
  Pause: { attributes: { length: rule(isInteger(1, 86_400), 13910) }, children: [], text: 'none' },
  Hangup: { attributes: {}, children: [], text: 'none' },
  Reject: { attributes: { reason: rule(oneOf('rejected', 'busy')) }, children: [], text: 'none' },
  // An empty address means the document's own.
  Redirect: { attributes: { method: rule(isMethod) }, children: [], text: 'optional' },
};

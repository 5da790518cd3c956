import { isLabel } from './conference.ts';
import { isWebUrl } from './hook-policy.ts';

/** Answers whether the value is allowed. */
type Check = (value: string) => boolean;

export type AttributeRule = {
  readonly allows: Check;
  /** Twilio's code for a wrong value. */
  readonly code: number;
};

export type ElementRule = {
  readonly attributes: Readonly<Record<string, AttributeRule>>;
  readonly children: readonly string[];
  readonly text: 'none' | 'optional' | 'required';
  /** Twilio's code for a required text that is missing. */
  readonly noText?: number;
};

/** Twilio's schema warning. The sandbox refuses where Twilio ignores, so that a mistake shows before production. */
export const SCHEMA = 12200;
/** Failed to validate conference attributes. */
const CONFERENCE = 16002;

const rule = (allows: Check, code = SCHEMA): AttributeRule => ({ allows, code });
const oneOf = (...values: string[]): Check => {
  const allowed = new Set(values);
  return value => allowed.has(value);
};
const isBoolean = oneOf('true', 'false');
const isMethod = oneOf('GET', 'POST');
const isAny: Check = () => true;
// Relative URLs are resolved against the document's own address.
const isUrl: Check = value =>
  value !== '' && URL.canParse(value, 'https://document.invalid/') && !/\s/.test(value);
const isUrlOrEmpty: Check = value => value === '' || isUrl(value);
const isInteger =
  (lowest: number, highest: number): Check =>
  value =>
    /^\d+$/.test(value) && Number(value) >= lowest && Number(value) <= highest;
const isListOf = (...values: string[]): Check => {
  const allowed = new Set(values);
  return value => value.split(/\s+/).every(word => allowed.has(word));
};

const CONFERENCE_EVENTS = [
  'start',
  'end',
  'join',
  'leave',
  'mute',
  'hold',
  'modify',
  'speaker',
  'announcement',
];
const CALL_EVENTS = ['initiated', 'ringing', 'answered', 'completed'];

export const VERBS = ['Dial', 'Gather', 'Play', 'Say', 'Record', 'Pause', 'Hangup', 'Reject', 'Redirect'];

/** Verbs and nouns Twilio has and this carrier does not speak yet: the refusal says so. */
export const NOT_SPOKEN = new Set([
  'Connect',
  'Enqueue',
  'Leave',
  'Pay',
  'Prompt',
  'Queue',
  'Refer',
  'Sim',
  'Sip',
  'Sms',
  'Start',
  'Stop',
  'Stream',
]);

export const GRAMMAR: Readonly<Record<string, ElementRule>> = {
  Response: { attributes: {}, children: VERBS, text: 'none' },
  Dial: {
    attributes: {
      action: rule(isUrl, 13210),
      method: rule(isMethod),
      timeout: rule(isInteger(1, 600), 13212),
      hangupOnStar: rule(isBoolean, 13213),
      timeLimit: rule(isInteger(1, 86_400), 13216),
      callerId: rule(value => /^\+[1-9]\d{6,14}$/.test(value), 13214),
      answerOnBridge: rule(isBoolean),
    },
    children: ['Conference', 'Number', 'Client'],
    text: 'optional',
  },
  Conference: {
    attributes: {
      muted: rule(isBoolean, 13230),
      endConferenceOnExit: rule(isBoolean, 13231),
      startConferenceOnEnter: rule(isBoolean, 13232),
      waitUrl: rule(isUrlOrEmpty, 13233),
      waitMethod: rule(isMethod, 13234),
      beep: rule(oneOf('true', 'false', 'onEnter', 'onExit'), CONFERENCE),
      maxParticipants: rule(isInteger(2, 250), CONFERENCE),
      participantLabel: rule(isLabel, 16023),
      region: rule(isAny),
      jitterBufferSize: rule(oneOf('small', 'medium', 'large', 'off'), CONFERENCE),
      statusCallback: rule(isUrl, CONFERENCE),
      statusCallbackMethod: rule(isMethod, CONFERENCE),
      statusCallbackEvent: rule(isListOf(...CONFERENCE_EVENTS), CONFERENCE),
    },
    children: [],
    text: 'required',
  },
  Number: {
    attributes: {
      statusCallback: rule(isUrl),
      statusCallbackMethod: rule(isMethod),
      statusCallbackEvent: rule(isListOf(...CALL_EVENTS)),
    },
    children: [],
    text: 'required',
  },
  Client: {
    attributes: {
      statusCallback: rule(isUrl),
      statusCallbackMethod: rule(isMethod),
      statusCallbackEvent: rule(isListOf(...CALL_EVENTS)),
    },
    children: ['Identity', 'Parameter'],
    text: 'optional',
  },
  Identity: { attributes: {}, children: [], text: 'required' },
  Parameter: {
    attributes: { name: rule(value => value !== ''), value: rule(isAny) },
    children: [],
    text: 'none',
  },
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
      language: rule(value => /^[a-z]{2,3}(-[A-Za-z0-9]{2,4})*$/.test(value), 13512),
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
      trim: rule(oneOf('trim-silence', 'do-not-trim')),
      recordingStatusCallback: rule(isUrl, 13256),
      recordingStatusCallbackMethod: rule(isMethod),
      recordingStatusCallbackEvent: rule(isListOf('completed', 'absent'), 13621),
      // The sandbox writes no transcripts of recordings: asking for one is refused, so that nobody waits for it.
      transcribe: rule(oneOf('false')),
    },
    children: [],
    text: 'none',
  },
  Gather: {
    attributes: {
      action: rule(isUrl),
      method: rule(isMethod, 13312),
      // The sandbox hears keys; asking for speech is refused, so that nobody waits for it.
      input: rule(oneOf('dtmf')),
      finishOnKey: rule(value => /^[0-9*#]?$/.test(value), 13311),
      numDigits: rule(isInteger(1, 1000), 13314),
      timeout: rule(isInteger(1, 86_400), 13313),
      actionOnEmptyResult: rule(isBoolean, 13338),
    },
    children: ['Say', 'Play', 'Pause'],
    text: 'none',
  },
  Pause: { attributes: { length: rule(isInteger(1, 86_400), 13910) }, children: [], text: 'none' },
  Hangup: { attributes: {}, children: [], text: 'none' },
  Reject: { attributes: { reason: rule(oneOf('rejected', 'busy')) }, children: [], text: 'none' },
  // An empty address is the document's own.
  Redirect: { attributes: { method: rule(isMethod) }, children: [], text: 'optional' },
};

/** An absolute address, or one relative to the document it stands in. Undefined when it is neither. */
export const resolveUrl = (text: string, documentUrl: string | undefined): string | undefined => {
  if (isWebUrl(text)) return text;
  if (!documentUrl || !URL.canParse(text, documentUrl)) return undefined;
  return new URL(text, documentUrl).href;
};

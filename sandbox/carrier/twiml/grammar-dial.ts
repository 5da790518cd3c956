import {
  CALL_EVENTS,
  type Grammar,
  isAny,
  isBoolean,
  isInteger,
  isLabel,
  isMethod,
  isText,
  isUrl,
  isUrlOrEmpty,
  oneOf,
  recordingCallback,
  rule,
  statusCallback,
  trim,
} from './rules.ts';

/** Failed to validate conference attributes. */
const CONFERENCE = 16002;

export const CONFERENCE_EVENTS = [
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

const DIAL_RECORD = [
  'do-not-record',
  'record-from-answer',
  'record-from-ringing',
  'record-from-answer-dual',
  'record-from-ringing-dual',
];

/** The document requested for the called leg before it is connected. */
const whisper = { url: rule(isUrl, 13222), method: rule(isMethod, 13223) };

const detection = {
  machineDetection: rule(oneOf('Enable', 'DetectMessageEnd')),
  machineDetectionTimeout: rule(isInteger(3, 59)),
  machineDetectionSpeechThreshold: rule(isInteger(1000, 6000)),
  machineDetectionSpeechEndThreshold: rule(isInteger(500, 5000)),
  machineDetectionSilenceTimeout: rule(isInteger(2000, 10_000)),
  amdStatusCallback: rule(isUrl),
  amdStatusCallbackMethod: rule(oneOf('POST')),
};

export const DIAL_GRAMMAR: Grammar = {
  Dial: {
    attributes: {
      action: rule(isUrl, 13210),
      method: rule(isMethod),
      timeout: rule(isInteger(1, 600), 13212),
      hangupOnStar: rule(isBoolean, 13213),
      timeLimit: rule(isInteger(1, 86_400), 13216),
      callerId: rule(value => /^(\+[1-9]\d{6,14}|client:\w{1,121})$/.test(value), 13214),
      answerOnBridge: rule(isBoolean),
      sequential: rule(isBoolean),
      record: rule(oneOf('true', 'false', ...DIAL_RECORD)),
      recordingTrack: rule(oneOf('inbound', 'outbound', 'both')),
      trim,
      ...recordingCallback,
    },
    children: ['Conference', 'Number', 'Client', 'Sip', 'Queue'],
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
      coach: rule(value => /^CA[0-9a-f]{32}$/.test(value), CONFERENCE),
      region: rule(isAny),
      jitterBufferSize: rule(oneOf('small', 'medium', 'large', 'off'), CONFERENCE),
      record: rule(oneOf('do-not-record', 'record-from-start'), CONFERENCE),
      trim,
      ...recordingCallback,
      ...statusCallback(CONFERENCE, ...CONFERENCE_EVENTS),
    },
    children: [],
    text: 'required',
  },
  Number: {
    attributes: {
      ...whisper,
      ...detection,
      sendDigits: rule(value => /^[0-9*#wW]+$/.test(value)),
      ...statusCallback(13225, ...CALL_EVENTS),
    },
    children: [],
    text: 'required',
  },
  Client: {
    attributes: { ...whisper, ...statusCallback(13225, ...CALL_EVENTS) },
    children: ['Identity', 'Parameter'],
    text: 'optional',
  },
  Identity: { attributes: {}, children: [], text: 'required' },
  Parameter: {
    attributes: { name: rule(isText), value: rule(isAny) },
    children: [],
    text: 'none',
  },
  Sip: {
    attributes: {
      ...whisper,
      ...detection,
      username: rule(isText),
      password: rule(isAny),
      ...statusCallback(13225, ...CALL_EVENTS),
    },
    children: [],
    text: 'required',
  },
  Queue: { attributes: { ...whisper }, children: [], text: 'required' },
};

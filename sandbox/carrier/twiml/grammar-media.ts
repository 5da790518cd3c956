import {
  type Grammar,
  isAny,
  isBoolean,
  isInteger,
  isLanguage,
  isMethod,
  isSocketUrl,
  isText,
  isUrl,
  oneOf,
  recordingCallback,
  rule,
  trim,
} from './rules.ts';

const isName = rule(value => value !== '' && value.length <= 128);
const track = rule(oneOf('inbound_track', 'outbound_track', 'both_tracks'));
const startable = ['Stream', 'Transcription', 'Recording'];

/** Elements that listen to a call, or talk with it, over a separate connection. */
export const MEDIA_GRAMMAR: Grammar = {
  Start: { attributes: {}, children: startable, text: 'none' },
  Stop: { attributes: {}, children: ['Stream', 'Transcription'], text: 'none' },
  Connect: {
    attributes: { action: rule(isUrl), method: rule(isMethod) },
    children: ['Stream', 'ConversationRelay'],
    text: 'none',
  },
  Stream: {
    attributes: {
      url: rule(isSocketUrl, 31921),
      name: isName,
      track,
      statusCallback: rule(isUrl),
      statusCallbackMethod: rule(isMethod),
    },
    children: ['Parameter'],
    text: 'none',
  },
  Transcription: {
    attributes: {
      name: isName,
      track,
      statusCallbackUrl: rule(isUrl, 17585),
      statusCallbackMethod: rule(isMethod),
      inboundTrackLabel: rule(isText),
      outboundTrackLabel: rule(isText),
      partialResults: rule(isBoolean),
      languageCode: rule(isLanguage),
      transcriptionEngine: rule(oneOf('google', 'deepgram')),
      speechModel: rule(isText),
      profanityFilter: rule(isBoolean),
      enableAutomaticPunctuation: rule(isBoolean),
      hints: rule(isAny),
    },
    children: [],
    text: 'none',
  },
  Recording: {
    attributes: {
      channels: rule(oneOf('mono', 'dual')),
      track: rule(oneOf('inbound', 'outbound', 'both')),
      trim,
      ...recordingCallback,
    },
    children: [],
    text: 'none',
  },
  ConversationRelay: {
    attributes: {
      url: rule(isSocketUrl),
      welcomeGreeting: rule(isAny),
      welcomeGreetingInterruptible: rule(oneOf('none', 'dtmf', 'speech', 'any', 'true', 'false')),
      language: rule(isLanguage),
      ttsLanguage: rule(isLanguage),
      ttsProvider: rule(isText),
      voice: rule(isText),
      transcriptionLanguage: rule(isLanguage),
      transcriptionProvider: rule(isText),
      speechModel: rule(isText),
      interruptible: rule(oneOf('none', 'dtmf', 'speech', 'any', 'true', 'false')),
      dtmfDetection: rule(isBoolean),
      reportInputDuringAgentSpeech: rule(oneOf('none', 'dtmf', 'speech', 'any')),
      preemptible: rule(isBoolean),
      hints: rule(isAny),
      debug: rule(isAny),
    },
    children: ['Parameter', 'Language'],
    text: 'none',
  },
  Language: {
    attributes: {
      code: rule(isLanguage),
      ttsProvider: rule(isText),
      voice: rule(isText),
      transcriptionProvider: rule(isText),
      speechModel: rule(isText),
    },
    children: [],
    text: 'none',
  },
  Enqueue: {
    attributes: {
      action: rule(isUrl),
      method: rule(isMethod),
      waitUrl: rule(isUrl),
      waitUrlMethod: rule(isMethod),
      maxQueueSize: rule(isInteger(1, 5000)),
    },
    children: [],
    text: 'required',
  },
  Leave: { attributes: {}, children: [], text: 'none' },
};

import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';

// Not in XML 1.0, even escaped: one of them in a greeting or a name, and there would be no TwiML at all.
const NOT_IN_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const speakable = (words: string): string => words.replace(NOT_IN_XML, ' ');

/** The conference events the carrier reports; the first participant's choice applies to the whole room. */
export const ROOM_EVENTS = ['start', 'end', 'join', 'leave', 'mute', 'hold', 'announcement'] as const;

export type RoomTwiml = {
  readonly room: string;
  readonly label: string;
  readonly statusCallback: string;
  readonly timeLimitSeconds: number;
};

/** Puts the caller into a conference that starts without waiting and goes on after they leave. */
export const enterRoom = ({ room, label, statusCallback, timeLimitSeconds }: RoomTwiml): string => {
  const response = new VoiceResponse();
  response.dial({ timeLimit: timeLimitSeconds }).conference(
    {
      beep: 'false',
      startConferenceOnEnter: true,
      endConferenceOnExit: false,
      waitUrl: '',
      participantLabel: label,
      statusCallback,
      statusCallbackEvent: [...ROOM_EVENTS],
    },
    room,
  );
  return response.toString();
};

/** Puts a caller into a conference that begins once somebody else enters; until then they hear `waitUrl`. */
export const waitInRoom = ({
  room,
  label,
  statusCallback,
  timeLimitSeconds,
  waitUrl,
}: RoomTwiml & { readonly waitUrl: string }): string => {
  const response = new VoiceResponse();
  response.dial({ timeLimit: timeLimitSeconds }).conference(
    {
      beep: 'false',
      startConferenceOnEnter: false,
      endConferenceOnExit: false,
      waitUrl,
      waitMethod: 'GET',
      participantLabel: label,
      statusCallback,
      statusCallbackEvent: [...ROOM_EVENTS],
    },
    room,
  );
  return response.toString();
};

/** Does not answer: the caller's network says that the call was rejected, and nobody pays. */
export const rejectTwiml = (): string => {
  const response = new VoiceResponse();
  response.reject({ reason: 'rejected' });
  return response.toString();
};

export const hangupTwiml = (): string => {
  const response = new VoiceResponse();
  response.hangup();
  return response.toString();
};

/** What a caller hears while on hold. */
export const holdTwiml = (first: string, again: string): string => {
  const response = new VoiceResponse();
  response.say(speakable(first));
  for (let turn = 0; turn < 3; turn += 1) {
    response.pause({ length: 15 });
    response.say(speakable(again));
  }
  response.pause({ length: 30 });
  return response.toString();
};

/** Something to hear for a few seconds: the listener hangs up. */
export const lineTestTwiml = (words: string): string => {
  const response = new VoiceResponse();
  response.say(speakable(words));
  response.pause({ length: 5 });
  response.hangup();
  return response.toString();
};

/** Says something to the participant the announcement is for. */
export const announcementTwiml = (words: string): string => {
  const response = new VoiceResponse();
  response.say(speakable(words));
  return response.toString();
};

/** Says something, and ends the call. */
export const farewellTwiml = (words: string): string => {
  const response = new VoiceResponse();
  response.say(speakable(words));
  response.hangup();
  return response.toString();
};

export type ForwardTwiml = {
  readonly to: string;
  readonly ringSeconds: number;
  /** If true, the call is answered at once and the caller hears ringing; if false, their own network plays it. */
  readonly isAnsweredFirst: boolean;
  /** Requested when the forwarded call is over, and when nobody answered. */
  readonly action: string;
  /** Requested for what whoever picks up hears before they are connected; meanwhile the caller hears ringing. */
  readonly screening?: string | undefined;
  /** Requested when whoever is called picks up, and when their leg ends. */
  readonly statusCallback: string;
};

/** Rings another number, showing the caller's own number. */
export const forwardTwiml = (wanted: ForwardTwiml): string => {
  const { to, screening, statusCallback, ringSeconds, isAnsweredFirst, action } = wanted;
  const response = new VoiceResponse();
  response.dial({ timeout: ringSeconds, answerOnBridge: !isAnsweredFirst, action, method: 'POST' }).number(
    {
      ...(screening === undefined ? {} : { url: screening, method: 'POST' }),
      statusCallback,
      statusCallbackEvent: ['answered', 'completed'],
    },
    to,
  );
  return response.toString();
};

/** Asks for a key, twice; without one, the call ends. */
export const keyTwiml = (words: string, action: string): string => {
  const response = new VoiceResponse();
  for (let turn = 0; turn < 2; turn += 1)
    response.gather({ numDigits: 1, timeout: 6, action, method: 'POST' }).say(speakable(words));
  response.hangup();
  return response.toString();
};

/** Nothing more to hear: whoever was asked for a key is connected. */
export const goOnTwiml = (): string => new VoiceResponse().toString();

export type VoicemailTwiml = {
  readonly words: string;
  readonly goodbye: string;
  readonly action: string;
  readonly recordingCallback: string;
  readonly maxSeconds: number;
};

/** Asks for a message and records it. */
export const voicemailTwiml = (wanted: VoicemailTwiml): string => {
  const response = new VoiceResponse();
  response.say(speakable(wanted.words));
  response.record({
    action: wanted.action,
    method: 'POST',
    maxLength: wanted.maxSeconds,
    playBeep: true,
    recordingStatusCallback: wanted.recordingCallback,
    recordingStatusCallbackEvent: ['completed'],
  });
  response.say(speakable(wanted.goodbye));
  response.hangup();
  return response.toString();
};

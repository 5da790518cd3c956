import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';

/** What of a room is told; the first participant's wish is everybody's. */
export const ROOM_EVENTS = ['start', 'end', 'join', 'leave', 'mute', 'hold', 'announcement'] as const;

export type RoomTwiml = {
  readonly room: string;
  readonly label: string;
  readonly statusCallback: string;
  readonly timeLimitSeconds: number;
};

/** Puts the caller into a conference that outlives them and starts without waiting. */
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

export const hangupTwiml = (): string => {
  const response = new VoiceResponse();
  response.hangup();
  return response.toString();
};

/** What a held caller hears, from their being held until they are let go. */
export const holdTwiml = (first: string, again: string): string => {
  const response = new VoiceResponse();
  response.say(first);
  for (let turn = 0; turn < 3; turn += 1) {
    response.pause({ length: 15 });
    response.say(again);
  }
  response.pause({ length: 30 });
  return response.toString();
};

/** Something to hear for a few seconds: whoever listens hangs up. */
export const lineTestTwiml = (words: string): string => {
  const response = new VoiceResponse();
  response.say(words);
  response.pause({ length: 5 });
  response.hangup();
  return response.toString();
};

/** Says something to whoever the announcement is for. */
export const announcementTwiml = (words: string): string => {
  const response = new VoiceResponse();
  response.say(words);
  return response.toString();
};

/** Says something, and ends the call. */
export const farewellTwiml = (words: string): string => {
  const response = new VoiceResponse();
  response.say(words);
  response.hangup();
  return response.toString();
};

export type ForwardTwiml = {
  readonly to: string;
  readonly ringSeconds: number;
  /** The caller is picked up at once and hears it ring; else their own network rings until somebody answers. */
  readonly isAnsweredFirst: boolean;
  /** Asked when it is over, and when nobody answered. */
  readonly action: string;
};

/** Rings somewhere else, as the caller. */
export const forwardTwiml = ({ to, ringSeconds, isAnsweredFirst, action }: ForwardTwiml): string => {
  const response = new VoiceResponse();
  response
    .dial({ timeout: ringSeconds, answerOnBridge: !isAnsweredFirst, action, method: 'POST' })
    .number(to);
  return response.toString();
};

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
  response.say(wanted.words);
  response.record({
    action: wanted.action,
    method: 'POST',
    maxLength: wanted.maxSeconds,
    playBeep: true,
    recordingStatusCallback: wanted.recordingCallback,
    recordingStatusCallbackEvent: ['completed'],
  });
  response.say(wanted.goodbye);
  response.hangup();
  return response.toString();
};

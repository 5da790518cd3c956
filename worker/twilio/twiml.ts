import VoiceResponse from 'twilio/lib/twiml/VoiceResponse';

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
      statusCallbackEvent: ['start', 'end', 'join', 'leave', 'mute', 'hold'],
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

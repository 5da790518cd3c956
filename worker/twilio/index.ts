export { type Carrier, type CarrierCall, type CarrierParticipant, carrierOf } from './calls.ts';
export {
  AnnouncementRequest,
  CallEvent,
  type CallStatus,
  ClientCallRequest,
  FallbackRequest,
  ForwardedRequest,
  IncomingRequest,
  KeyRequest,
  RecordingEvent,
  RoomEvent,
  UnreadEvent,
} from './events.ts';
export { forgetRecording, isRecordingEmpty, recordingStream } from './recording.ts';
export { isResplit, readEvent } from './resplit.ts';
export { isGone, type Login, type Outcome, type RestForm } from './rest.ts';
export { type AvailableNumber, type OwnedNumber, type Setup, setupOf } from './setup.ts';
export { type Form, readForm, type SignedForm, signedForm, verifiedForm } from './signature.ts';
export { tokenTtlSeconds, voiceAccessToken } from './token.ts';
export {
  announcementTwiml,
  enterRoom,
  farewellTwiml,
  forwardTwiml,
  goOnTwiml,
  hangupTwiml,
  holdTwiml,
  keyTwiml,
  lineTestTwiml,
  ROOM_EVENTS,
  rejectTwiml,
  voicemailTwiml,
  waitInRoom,
} from './twiml.ts';

export { type Carrier, type CarrierCall, type CarrierParticipant, carrierOf } from './calls.ts';
export {
  CallEvent,
  type CallStatus,
  ClientCallRequest,
  FallbackRequest,
  ParticipantEvent,
  RecordingEvent,
  UnreadEvent,
} from './events.ts';
export { recordingOf } from './recording.ts';
export { isGone, type Login, type Outcome, type RestForm } from './rest.ts';
export { type AvailableNumber, type OwnedNumber, type Setup, setupOf } from './setup.ts';
export { type Form, readForm, type SignedForm, signedForm, verifiedForm } from './signature.ts';
export { tokenTtlSeconds, voiceAccessToken } from './token.ts';
export { enterRoom, farewellTwiml, hangupTwiml, holdTwiml, lineTestTwiml, voicemailTwiml } from './twiml.ts';

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
export {
  type Carrier,
  type CarrierCall,
  type CarrierParticipant,
  carrierOf,
  isGone,
  type Outcome,
} from './rest.ts';
export { type Form, verifiedForm } from './signature.ts';
export { tokenTtlSeconds, voiceAccessToken } from './token.ts';
export { enterRoom, farewellTwiml, hangupTwiml, holdTwiml, voicemailTwiml } from './twiml.ts';

export {
  CallEvent,
  type CallStatus,
  ClientCallRequest,
  ParticipantEvent,
} from './events.ts';
export { type Carrier, type CarrierCall, carrierOf, isGone, type Outcome } from './rest.ts';
export { type Form, verifiedForm } from './signature.ts';
export { TOKEN_TTL_SECONDS, voiceAccessToken } from './token.ts';
export { enterRoom, hangupTwiml } from './twiml.ts';

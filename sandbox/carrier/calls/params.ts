import { API_VERSION, type CarrierAccount } from '../account/account.ts';
import type { Params } from '../webhooks/hooks.ts';
import type { Call } from './call.ts';

/** Twilio adds what it knows of a number's location; the sandbox knows the country at most. */
const placeOf = (prefix: string, number: string): Params => ({
  [`${prefix}City`]: '',
  [`${prefix}State`]: '',
  [`${prefix}Zip`]: '',
  [`${prefix}Country`]: number.startsWith('+1') ? 'US' : '',
});

const places = (from: string, to: string): Params => ({
  ...(from.startsWith('+') ? { ...placeOf('From', from), ...placeOf('Caller', from) } : {}),
  ...(to.startsWith('+') ? { ...placeOf('To', to), ...placeOf('Called', to) } : {}),
});

/** The parameters every webhook about a call has. */
export const callParams = (account: CarrierAccount, call: Call): Params => ({
  AccountSid: account.sid,
  ApiVersion: API_VERSION,
  CallSid: call.sid,
  CallStatus: call.status,
  Direction: call.direction,
  From: call.from,
  To: call.to,
  Caller: call.from,
  Called: call.to,
  ...places(call.from, call.to),
  ...(call.answeredBy ? { AnsweredBy: call.answeredBy } : {}),
  ...(call.parentSid ? { ParentCallSid: call.parentSid } : {}),
  ...(call.applicationSid ? { ApplicationSid: call.applicationSid } : {}),
});

/** RFC 2822, Twilio's format for times: `Mon, 05 Jan 2026 09:30:00 +0000`. */
export const rfc2822 = (atMs: number): string => new Date(atMs).toUTCString().replace('GMT', '+0000');

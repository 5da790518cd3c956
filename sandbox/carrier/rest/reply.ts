import { err, ok, type Result } from '../../../shared/result.ts';

export type RestReply =
  | { readonly status: 200 | 201 | 204; readonly json?: unknown }
  | { readonly status: 200; readonly bytes: Uint8Array; readonly contentType: string };

/** A refusal in Twilio's form: an HTTP status and an error code. */
export type RestFault = { readonly status: number; readonly code: number; readonly message: string };

export type RestResult = Result<RestReply, RestFault>;

export const reply = (json: unknown, status: 200 | 201 = 200): RestResult => ok({ status, json });
export const deleted: RestResult = ok({ status: 204 });
export const refuse = (code: number, message: string, status = 400) => err({ status, code, message });
export const notFound = (path: string) => refuse(20404, `The requested resource ${path} was not found`, 404);

export const faultBody = (fault: RestFault) => ({
  code: fault.code,
  message: fault.message,
  more_info: `https://www.twilio.com/docs/errors/${fault.code}`,
  status: fault.status,
});

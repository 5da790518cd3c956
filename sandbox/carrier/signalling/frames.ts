import * as z from 'zod';
import { err, ok, type Result } from '../../../shared/result.ts';
import { parseJson } from '../parse-json.ts';
import type { HangupError } from './host.ts';

/** The protocol version the Voice SDK 2.18 speaks. */
const VERSION = '1.6';
export const HEARTBEAT = '\n';

const CallId = z.string().regex(/^(TJS|CA)[0-9a-zA-Z-]{1,64}$/);
const Sdp = z.string().startsWith('v=0');
const frame = <T extends string, P extends z.ZodType>(type: T, payload: P) =>
  z.strictObject({ type: z.literal(type), payload, version: z.literal(VERSION) });

const ClientFrame = z.discriminatedUnion('type', [
  frame(
    'listen',
    z.strictObject({
      browserinfo: z.looseObject({}),
      reconnectTimeout: z.number().int().min(0).max(30),
      token: z.string(),
    }),
  ),
  frame('register', z.strictObject({ media: z.strictObject({ audio: z.boolean() }) })),
  frame(
    'invite',
    z.strictObject({
      callsid: CallId,
      sdp: Sdp,
      reconnect: z.string().optional(),
      twilio: z.strictObject({ params: z.string().optional() }),
    }),
  ),
  frame('answer', z.strictObject({ callsid: CallId, sdp: Sdp })),
  frame('reject', z.strictObject({ callsid: CallId })),
  frame('hangup', z.strictObject({ callsid: CallId, message: z.string().optional() })),
  frame('dtmf', z.strictObject({ callsid: CallId, dtmf: z.string().regex(/^[0-9*#A-Dw]+$/) })),
  frame('reinvite', z.strictObject({ callsid: CallId, sdp: Sdp })),
  frame(
    'message',
    z.strictObject({
      callsid: CallId,
      content: z.unknown(),
      contenttype: z.string(),
      messagetype: z.string(),
      voiceeventsid: z.string(),
    }),
  ),
]);
export type ClientFrame = z.infer<typeof ClientFrame>;
export type ClientPayload<T extends ClientFrame['type']> = Extract<ClientFrame, { type: T }>['payload'];

type Fault = HangupError & { readonly retryAfter?: number };

/** The frames the carrier sends. The SDK raises every type as an event, so there are no others. */
export type ServerFrame =
  | {
      readonly type: 'connected';
      readonly payload: {
        readonly region: string;
        readonly edge: string;
        readonly token: { readonly identity: string; readonly ttl: number };
      };
    }
  | { readonly type: 'ready' | 'offline'; readonly payload: Record<string, never> }
  | {
      readonly type: 'invite';
      readonly payload: {
        readonly callsid: string;
        readonly sdp: string;
        readonly reconnect: string;
        readonly parameters: Readonly<Record<string, string>>;
      };
    }
  | { readonly type: 'cancel'; readonly payload: { readonly callsid: string } }
  | { readonly type: 'ringing'; readonly payload: { readonly callsid: string } }
  | {
      readonly type: 'answer';
      readonly payload: { readonly callsid: string; readonly sdp?: string; readonly reconnect?: string };
    }
  | { readonly type: 'hangup'; readonly payload: { readonly callsid: string; readonly error?: Fault } }
  | {
      readonly type: 'error';
      readonly payload: { readonly error: Fault; readonly callsid?: string; readonly voiceeventsid?: string };
    }
  | {
      readonly type: 'message';
      readonly payload: {
        readonly callsid: string;
        readonly content: unknown;
        readonly contenttype: 'application/json';
        readonly messagetype: 'user-defined-message';
        readonly voiceeventsid: string;
      };
    }
  | {
      readonly type: 'ack';
      readonly payload: {
        readonly acktype: 'message';
        readonly callsid: string;
        readonly voiceeventsid: string;
      };
    };

export const writeFrame = (sent: ServerFrame): string => JSON.stringify({ ...sent, version: VERSION });

/** Accepts exactly the frames the SDK sends; the error names the deviation. */
export const readFrame = (text: string): Result<ClientFrame, string> => {
  const parsed = ClientFrame.safeParse(parseJson(text));
  return parsed.success ? ok(parsed.data) : err(z.prettifyError(parsed.error));
};

/**
 * A call's parameters in the SDK's format: `k=v&k2=v2`, where the SDK decodes values but not names (util.ts,
 * queryToJson). In a name, only the characters that would split it are encoded.
 */
export const writeParams = (params: Readonly<Record<string, string>>): string =>
  Object.entries(params)
    .map(([name, value]) => `${name.replace(/[&=]/g, encodeURIComponent)}=${encodeURIComponent(value)}`)
    .join('&');

/** Reads a call's parameters as the SDK writes them: `To=%2B1212&Note=a%20b`. */
export const readParams = (encoded: string | undefined): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(encoded ?? ''));

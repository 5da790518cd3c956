import * as z from 'zod';
import { isE164 } from '../account/numbers.ts';
import { makeLedger } from '../ledger/make-ledger.ts';
import type { Network } from '../network.ts';
import type { CarrierControl } from '../options.ts';
import { faultBody, notFound } from '../rest/reply.ts';
import { FaultPlan, RequestFault, WebhookFault } from '../weather/plan.ts';

type ControlRequest = {
  readonly method: string;
  readonly path: string;
  readonly body: string;
};
export type ControlAnswer = { readonly status: number; readonly json: unknown };

const isLoopbackName = (host: string): boolean => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);

// Stops DNS rebinding to 127.0.0.1 (Host has the page's own name) and posts from other web pages (see Origin).
export const isLocal = ({
  host,
  origin,
}: {
  readonly host: string;
  readonly origin: string | undefined;
}): boolean =>
  isLoopbackName(host) && (origin === undefined || isLoopbackName(origin.replace(/^https?:\/\//, '')));

const missing = (path: string): ControlAnswer => ({ status: 404, json: faultBody(notFound(path).error) });

const read = <T>(schema: z.ZodType<T>, body: string): T | string => {
  try {
    const parsed = schema.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : z.prettifyError(parsed.error);
  } catch {
    return 'The body is not JSON.';
  }
};

const Ring = z.strictObject({ from: z.string(), to: z.string() });
const Press = z.strictObject({ digits: z.string() });
const Speak = z.strictObject({ identity: z.string(), lines: z.array(z.string()) });
const Pass = z.strictObject({ passes: z.boolean() });
const DownHow = z.strictObject({ webhooks: z.enum(['sent', 'held', 'lost']).optional() });

/** The sandbox's control interface, for tests and for the person who runs the sandbox. */
export const answerControl = async (
  network: Network,
  control: CarrierControl,
  request: ControlRequest,
): Promise<ControlAnswer> => {
  const { method, path, body } = request;
  if (method === 'GET' && path === '/sandbox/ledger') return { status: 200, json: makeLedger(network) };
  const [, , kind = '', callSid = '', act = ''] = path.split('/');
  if (method !== 'POST') return missing(path);

  const done = (json: unknown = {}): ControlAnswer => ({ status: 200, json });
  const withBody = <T>(schema: z.ZodType<T>, run: (value: T) => void): ControlAnswer => {
    const value = read(schema, body === '' ? '{}' : body);
    if (typeof value === 'string') return { status: 400, json: { message: value } };
    run(value);
    return done();
  };
  const acts: Readonly<Record<string, () => ControlAnswer>> = {
    '/sandbox/faults': () => withBody(FaultPlan, plan => control.faults(plan)),
    '/sandbox/faults/webhook': () => withBody(WebhookFault, fault => control.faultWebhook(fault)),
    '/sandbox/faults/request': () => withBody(RequestFault, fault => control.faultRequest(fault)),
    '/sandbox/speak': () => withBody(Speak, ({ identity, lines }) => control.speakAs(identity, lines)),
    '/sandbox/pass-digits': () => withBody(Pass, ({ passes }) => control.passDigits(passes)),
    '/sandbox/release': () => done(control.releaseWebhooks()),
    '/sandbox/calm': () => done(control.calm()),
    '/sandbox/down': () => withBody(DownHow, how => control.down(how)),
    '/sandbox/up': () => done(control.up()),
    '/sandbox/signalling-down': () => done(control.signallingDown()),
    '/sandbox/signalling-up': () => done(control.signallingUp()),
  };
  if (path === '/sandbox/restart') {
    await control.restart();
    return done();
  }
  if (path === '/sandbox/ring') {
    const ring = read(Ring, body);
    if (typeof ring === 'string') return { status: 400, json: { message: ring } };
    const sid = control.ringNumber(ring.from, ring.to);
    if (sid) return done({ callSid: sid });
    return {
      status: 400,
      json: {
        message: isE164(ring.from)
          ? `${ring.to} is not a number of this account.`
          : `${ring.from} is not E.164: + and 7 to 15 digits.`,
      },
    };
  }
  if (Object.hasOwn(acts, path)) return acts[path]?.() ?? missing(path);
  if (kind === 'calls' && act === 'press') {
    const press = read(Press, body);
    if (typeof press === 'string') return { status: 400, json: { message: press } };
    return control.pressAsPerson(callSid, press.digits) ? done({ callSid, act }) : missing(path);
  }
  const onCall: Readonly<Record<string, (sid: string) => boolean>> = {
    'hang-up': control.hangUpAsPerson,
    'drop-socket': control.dropSocket,
    'freeze-socket': control.freezeSocket,
  };
  const run = kind === 'calls' && Object.hasOwn(onCall, act) ? onCall[act] : undefined;
  return run?.(callSid) ? done({ callSid, act }) : missing(path);
};

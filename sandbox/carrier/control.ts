import { makeLedger } from './make-ledger.ts';
import type { Network } from './network.ts';
import type { CarrierControl } from './options.ts';
import { faultBody, notFound } from './rest-reply.ts';

type ControlRequest = {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly host: string;
};
type ControlAnswer = { readonly status: number; readonly json: unknown };

// A web page that rebinds its own name to 127.0.0.1 still sends its own name.
const isLoopbackName = (host: string): boolean => /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);

const missing = (path: string): ControlAnswer => ({ status: 404, json: faultBody(notFound(path).error) });

/** The sandbox's own door, for tests and for whoever looks after the sandbox. */
export const answerControl = (
  network: Network,
  control: CarrierControl,
  { method, path, host }: ControlRequest,
): ControlAnswer => {
  if (!isLoopbackName(host)) return missing(path);
  if (method === 'GET' && path === '/sandbox/ledger') return { status: 200, json: makeLedger(network) };
  const [, , kind, callSid = '', act] = path.split('/');
  if (method !== 'POST' || kind !== 'calls') return missing(path);
  const acts: Readonly<Record<string, (sid: string) => boolean>> = {
    'hang-up': control.hangUpAsPerson,
    'drop-socket': control.dropSocket,
  };
  const run = act !== undefined && Object.hasOwn(acts, act) ? acts[act] : undefined;
  return run?.(callSid) ? { status: 200, json: { callSid, act } } : missing(path);
};

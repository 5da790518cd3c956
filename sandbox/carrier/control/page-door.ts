import * as z from 'zod';
import { isE164 } from '../account/numbers.ts';
import { isOver } from '../calls/call.ts';
import { actOnPhone, closePhone, openPhone } from '../calls/tab-phones.ts';
import { answerOffer } from '../media/webrtc-leg.ts';
import type { Network } from '../network.ts';
import type { ControlAnswer } from './door.ts';
import { liveView } from './live.ts';
import { overhear } from './overhear.ts';
import { callFromPhone } from './ring-in.ts';

const tab = z.string().regex(/^[\w-]{8,64}$/);
const Listen = z.strictObject({ tab, callSid: z.string(), sdp: z.string() });
const Phone = z.strictObject({ tab, number: z.string(), sdp: z.string() });
const Tab = z.strictObject({ tab });
const Dial = z.strictObject({ tab, to: z.string() });

const done = (json: unknown = {}): ControlAnswer => ({ status: 200, json });
const refuse = (message: string, status = 400): ControlAnswer => ({ status, json: { message } });

type Handler = (network: Network, body: unknown) => ControlAnswer | Promise<ControlAnswer>;

const handler =
  <T>(
    schema: z.ZodType<T>,
    run: (network: Network, value: T) => ControlAnswer | Promise<ControlAnswer>,
  ): Handler =>
  (network, body) => {
    const read = schema.safeParse(body);
    return read.success ? run(network, read.data) : refuse(z.prettifyError(read.error));
  };

const act = (what: 'answer' | 'decline' | 'hang-up'): Handler =>
  handler(Tab, (network, value) =>
    actOnPhone(network, value.tab, what) ? done() : refuse('This telephone has no such call.', 409),
  );

const BAD_SDP = 'The browser offers no audio this network understands (PCMU).';

/** What the page can request besides the control's own acts, by path. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  '/sandbox/live': handler(Tab, (network, value) => done(liveView(network, value.tab))),
  '/sandbox/listen': handler(Listen, async (network, value) => {
    const call = network.calls.get(value.callSid);
    if (!call || isOver(call)) return refuse('That call is over.', 404);
    const answer = await answerOffer(value.sdp);
    if (!answer.ok) return refuse(BAD_SDP);
    overhear(network, value.tab, call, answer.value.leg);
    return done({ sdp: answer.value.answerSdp });
  }),
  '/sandbox/listen/stop': handler(Tab, (network, value) => {
    network.page.ears.get(value.tab)?.();
    return done();
  }),
  '/sandbox/phone': handler(Phone, async (network, value) => {
    if (!isE164(value.number)) return refuse(`${value.number} is not E.164: + and 7 to 15 digits.`);
    if (network.account.lines.has(value.number))
      return refuse(`${value.number} belongs to the account: the application answers its calls.`);
    const other = [...network.phones.values()].find(({ number }) => number === value.number);
    if (other && other.tab !== value.tab)
      return refuse(`Another tab is the telephone at ${value.number}. Take another number.`, 409);
    const answer = await answerOffer(value.sdp);
    if (!answer.ok) return refuse(BAD_SDP);
    openPhone(network, value.tab, value.number, answer.value.leg);
    return done({ sdp: answer.value.answerSdp });
  }),
  '/sandbox/phone/close': handler(Tab, (network, value) => {
    closePhone(network, value.tab);
    return done();
  }),
  '/sandbox/phone/answer': act('answer'),
  '/sandbox/phone/decline': act('decline'),
  '/sandbox/phone/hang-up': act('hang-up'),
  '/sandbox/phone/dial': handler(Dial, (network, value) => {
    const call = callFromPhone(network, value.tab, value.to);
    return call
      ? done({ callSid: call.sid })
      : refuse(`${value.to} is not a number of this account, or this telephone is already on a call.`);
  }),
};

/** Undefined: the path is not one of the page's. */
export const answerPage = async (
  network: Network,
  path: string,
  body: string,
): Promise<ControlAnswer | undefined> => {
  const handle = Object.hasOwn(HANDLERS, path) ? HANDLERS[path] : undefined;
  if (!handle) return undefined;
  try {
    return await handle(network, JSON.parse(body === '' ? '{}' : body));
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return refuse('The body is not JSON.');
    throw thrown;
  }
};

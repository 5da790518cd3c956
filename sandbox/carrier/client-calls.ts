import { err } from '../../shared/result.ts';
import { addressOf } from './account/applications.ts';
import { admitCall } from './calls/admit.ts';
import { type Call, isOver } from './calls/call.ts';
import { endCall, ring } from './calls/life.ts';
import type { Network } from './network.ts';
import type { ClientCall, SignallingHost } from './signalling/host.ts';
import { verifyToken } from './signalling/verify-token.ts';
import { runDocument } from './twiml/run-document.ts';

const register = (network: Network, client: ClientCall): Call =>
  admitCall(network, {
    kind: 'client',
    direction: 'inbound',
    from: `client:${client.device.identity}`,
    // The device's own parameter, passed on as Twilio does; the TwiML application decides who is actually called.
    to: client.params.To ?? '',
    applicationSid: client.device.applicationSid,
    media: client.media,
    farEnd: {
      ringing: sid => client.ringing(sid),
      answered: () => client.answer(),
      hungUp: error => client.hangup(error),
    },
  });

const decline = (network: Network, call: Call, code: number, message: string): void => {
  network.faults.note({ code, message }, call.sid);
  const error = { code: 31002, message: 'Connection declined' };
  endCall(network, call, { status: 'failed', by: 'carrier', error });
};

/** Asks a device call's TwiML application what to do. */
const start = async (network: Network, call: Call, client: ClientCall): Promise<void> => {
  if (isOver(call)) return;
  const application = call.applicationSid ? network.account.applications.get(call.applicationSid) : undefined;
  if (!application) {
    return decline(network, call, 21218, `Invalid ApplicationSid: ${call.applicationSid ?? 'none'}`);
  }
  ring(network, call);
  await runDocument(network, call, {
    kind: 'address',
    address: addressOf(application),
    params: ownParams(client),
  });
};

// A device cannot override the parameters the carrier itself sets.
const RESERVED = new Set([
  'AccountSid',
  'ApiVersion',
  'ApplicationSid',
  'CallSid',
  'CallStatus',
  'Called',
  'Caller',
  'Direction',
  'From',
  'To',
]);

const ownParams = (client: ClientCall) =>
  Object.fromEntries(Object.entries(client.params).filter(([name]) => !RESERVED.has(name)));

/** The engine's side of signalling. */
export const createSignallingHost = (network: Network): SignallingHost => ({
  authenticate(token) {
    const device = verifyToken(
      token,
      { sid: network.account.sid, secretOf: key => network.account.keys.get(key)?.secret },
      network.time.clock.now(),
    );
    if (!device.ok) network.log(`access token refused: ${device.error}`);
    return device.ok ? device : err(device.error);
  },
  placed(client) {
    const call = register(network, client);
    network.log(`${call.sid} placed by ${call.from}`);
    // Deferred, so that signalling knows the CallSid before the first event for it.
    queueMicrotask(() => network.guard.detach(start(network, call, client)));
    return call.sid;
  },
  deviceHungUp(callSid) {
    const call = network.calls.get(callSid);
    if (!call) return;
    const status = call.answeredAt === undefined ? 'canceled' : 'completed';
    endCall(network, call, { status, by: 'party' });
  },
  deviceMessage(callSid, content, sid) {
    const call = network.calls.get(callSid);
    for (const { url, method } of call?.listeners.values() ?? [])
      network.hooks.tell(`${callSid} messages`, {
        kind: 'call',
        event: 'user-defined-message',
        leg: call?.kind,
        method,
        url,
        params: {
          AccountSid: network.account.sid,
          CallSid: callSid,
          Content: typeof content === 'string' ? content : JSON.stringify(content),
          ContentType: 'application/json',
          SequenceNumber: String(call ? ++call.messages : 1),
          Sid: sid,
        },
      });
  },
  deviceDigits(callSid, digits) {
    const call = network.calls.get(callSid);
    for (const digit of digits.replace(/w/gi, '')) call?.media.onDigit?.(digit);
  },
});

import { isOver } from '../calls/call.ts';
import { rfc2822 } from '../calls/params.ts';
import { callbackUrl, type FormRules, method, methodOf, readForm } from './form.ts';
import { deleted, notFound, type RestResult, refuse, reply } from './reply.ts';
import type { RestRequest } from './routes.ts';

const isJson = (text: string): boolean => {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
};

const SEND: FormRules = {
  Content: { allows: isJson, code: 20001 },
  IdempotencyKey: { allows: () => true, code: 20001 },
};
const SUBSCRIBE: FormRules = {
  Callback: callbackUrl,
  Method: method,
  IdempotencyKey: { allows: () => true, code: 20001 },
};

const find = ({ network, ids }: RestRequest) => network.calls.get(ids.call ?? '');

/** Sends JSON to the device of a call. */
export const sendToDevice = (request: RestRequest): RestResult => {
  const { network } = request;
  const call = find(request);
  if (!call) return notFound(request.path);
  const form = readForm(request.form, SEND);
  if (!form.ok) return form;
  const content = form.value.text('Content');
  if (content === undefined) return refuse(20001, 'Content parameter is required.');
  const sid = network.newSid('KX');
  if (isOver(call) || !network.devices.signalling?.message(call.sid, content, sid)) {
    return refuse(20001, 'The call has no device to send to.');
  }
  return reply(
    {
      sid,
      account_sid: network.account.sid,
      call_sid: call.sid,
      date_created: rfc2822(network.time.clock.now()),
    },
    201,
  );
};

/** Subscribes an address to the messages of a call's device. */
export const subscribeToDevice = (request: RestRequest): RestResult => {
  const { network } = request;
  const call = find(request);
  if (!call) return notFound(request.path);
  const form = readForm(request.form, SUBSCRIBE);
  if (!form.ok) return form;
  const url = form.value.text('Callback');
  if (url === undefined) return refuse(20001, 'Callback parameter is required.');
  const sid = network.newSid('ZY');
  call.listeners.set(sid, { url, method: methodOf(form.value, 'Method', 'POST') });
  return reply(
    {
      sid,
      account_sid: network.account.sid,
      call_sid: call.sid,
      date_created: rfc2822(network.time.clock.now()),
      uri: `${request.path.replace(/\.json$/, '')}/${sid}.json`,
    },
    201,
  );
};

export const unsubscribe = (request: RestRequest): RestResult => {
  const call = find(request);
  return call?.listeners.delete(request.ids.subscription ?? '') ? deleted : notFound(request.path);
};

import { addressOf } from '../account/applications.ts';
import { faultOfCallee } from '../account/numbers.ts';
import { faultOfAccount } from '../calls/account-fault.ts';
import { type Call, isOver } from '../calls/call.ts';
import { hangUp } from '../calls/life.ts';
import { placeCall } from '../calls/place.ts';
import { faultOfCallerId } from '../calls/token.ts';
import { runAmd } from '../listeners/run-amd.ts';
import { playDigits } from '../playback/play.ts';
import { recordCall } from '../recordings/recorder.ts';
import { type Entry, redirectCall, runDocument } from '../twiml/run-document.ts';
import { isWebUrl } from '../webhooks/address.ts';
import { amdOfCall, CALL_AMD } from './amd.ts';
import { filter, timeFilters } from './filter.ts';
import {
  anyText,
  callbackOf,
  callbackUrl,
  type Form,
  type FormRules,
  flag,
  integer,
  listOf,
  method,
  methodOf,
  oneOf,
  readForm,
} from './form.ts';
import type { RestNetwork } from './network.ts';
import { page } from './page.ts';
import { CHANNELS, recordHowOf, recordRules, TRACKS, TRIM } from './record-how.ts';
import { notFound, type RestResult, refuse, reply } from './reply.ts';
import { callJson } from './resources.ts';
import type { RestRequest } from './routes.ts';

const DOCUMENT: FormRules = {
  Url: { allows: isWebUrl, code: 21205 },
  Method: method,
  FallbackUrl: { allows: isWebUrl, code: 21205 },
  FallbackMethod: method,
  Twiml: anyText,
};

export const CALL_EVENTS = listOf(21626, 'initiated', 'ringing', 'answered', 'completed');

const CALLBACK: FormRules = {
  StatusCallback: callbackUrl,
  StatusCallbackMethod: method,
  StatusCallbackEvent: CALL_EVENTS,
};

const CREATE: FormRules = {
  ...DOCUMENT,
  ...CALLBACK,
  To: anyText,
  From: anyText,
  ApplicationSid: anyText,
  CallReason: anyText,
  CallToken: anyText,
  Timeout: integer(1, 600, 21208),
  TimeLimit: integer(1, 86_400),
  SendDigits: { allows: value => /^[0-9*#wW]{1,32}$/.test(value), code: 21502 },
  Record: flag,
  ...recordRules(),
  ...TRACKS,
  ...CHANNELS,
  ...TRIM,
  ...CALL_AMD,
};

const UPDATE: FormRules = { ...DOCUMENT, ...CALLBACK, Status: oneOf('completed', 'canceled') };

const entryOf = (form: Form): Entry | undefined => {
  const twiml = form.text('Twiml');
  if (twiml !== undefined) return { kind: 'text', twiml };
  const url = form.text('Url');
  if (url === undefined) return undefined;
  const address = {
    url,
    method: methodOf(form, 'Method', 'POST'),
    fallbackUrl: form.text('FallbackUrl'),
    fallbackMethod: methodOf(form, 'FallbackMethod', 'POST'),
  };
  return { kind: 'address', address, params: {} };
};

/** Starts a call's work once it is answered: AMD before its document, unless AMD is to run in the background. */
const beginWhenAnswered = (network: RestNetwork, call: Call, entry: Entry, form: Form): void => {
  const digits = form.text('SendDigits');
  // SendDigits takes precedence over AMD, which is then skipped (docs, voice/answering-machine-detection).
  const amd = digits === undefined ? amdOfCall(form) : undefined;
  const keys = { verb: 'PlayDigits', digits: digits ?? '', loop: 1 } as const;
  const begin = async () => {
    if (form.flag('Record', false)) recordCall(network, call, recordHowOf(form, true), 'OutboundAPI');
    if (digits !== undefined) await playDigits(network, call, keys, new AbortController().signal);
    const verdict = amd ? runAmd(network, call, amd, undefined) : undefined;
    if (!amd?.inBackground) await verdict;
    if (!isOver(call)) await runDocument(network, call, entry);
  };
  call.whenAnswered.add(() => network.guard.detach(begin()));
};

export const createCall = ({ network, form: sent }: RestRequest): RestResult => {
  const form = readForm(sent, CREATE);
  if (!form.ok) return form;
  const to = form.value.text('To') ?? '';
  const from = form.value.text('From') ?? '';
  const wrong =
    faultOfCallee(to) ??
    faultOfCallerId(network, { from, to, token: form.value.text('CallToken') }) ??
    faultOfAccount(network, to);
  if (wrong) return refuse(wrong.code, wrong.message);
  const applicationSid = form.value.text('ApplicationSid');
  const application =
    applicationSid === undefined ? undefined : network.account.applications.get(applicationSid);
  if (applicationSid !== undefined && !application) {
    return refuse(21218, `ApplicationSid ${applicationSid} is not valid`);
  }
  const entry: Entry | undefined = application
    ? {
        kind: 'address',
        address: addressOf(application),
        params: {},
      }
    : entryOf(form.value);
  if (!entry) return refuse(21205, 'Url parameter is required.');
  const call = placeCall(network, {
    from,
    to,
    direction: 'outbound-api',
    callback: callbackOf(form.value),
    timeoutS: form.value.number('Timeout', 60),
    timeLimitS: form.value.number('TimeLimit', 14_400),
  });
  beginWhenAnswered(network, call, entry, form.value);
  return reply(callJson(network.account, call), 201);
};

const find = ({ network, ids }: RestRequest): Call | undefined => network.calls.get(ids.call ?? '');

export const fetchCall = (request: RestRequest): RestResult => {
  const call = find(request);
  return call ? reply(callJson(request.network.account, call)) : notFound(request.path);
};

export const updateCall = (request: RestRequest): RestResult => {
  const { network } = request;
  const call = find(request);
  if (!call) return notFound(request.path);
  const form = readForm(request.form, UPDATE);
  if (!form.ok) return form;
  // Calls that have completed can be neither redirected nor ended again (docs, errors/21220).
  if (isOver(call)) return refuse(21220, 'Call is not in-progress. Cannot redirect.');
  const entry = entryOf(form.value);
  if (entry && call.status !== 'in-progress') {
    return refuse(21220, 'Call is not in-progress. Cannot redirect.');
  }
  call.callback = callbackOf(form.value) ?? call.callback;
  const status = form.value.text('Status');
  // `canceled` has no effect on an answered call.
  if (status === 'completed' || (status === 'canceled' && call.answeredAt === undefined)) {
    hangUp(network, call, 'api');
  } else if (entry) redirectCall(network, call, entry);
  return reply(callJson(network.account, call));
};

export const listCalls = ({ network, path, query }: RestRequest): RestResult => {
  const newestFirst = [...network.calls.values()].reverse();
  const calls = filter(newestFirst, query, {
    To: (call, value) => call.to === value,
    From: (call, value) => call.from === value,
    Status: (call, value) => call.status === value,
    ParentCallSid: (call, value) => call.parentSid === value,
    ...timeFilters<Call>('StartTime', call => call.createdAt),
    ...timeFilters<Call>('EndTime', call => call.endedAt),
  });
  if (!calls.ok) return calls;
  return page('calls', path, query, calls.value, call => callJson(network.account, call));
};

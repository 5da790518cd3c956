import { accountPath } from '../account/account.ts';
import { isOver } from '../calls/call.ts';
import { rfc2822 } from '../calls/params.ts';
import { type Fork, forkOf } from '../listeners/forks.ts';
import { startStream } from '../listeners/stream.ts';
import { startTranscription } from '../listeners/transcription.ts';
import { tracksOf } from '../twiml/read-attributes.ts';
import { isSocketUrl } from '../twiml/rules.ts';
import { isWebUrl } from '../webhooks/address.ts';
import {
  anyText,
  callbackUrl,
  type Form,
  type FormRules,
  flag,
  method,
  methodOf,
  oneOf,
  readForm,
} from './form.ts';
import type { RestNetwork } from './network.ts';
import { notFound, type RestResult, refuse, reply } from './reply.ts';
import type { RestRequest } from './routes.ts';

const TRACK = oneOf('inbound_track', 'outbound_track', 'both_tracks');

const STREAM: FormRules = {
  Url: { allows: isSocketUrl, code: 31921 },
  Name: anyText,
  Track: TRACK,
  StatusCallback: callbackUrl,
  StatusCallbackMethod: method,
};
const TRANSCRIPTION: FormRules = {
  Name: anyText,
  Track: TRACK,
  StatusCallbackUrl: { allows: isWebUrl, code: 17585 },
  StatusCallbackMethod: method,
  InboundTrackLabel: anyText,
  OutboundTrackLabel: anyText,
  PartialResults: flag,
  LanguageCode: anyText,
  TranscriptionEngine: oneOf('google', 'deepgram'),
  ProfanityFilter: flag,
  SpeechModel: anyText,
  Hints: anyText,
  EnableAutomaticPunctuation: flag,
};
const UPDATE: FormRules = { Status: oneOf('stopped') };

const PLURAL = { Stream: 'Streams', Transcription: 'Transcriptions' } as const;

const forkJson = (network: RestNetwork, callSid: string, fork: Fork) => ({
  sid: fork.sid,
  account_sid: network.account.sid,
  call_sid: callSid,
  name: fork.name ?? null,
  status: fork.status,
  date_updated: rfc2822(fork.updatedAt),
  uri: `${accountPath(network.account)}/Calls/${callSid}/${PLURAL[fork.kind]}/${fork.sid}.json`,
});

/** `Parameter1.Name`, `Parameter1.Value` and so on. */
const customOf = (form: URLSearchParams): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...form]
      .filter(([name]) => /^Parameter\d+\.Name$/.test(name))
      .map(([name, value]) => [value, form.get(name.replace('.Name', '.Value')) ?? '']),
  );

/** The form without the custom parameters, whose names are numbered. */
const withoutCustom = (form: URLSearchParams): URLSearchParams =>
  new URLSearchParams([...form].filter(([name]) => !/^Parameter\d+\.(Name|Value)$/.test(name)));

const create = (
  request: RestRequest,
  rules: FormRules,
  begin: (form: Form, call: NonNullable<ReturnType<typeof find>>) => Fork | undefined,
): RestResult => {
  const call = find(request);
  if (!call) return notFound(request.path);
  const form = readForm(withoutCustom(request.form), rules);
  if (!form.ok) return form;
  if (call.answeredAt === undefined || isOver(call)) return refuse(21220, 'Call is not in-progress.');
  const fork = begin(form.value, call);
  return fork
    ? reply(forkJson(request.network, call.sid, fork), 201)
    : refuse(21205, 'Url parameter is required.');
};

const find = ({ network, ids }: RestRequest) => network.calls.get(ids.call ?? '');

export const createStream = (request: RestRequest): RestResult =>
  create(request, STREAM, (form, call) => {
    const url = form.text('Url');
    if (url === undefined) return undefined;
    const callback = form.text('StatusCallback');
    const { fork } = startStream(
      request.network,
      call,
      {
        url,
        name: form.text('Name'),
        tracks: tracksOf(form.text('Track'), 'inbound_track'),
        custom: customOf(request.form),
        statusCallback: callback
          ? { url: callback, method: methodOf(form, 'StatusCallbackMethod', 'POST'), events: [] }
          : undefined,
      },
      false,
    );
    return fork;
  });

export const createTranscription = (request: RestRequest): RestResult =>
  create(request, TRANSCRIPTION, (form, call) => {
    const url = form.text('StatusCallbackUrl');
    return startTranscription(request.network, call, {
      name: form.text('Name'),
      tracks: tracksOf(form.text('Track'), 'both_tracks'),
      partialResults: form.flag('PartialResults', false),
      language: form.text('LanguageCode') ?? 'en-US',
      engine: form.text('TranscriptionEngine') ?? 'google',
      callback:
        url === undefined ? undefined : { url, method: methodOf(form, 'StatusCallbackMethod', 'POST') },
    });
  });

const update = (request: RestRequest, kind: Fork['kind']): RestResult => {
  const call = find(request);
  const fork = call ? forkOf(call, kind, request.ids.fork ?? '') : undefined;
  if (!call || !fork) return notFound(request.path);
  const form = readForm(request.form, UPDATE);
  if (!form.ok) return form;
  if (form.value.text('Status') === undefined) return refuse(20001, 'Status parameter is required.');
  fork.stop();
  return reply(forkJson(request.network, call.sid, fork));
};

export const updateStream = (request: RestRequest): RestResult => update(request, 'Stream');
export const updateTranscription = (request: RestRequest): RestResult => update(request, 'Transcription');

import { err, ok, type Result } from '../../../shared/result.ts';
import type { TwimlFault } from './parse.ts';
import {
  askOf,
  callbackOf,
  fault,
  interruptsOf,
  isTrue,
  methodOf,
  parametersOf,
  recordHow,
  tracksOf,
} from './read-attributes.ts';
import { SCHEMA } from './rules.ts';
import type { RelayNoun, StartVerb, StreamNoun, TranscriptionNoun, Verb } from './verbs.ts';
import type { XmlElement } from './xml.ts';

type Read<T> = Result<T, TwimlFault>;

const readStream = (stream: XmlElement): Read<StreamNoun> => {
  const { url, name, track } = stream.attributes;
  if (url === undefined) return err(fault(stream, 31920, '<Stream> has no url'));
  return ok({
    noun: 'Stream',
    url,
    name,
    tracks: tracksOf(track, 'inbound_track'),
    custom: parametersOf(stream),
    statusCallback: callbackOf(stream.attributes, 'statusCallback'),
  });
};

const readTranscription = ({ attributes: a }: XmlElement): TranscriptionNoun => ({
  noun: 'Transcription',
  name: a.name,
  tracks: tracksOf(a.track, 'both_tracks'),
  partialResults: isTrue(a.partialResults, false),
  language: a.languageCode ?? 'en-US',
  engine: a.transcriptionEngine ?? 'google',
  callback: askOf(a, 'statusCallbackUrl', 'statusCallbackMethod'),
});

const ANYTHING = ['dtmf', 'speech'] as const;

const readRelay = (relay: XmlElement): Read<RelayNoun> => {
  const a = relay.attributes;
  if (a.url === undefined) return err(fault(relay, SCHEMA, '<ConversationRelay> has no url'));
  return ok({
    noun: 'ConversationRelay',
    url: a.url,
    greeting: a.welcomeGreeting,
    language: a.transcriptionLanguage ?? a.language ?? 'en-US',
    interruptedBy: interruptsOf(a.interruptible, ANYTHING),
    greetingInterruptedBy: interruptsOf(a.welcomeGreetingInterruptible, ANYTHING),
    hearsKeys: isTrue(a.dtmfDetection, false),
    custom: parametersOf(relay),
  });
};

const only = (element: XmlElement): Read<XmlElement> => {
  const [noun] = element.children;
  if (noun && element.children.length === 1) return ok(noun);
  return err(fault(element, SCHEMA, `<${element.name}> takes exactly one noun`));
};

const readStart = (element: XmlElement): Read<StartVerb> => {
  const noun = only(element);
  if (!noun.ok) return noun;
  const { name, attributes: a } = noun.value;
  if (name === 'Transcription') return ok({ verb: 'Start', noun: readTranscription(noun.value) });
  if (name === 'Recording') {
    const how = recordHow(a, a.channels === 'mono' ? 1 : 2, a.track, true);
    return ok({ verb: 'Start', noun: { noun: 'Recording', ...how } });
  }
  const stream = readStream(noun.value);
  return stream.ok ? ok({ verb: 'Start', noun: stream.value }) : stream;
};

const readStop = (element: XmlElement): Read<Verb> => {
  const noun = only(element);
  if (!noun.ok) return noun;
  const { name } = noun.value.attributes;
  if (name === undefined) return err(fault(noun.value, SCHEMA, '<Stop> names what it stops'));
  return ok({ verb: 'Stop', noun: noun.value.name === 'Stream' ? 'Stream' : 'Transcription', name });
};

const readConnect = (element: XmlElement): Read<Verb> => {
  const found = only(element);
  if (!found.ok) return found;
  const noun = found.value.name === 'Stream' ? readStream(found.value) : readRelay(found.value);
  if (!noun.ok) return noun;
  const { action, method } = element.attributes;
  return ok({ verb: 'Connect', action, method: methodOf(method), noun: noun.value });
};

const readEnqueue = ({ attributes: a, text }: XmlElement): Read<Verb> =>
  ok({
    verb: 'Enqueue',
    name: text.trim(),
    maxSize: a.maxQueueSize === undefined ? undefined : Number(a.maxQueueSize),
    action: a.action,
    method: methodOf(a.method),
    waitUrl: a.waitUrl,
    waitMethod: methodOf(a.waitUrlMethod),
  });

export const MEDIA_READERS: Readonly<Record<string, (element: XmlElement) => Read<Verb>>> = {
  Start: readStart,
  Stop: readStop,
  Connect: readConnect,
  Enqueue: readEnqueue,
  Leave: () => ok({ verb: 'Leave' }),
};

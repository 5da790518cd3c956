import type { Beep } from '../conference/conference.ts';
import type { RecordHow } from '../recordings/recording.ts';
import type { Ask, Callback, Method } from '../webhooks/address.ts';
import type { TwimlFault } from './parse.ts';
import type { Interrupts } from './verbs.ts';
import type { XmlElement } from './xml.ts';

type Attributes = XmlElement['attributes'];

export const fault = (element: XmlElement, code: number, message: string): TwimlFault => ({
  code,
  message: `line ${element.line}: ${message}`,
});

export const isTrue = (value: string | undefined, otherwise: boolean): boolean =>
  value === undefined ? otherwise : value === 'true';
export const methodOf = (text: string | undefined): Method => (text === 'GET' ? 'GET' : 'POST');
const words = (text: string | undefined): string[] => (text === undefined ? [] : text.split(/\s+/));

export const callbackOf = (a: Attributes, name: string): Callback | undefined => {
  const url = a[name];
  if (url === undefined) return undefined;
  return { url, method: methodOf(a[`${name}Method`]), events: words(a[`${name}Event`]) };
};

export const askOf = (a: Attributes, url: string, method: string): Ask | undefined => {
  const address = a[url];
  return address === undefined ? undefined : { url: address, method: methodOf(a[method]) };
};

export const tracksOf = (
  text: string | undefined,
  otherwise: 'inbound_track' | 'both_tracks',
): ('inbound' | 'outbound')[] => {
  const track = text ?? otherwise;
  if (track === 'both_tracks') return ['inbound', 'outbound'];
  return track === 'outbound_track' ? ['outbound'] : ['inbound'];
};

export const trackOf = (text: string | undefined): RecordHow['track'] =>
  text === 'inbound' || text === 'outbound' ? text : 'both';

export const recordHow = (
  a: Attributes,
  channels: 1 | 2,
  track: string | undefined,
  trims: boolean,
): RecordHow => ({
  channels,
  track: trackOf(track),
  trim: a.trim === undefined ? trims : a.trim === 'trim-silence',
  callback: callbackOf(a, 'recordingStatusCallback'),
});

/** Each `<Parameter name value>` below an element. */
export const parametersOf = (element: XmlElement): Readonly<Record<string, string>> =>
  Object.fromEntries(
    element.children
      .filter(({ name }) => name === 'Parameter')
      .map(({ attributes }) => [attributes.name ?? '', attributes.value ?? '']),
  );

const BEEPS: readonly Beep[] = ['true', 'false', 'onEnter', 'onExit'];
/** By default there is a beep on both enter and exit. */
export const beepOf = (text: string | undefined): Beep => BEEPS.find(beep => beep === text) ?? 'true';

const WORDS: Readonly<Record<string, Interrupts>> = {
  none: [],
  false: [],
  dtmf: ['dtmf'],
  speech: ['speech'],
  any: ['dtmf', 'speech'],
  true: ['dtmf', 'speech'],
};
/** What may interrupt a sentence, as documents and messages name it. */
export const interruptsOf = (said: string | boolean | undefined, otherwise: Interrupts): Interrupts =>
  said === undefined ? otherwise : (WORDS[String(said)] ?? otherwise);

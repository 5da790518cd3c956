import { err, ok, type Result } from '../../../shared/result.ts';
import { GRAMMAR, NOT_SPOKEN } from './grammar.ts';
import { askOf, callbackOf, fault, isTrue, methodOf } from './read-attributes.ts';
import { readDial } from './read-dial.ts';
import { MEDIA_READERS } from './read-media.ts';
import { SCHEMA } from './rules.ts';
import type { GatherVerb, Prompt, Verb } from './verbs.ts';
import { parseXml, type XmlElement } from './xml.ts';

export type TwimlFault = { readonly code: number; readonly message: string };

const MAX_BYTES = 64 * 1024;

const faultOfAttributes = (element: XmlElement): TwimlFault | undefined => {
  const allowed = GRAMMAR[element.name]?.attributes ?? {};
  for (const [name, value] of Object.entries(element.attributes)) {
    const rule = Object.hasOwn(allowed, name) ? allowed[name] : undefined;
    if (!rule) return fault(element, SCHEMA, `attribute '${name}' is not allowed on <${element.name}>`);
    if (!rule.allows(value)) {
      return fault(element, rule.code, `'${value}' is not a value of ${name} on <${element.name}>`);
    }
  }
  return undefined;
};

const faultOfText = (element: XmlElement): TwimlFault | undefined => {
  const { text: wanted, noText = SCHEMA } = GRAMMAR[element.name] ?? {};
  const has = element.text.trim() !== '';
  if (has && wanted === 'none') return fault(element, SCHEMA, `<${element.name}> does not take text`);
  if (!has && wanted === 'required') return fault(element, noText, `<${element.name}> is empty`);
  return undefined;
};

const faultOf = (element: XmlElement): TwimlFault | undefined => {
  const rule = GRAMMAR[element.name];
  if (!rule) return fault(element, SCHEMA, `<${element.name}> is not TwiML`);
  const own = faultOfAttributes(element) ?? faultOfText(element);
  if (own) return own;
  for (const child of element.children) {
    if (!rule.children.includes(child.name)) {
      const why = NOT_SPOKEN.has(child.name) ? 'is not supported by the sandbox carrier' : 'is not allowed';
      return fault(child, SCHEMA, `<${child.name}> ${why} in <${element.name}>`);
    }
    const deeper = faultOf(child);
    if (deeper) return deeper;
  }
  return undefined;
};

const readPlay = (element: XmlElement): Result<Verb, TwimlFault> => {
  const url = element.text.trim();
  const digits = element.attributes.digits;
  if ((url === '') === (digits === undefined)) {
    return err(fault(element, SCHEMA, '<Play> takes either a URL or digits'));
  }
  const loop = Number(element.attributes.loop ?? 1);
  return ok(digits === undefined ? { verb: 'Play', url, loop } : { verb: 'PlayDigits', digits, loop });
};

const readRecord = ({ attributes: a }: XmlElement): Result<Verb, TwimlFault> =>
  ok({
    verb: 'Record',
    action: a.action,
    method: methodOf(a.method),
    timeoutS: Number(a.timeout ?? 5),
    maxLengthS: Number(a.maxLength ?? 3600),
    finishOnKey: a.finishOnKey ?? '1234567890*#',
    playBeep: isTrue(a.playBeep, true),
    trim: a.trim !== 'do-not-trim',
    statusCallback: callbackOf(a, 'recordingStatusCallback'),
    transcribe:
      isTrue(a.transcribe, false) || a.transcribeCallback !== undefined
        ? { callback: a.transcribeCallback }
        : undefined,
  });

const readPrompt = (element: XmlElement): Result<Prompt, TwimlFault> => {
  const read = readers[element.name]?.(element);
  if (read?.ok === false) return read;
  const verb = read?.value;
  if (verb?.verb === 'Say' || verb?.verb === 'Play' || verb?.verb === 'Pause') return ok(verb);
  return err(fault(element, SCHEMA, '<Play digits> is not allowed in <Gather>'));
};

// By default, the silence that ends speech is the key timeout (docs, voice/twiml/gather).
const AUTO_QUIET_MS = 1000;

const speechOf = (a: XmlElement['attributes']): GatherVerb['speech'] => {
  if (!(a.input ?? 'dtmf').split(/\s+/).includes('speech')) return undefined;
  const timeout = a.speechTimeout ?? a.timeout ?? '5';
  return {
    language: a.language ?? 'en-US',
    quietMs: timeout === 'auto' ? AUTO_QUIET_MS : Number(timeout) * 1000,
    partial: askOf(a, 'partialResultCallback', 'partialResultCallbackMethod'),
  };
};

const readGather = ({ attributes: a, children }: XmlElement): Result<Verb, TwimlFault> => {
  const prompts: Prompt[] = [];
  for (const child of children) {
    const prompt = readPrompt(child);
    if (!prompt.ok) return prompt;
    prompts.push(prompt.value);
  }
  return ok({
    verb: 'Gather',
    hearsKeys: (a.input ?? 'dtmf').split(/\s+/).includes('dtmf'),
    speech: speechOf(a),
    action: a.action,
    method: methodOf(a.method),
    timeoutS: Number(a.timeout ?? 5),
    numDigits: a.numDigits === undefined ? undefined : Number(a.numDigits),
    finishOnKey: a.finishOnKey ?? '#',
    actionOnEmptyResult: isTrue(a.actionOnEmptyResult, false),
    prompts,
  });
};

const readers: Readonly<Record<string, (element: XmlElement) => Result<Verb, TwimlFault>>> = {
  ...MEDIA_READERS,
  Dial: readDial,
  Gather: readGather,
  Play: readPlay,
  Say: e =>
    ok({
      verb: 'Say',
      text: e.text.trim(),
      language: e.attributes.language ?? 'en-US',
      loop: Number(e.attributes.loop ?? 1),
    }),
  Record: readRecord,
  Pause: e => ok({ verb: 'Pause', seconds: Number(e.attributes.length ?? 1) }),
  Hangup: () => ok({ verb: 'Hangup' }),
  Reject: e => ok({ verb: 'Reject', reason: e.attributes.reason === 'busy' ? 'busy' : 'rejected' }),
  Redirect: e => ok({ verb: 'Redirect', url: e.text.trim(), method: methodOf(e.attributes.method) }),
};

/** Reads a TwiML document into verbs, or returns the fault Twilio would report. */
export const parseTwiml = (source: string): Result<readonly Verb[], TwimlFault> => {
  if (Buffer.byteLength(source) > MAX_BYTES) {
    return err({ code: 11750, message: 'TwiML response body too large' });
  }
  const xml = parseXml(source.trim());
  if (!xml.ok) return err({ code: 12100, message: `line ${xml.error.line}: ${xml.error.message}` });
  if (xml.value.name !== 'Response') return err(fault(xml.value, 12100, 'the root is not <Response>'));
  const wrong = faultOf(xml.value);
  if (wrong) return err(wrong);
  const verbs: Verb[] = [];
  for (const element of xml.value.children) {
    const read = readers[element.name]?.(element);
    if (!read) continue;
    if (!read.ok) return read;
    verbs.push(read.value);
  }
  return ok(verbs);
};

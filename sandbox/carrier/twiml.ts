import { err, ok, type Result } from '../../shared/result.ts';
import { beepOf } from './conference.ts';
import { GRAMMAR, NOT_SPOKEN, SCHEMA } from './twiml-grammar.ts';
import type { Callback, ConferenceNoun, Dial, Party, Prompt, Verb } from './twiml-verbs.ts';
import { parseXml, type XmlElement } from './xml.ts';

export type TwimlFault = { readonly code: number; readonly message: string };

const MAX_BYTES = 64 * 1024;

const fault = (element: XmlElement, code: number, message: string): TwimlFault => ({
  code,
  message: `line ${element.line}: ${message}`,
});

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
  if (has && wanted === 'none') return fault(element, SCHEMA, `<${element.name}> has no text`);
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
      const why = NOT_SPOKEN.has(child.name) ? 'is not spoken by the sandbox carrier' : 'is not allowed';
      return fault(child, SCHEMA, `<${child.name}> ${why} in <${element.name}>`);
    }
    const deeper = faultOf(child);
    if (deeper) return deeper;
  }
  return undefined;
};

const isTrue = (value: string | undefined, otherwise: boolean): boolean =>
  value === undefined ? otherwise : value === 'true';
const words = (text: string | undefined): string[] => (text === undefined ? [] : text.split(/\s+/));
const methodOf = (text: string | undefined): 'GET' | 'POST' => (text === 'GET' ? 'GET' : 'POST');

const callbackOf = (a: XmlElement['attributes'], name: string): Callback | undefined => {
  const url = a[name];
  if (url === undefined) return undefined;
  return { url, method: methodOf(a[`${name}Method`]), events: words(a[`${name}Event`]) };
};

// Twilio dials at most ten at once (docs, voice/twiml/dial).
const MOST_PARTIES = 10;

const readConference = ({ attributes: a, text }: XmlElement): ConferenceNoun => ({
  noun: 'Conference',
  name: text.trim(),
  muted: isTrue(a.muted, false),
  startOnEnter: isTrue(a.startConferenceOnEnter, true),
  endOnExit: isTrue(a.endConferenceOnExit, false),
  beep: beepOf(a.beep),
  waitUrl: a.waitUrl,
  waitMethod: methodOf(a.waitMethod),
  label: a.participantLabel,
  maxParticipants: Number(a.maxParticipants ?? 250),
  statusCallback: callbackOf(a, 'statusCallback'),
});

const readClient = (client: XmlElement): Result<Party, TwimlFault> => {
  const named = client.children.filter(({ name }) => name === 'Identity').map(({ text }) => text.trim());
  const identity = named[0] ?? client.text.trim();
  if (identity === '' || named.length > 1) return err(fault(client, SCHEMA, '<Client> names one identity'));
  const custom = client.children
    .filter(({ name }) => name === 'Parameter')
    .map(({ attributes }) => [attributes.name ?? '', attributes.value ?? '']);
  return ok({
    noun: 'Client',
    identity,
    custom: Object.fromEntries(custom),
    statusCallback: callbackOf(client.attributes, 'statusCallback'),
  });
};

const readParty = (noun: XmlElement): Result<Party, TwimlFault> =>
  noun.name === 'Client'
    ? readClient(noun)
    : ok({
        noun: 'Number',
        number: noun.text.trim(),
        statusCallback: callbackOf(noun.attributes, 'statusCallback'),
      });

/** Everybody a dial rings, or the room it enters. */
const readTo = (dial: XmlElement): Result<Dial['to'], TwimlFault> => {
  const text = dial.text.trim();
  const nouns = dial.children;
  const [first] = nouns;
  if (!first && text === '') return err(fault(dial, SCHEMA, '<Dial> dials nobody'));
  if (!first) return ok([{ noun: 'Number', number: text, statusCallback: undefined }]);
  if (text !== '') return err(fault(dial, 13215, '<Dial> has both text and a noun'));
  const room = nouns.find(({ name }) => name === 'Conference');
  if (room && nouns.length > 1) return err(fault(dial, SCHEMA, 'a <Conference> is dialled alone'));
  if (room) return ok(readConference(room));
  if (nouns.length > MOST_PARTIES) return err(fault(dial, SCHEMA, '<Dial> rings ten parties at most'));
  const parties: Party[] = [];
  for (const noun of nouns) {
    const party = readParty(noun);
    if (!party.ok) return party;
    parties.push(party.value);
  }
  return ok(parties);
};

const readDial = (element: XmlElement): Result<Dial, TwimlFault> => {
  const to = readTo(element);
  if (!to.ok) return to;
  const a = element.attributes;
  return ok({
    verb: 'Dial',
    action: a.action,
    method: methodOf(a.method),
    timeoutS: Number(a.timeout ?? 30),
    timeLimitS: Number(a.timeLimit ?? 14_400),
    callerId: a.callerId,
    answerOnBridge: isTrue(a.answerOnBridge, false),
    to: to.value,
  });
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
  });

const readPrompt = (element: XmlElement): Result<Prompt, TwimlFault> => {
  const read = readers[element.name]?.(element);
  if (read?.ok === false) return read;
  const verb = read?.value;
  if (verb?.verb === 'Say' || verb?.verb === 'Play' || verb?.verb === 'Pause') return ok(verb);
  return err(fault(element, SCHEMA, 'digits are not played while digits are gathered'));
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
  Dial: readDial,
  Gather: readGather,
  Play: readPlay,
  Say: e => ok({ verb: 'Say', text: e.text.trim(), loop: Number(e.attributes.loop ?? 1) }),
  Record: readRecord,
  Pause: e => ok({ verb: 'Pause', seconds: Number(e.attributes.length ?? 1) }),
  Hangup: () => ok({ verb: 'Hangup' }),
  Reject: e => ok({ verb: 'Reject', reason: e.attributes.reason === 'busy' ? 'busy' : 'rejected' }),
  Redirect: e => ok({ verb: 'Redirect', url: e.text.trim(), method: methodOf(e.attributes.method) }),
};

/** Reads a TwiML document into verbs, or says what Twilio would hold against it. */
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

import { err, ok, type Result } from '../../../shared/result.ts';
import { amdOf } from '../calls/amd.ts';
import type { TwimlFault } from './parse.ts';
import {
  askOf,
  beepOf,
  callbackOf,
  fault,
  isTrue,
  methodOf,
  parametersOf,
  recordHow,
} from './read-attributes.ts';
import { SCHEMA } from './rules.ts';
import type { ConferenceNoun, Dial, Party, QueueNoun } from './verbs.ts';
import type { XmlElement } from './xml.ts';

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
  coach: a.coach,
  record: a.record === 'record-from-start' ? recordHow(a, 1, undefined, true) : undefined,
  statusCallback: callbackOf(a, 'statusCallback'),
});

const readQueue = ({ attributes: a, text }: XmlElement): QueueNoun => ({
  noun: 'Queue',
  name: text.trim(),
  whisper: askOf(a, 'url', 'method'),
});

/** The answering machine detection of one leg, under the REST interface's parameter names. */
const detectionOf = (a: XmlElement['attributes']) =>
  amdOf(name => {
    const own = name === 'AsyncAmd' ? undefined : a[name.charAt(0).toLowerCase() + name.slice(1)];
    return own ?? (name === 'AsyncAmdStatusCallback' ? a.amdStatusCallback : undefined);
  }, 'background');

const calledOf = ({ attributes: a }: XmlElement) => ({
  statusCallback: callbackOf(a, 'statusCallback'),
  whisper: askOf(a, 'url', 'method'),
  amd: detectionOf(a),
});

const readClient = (client: XmlElement): Result<Party, TwimlFault> => {
  const named = client.children.filter(({ name }) => name === 'Identity').map(({ text }) => text.trim());
  const identity = named[0] ?? client.text.trim();
  if (identity === '' || named.length > 1) return err(fault(client, SCHEMA, '<Client> takes one identity'));
  return ok({ noun: 'Client', identity, custom: parametersOf(client), ...calledOf(client) });
};

const readParty = (noun: XmlElement): Result<Party, TwimlFault> => {
  if (noun.name === 'Client') return readClient(noun);
  const text = noun.text.trim();
  if (noun.name === 'Number') {
    const { sendDigits } = noun.attributes;
    return ok({ noun: 'Number', number: text, sendDigits, ...calledOf(noun) });
  }
  if (noun.name === 'Sip') return ok({ noun: 'Sip', uri: text, ...calledOf(noun) });
  return err(fault(noun, SCHEMA, `<${noun.name}> cannot be combined with other nouns`));
};

const NOTHING = { statusCallback: undefined, whisper: undefined, amd: undefined };

/** The parties a dial rings, the room it enters, or the queue it takes a call from. */
const readTo = (dial: XmlElement): Result<Dial['to'], TwimlFault> => {
  const text = dial.text.trim();
  const nouns = dial.children;
  const [first] = nouns;
  if (!first && text === '') return err(fault(dial, SCHEMA, '<Dial> has no party to call'));
  if (!first) return ok([{ noun: 'Number', number: text, sendDigits: undefined, ...NOTHING }]);
  if (text !== '') return err(fault(dial, 13215, '<Dial> has both text and a noun'));
  if (nouns.length === 1 && first.name === 'Conference') return ok(readConference(first));
  if (nouns.length === 1 && first.name === 'Queue') return ok(readQueue(first));
  if (nouns.length > MOST_PARTIES) return err(fault(dial, SCHEMA, '<Dial> rings at most ten parties'));
  const parties: Party[] = [];
  for (const noun of nouns) {
    const party = readParty(noun);
    if (!party.ok) return party;
    parties.push(party.value);
  }
  return ok(parties);
};

const recordOf = (a: XmlElement['attributes']): Dial['record'] => {
  const how = a.record ?? 'do-not-record';
  if (how === 'do-not-record' || how === 'false') return undefined;
  const channels = how.endsWith('-dual') ? 2 : 1;
  return {
    ...recordHow(a, channels, a.recordingTrack, false),
    from: how.startsWith('record-from-ringing') ? 'ringing' : 'answer',
  };
};

export const readDial = (element: XmlElement): Result<Dial, TwimlFault> => {
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
    hangupOnStar: isTrue(a.hangupOnStar, false),
    sequential: isTrue(a.sequential, false),
    record: recordOf(a),
    to: to.value,
  });
};

import { hash } from '../carrier/dice.ts';
import { memberOfCrowd } from './population.ts';
import type { Answering, Persona, Step } from './script.ts';
import {
  DANA,
  FAX,
  IVR,
  KEN,
  LEE,
  MARCUS,
  OPT_OUT,
  PRIYA,
  SCREENING,
  SECOND,
  SILENT_VOICEMAIL,
  SLOW,
  SPANISH,
  TALKATIVE,
  VOICEMAIL,
} from './scripts.ts';

const answers = (afterMs: number): Answering => ({ kind: 'answers', afterMs });
const person = (name: string, afterMs: number, script: readonly Step[]): Persona => ({
  name,
  reaction: answers(afterMs),
  script,
});
const refuses = (name: string, sipCode: 486 | 404 | 603, ringsMs?: number): Persona => ({
  name,
  reaction: { kind: 'refuses', sipCode, ringsMs },
  script: [],
});

/** Who answers at 555-01xx, in any area code, by the last two digits; from 20 on a random person of the crowd. */
const BY_SUFFIX: Readonly<Record<string, Persona>> = {
  '00': person('human', 3000, DANA),
  '01': person('voicemail', 4000, VOICEMAIL),
  '02': refuses('busy', 486),
  '03': { name: 'no-answer', reaction: { kind: 'rings' }, script: [] },
  '04': refuses('not-found', 404),
  // Two rings of two seconds with four seconds in between.
  '05': refuses('rejects', 603, 8000),
  '06': person('echo', 1000, [{ echo: true }]),
  '07': person('ivr', 1500, IVR),
  '08': { ...person('hangs-up', 2000, LEE), hangsUpAfterMs: 8000 },
  '09': person('fax', 2000, FAX),
  '10': person('slow', 15_000, SLOW),
  '11': person('silent', 0, []),
  '12': person('talkative', 3000, TALKATIVE),
  '13': { ...person('bad-line', 3000, DANA), loses: 0.2 },
  '14': person('opt-out', 3000, OPT_OUT),
  '15': person('spanish', 3000, SPANISH),
  '16': person('fast-hello', 1000, KEN),
  '17': person('silent-voicemail', 4000, SILENT_VOICEMAIL),
  '18': person('screening', 2000, SCREENING),
  '19': person('second-human', 3000, SECOND),
};

const WORDS: Readonly<Record<string, string>> = {
  '00': 'answers and talks',
  '01': 'voicemail with a beep',
  '02': 'busy',
  '03': 'rings, nobody answers',
  '04': 'no such number',
  '05': 'declines after two rings',
  '06': 'an echo',
  '07': 'a menu with keys',
  '08': 'hangs up after 8 seconds',
  '09': 'a fax',
  '10': 'answers late, speaks slowly',
  '11': 'answers and says nothing',
  '12': 'talkative, can be interrupted',
  '13': 'a bad line that loses a fifth',
  '14': 'wants no more calls',
  '15': 'speaks Spanish',
  '16': 'a quick hello',
  '17': 'voicemail without a greeting',
  '18': 'a screening assistant',
  '19': 'a reception that fetches somebody',
};

/** The people who can be called, for the page. */
export const DIRECTORY = [
  ...Object.entries(WORDS).map(([suffix, name]) => ({ number: `+121255501${suffix}`, name })),
  { number: '+12125550120', name: 'one of a crowd (up to …0199)' },
];

const HUMANS = [
  { name: 'dana', script: DANA },
  { name: 'marcus', script: MARCUS },
  { name: 'priya', script: PRIYA },
] as const;

const FASTEST_MS = 2000;
const SLOWEST_MS = 9000;
const FIRST_OF_CROWD = 20;

const SIP_NAMES = new Map(Object.values(BY_SUFFIX).map(each => [each.name, each]));

/** `sip:human@sandbox?answer=2&talk=30`: the persona, seconds of ringing, and seconds of talk. */
const personaOfSip = (uri: string): Persona => {
  const [, user = '', query = ''] = /^sips?:([^@]+)@[^?;]*[?;]?(.*)$/.exec(uri) ?? [];
  const known = SIP_NAMES.get(user);
  if (!known) return refuses('not-found', 404);
  const asked = new URLSearchParams(query.replaceAll(';', '&'));
  const seconds = (name: string) => (asked.has(name) ? Number(asked.get(name)) * 1000 : Number.NaN);
  const afterMs = seconds('answer');
  const talkMs = seconds('talk');
  return {
    ...known,
    ...(afterMs >= 0 ? { reaction: answers(afterMs) } : {}),
    ...(talkMs >= 0 ? { hangsUpAfterMs: talkMs } : {}),
  };
};

/** The person at a telephone number (E.164) or SIP address. The same number and seed always give the same person. */
export const personaOf = (address: string, seed: number): Persona => {
  if (/^sips?:/.test(address)) return personaOfSip(address);
  const suffix = /^\+1\d{3}55501(\d\d)$/.exec(address)?.[1];
  const known = suffix === undefined ? undefined : BY_SUFFIX[suffix];
  if (known) return known;
  if (Number(suffix) >= FIRST_OF_CROWD) return memberOfCrowd(address, seed);
  const chance = hash(`${seed}:${address}`);
  const human = HUMANS[chance % HUMANS.length] ?? HUMANS[0];
  return person(human.name, FASTEST_MS + ((chance >>> 8) % (SLOWEST_MS - FASTEST_MS)), human.script);
};

import { hash } from '../carrier/dice.ts';
import type { Persona, Step } from './script.ts';

const TURN: Step = { listenUntilQuietMs: 900, atMostMs: 5000 };

const DANA: readonly Step[] = [
  { pauseMs: 300 },
  { say: 'dana-hello' },
  TURN,
  { say: 'dana-who' },
  TURN,
  { say: 'dana-more' },
  TURN,
  { say: 'dana-mail' },
  TURN,
  { say: 'dana-bye' },
];

const MARCUS: readonly Step[] = [
  { pauseMs: 200 },
  { say: 'marcus-hello' },
  TURN,
  { say: 'marcus-busy' },
  TURN,
  { say: 'marcus-price' },
  TURN,
  { say: 'marcus-tuesday' },
];

const PRIYA: readonly Step[] = [
  { pauseMs: 400 },
  { say: 'priya-hello' },
  TURN,
  { say: 'priya-listening' },
  TURN,
  { say: 'priya-colleague' },
];

/** Who answers at 555-01xx, in any area code, by the last two digits. */
const BY_SUFFIX: Readonly<Record<string, Persona>> = {
  '00': { name: 'human', reaction: { kind: 'answers', afterMs: 3000 }, script: DANA },
  '01': {
    name: 'voicemail',
    reaction: { kind: 'answers', afterMs: 4000 },
    script: [{ pauseMs: 500 }, { say: 'sam-voicemail' }, { pauseMs: 300 }, { beepMs: 400 }],
  },
  '02': { name: 'busy', reaction: { kind: 'refuses', sipCode: 486, ringsMs: undefined }, script: [] },
  '03': { name: 'no-answer', reaction: { kind: 'rings' }, script: [] },
  '04': { name: 'not-found', reaction: { kind: 'refuses', sipCode: 404, ringsMs: undefined }, script: [] },
  // Two rings of two seconds with four seconds between them.
  '05': { name: 'rejects', reaction: { kind: 'refuses', sipCode: 603, ringsMs: 8000 }, script: [] },
  '06': { name: 'echo', reaction: { kind: 'answers', afterMs: 1000 }, script: [{ echo: true }] },
  '08': {
    name: 'hangs-up',
    reaction: { kind: 'answers', afterMs: 2000 },
    script: [{ pauseMs: 300 }, { say: 'marcus-hello' }, { pauseMs: 2000 }, { say: 'lee-meeting' }],
    hangsUpAfterMs: 8000,
  },
  '11': { name: 'silent', reaction: { kind: 'answers', afterMs: 0 }, script: [] },
};

const HUMANS = [
  { name: 'dana', script: DANA },
  { name: 'marcus', script: MARCUS },
  { name: 'priya', script: PRIYA },
] as const;

const FASTEST_MS = 2000;
const SLOWEST_MS = 9000;

/** The person at a telephone number (E.164). The same number and seed always meet the same one. */
export const personaOf = (number: string, seed: number): Persona => {
  const suffix = /^\+1\d{3}55501(\d\d)$/.exec(number)?.[1];
  const known = suffix === undefined ? undefined : BY_SUFFIX[suffix];
  if (known) return known;
  const chance = hash(`${seed}:${number}`);
  const human = HUMANS[chance % HUMANS.length] ?? HUMANS[0];
  const afterMs = FASTEST_MS + ((chance >>> 8) % (SLOWEST_MS - FASTEST_MS));
  return { ...human, reaction: { kind: 'answers', afterMs } };
};

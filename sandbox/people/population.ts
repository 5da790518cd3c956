import { dice, hash } from '../carrier/dice.ts';
import type { Answering, Persona, Step } from './script.ts';
import { DANA, KEN, MARCUS, PRIYA, SLOW, VOICEMAIL } from './scripts.ts';

/** A group within a crowd: an outcome, its frequency, and how long its calls last (milliseconds). */
export type Share = {
  readonly name: string;
  readonly weight: number;
  readonly answers: 'human' | 'machine' | 'busy' | 'nobody' | 'not found';
  readonly talksMs?: readonly [shortest: number, longest: number];
};

/** A day of cold calls. */
export const CROWD: readonly Share[] = [
  { name: 'human', weight: 30, answers: 'human', talksMs: [15_000, 180_000] },
  { name: 'brush-off', weight: 12, answers: 'human', talksMs: [3000, 12_000] },
  { name: 'voicemail', weight: 33, answers: 'machine', talksMs: [20_000, 40_000] },
  { name: 'no-answer', weight: 17, answers: 'nobody' },
  { name: 'busy', weight: 5, answers: 'busy' },
  { name: 'not-found', weight: 3, answers: 'not found' },
];

const VOICES: readonly (readonly Step[])[] = [DANA, MARCUS, PRIYA, KEN, SLOW];

const between = ([least, most]: readonly [number, number], chance: number): number =>
  Math.round(least + (most - least) * chance);

const answering = (answers: Share['answers'], chance: number): Answering => {
  if (answers === 'busy') return { kind: 'refuses', sipCode: 486, ringsMs: undefined };
  if (answers === 'not found') return { kind: 'refuses', sipCode: 404, ringsMs: undefined };
  if (answers === 'nobody') return { kind: 'rings' };
  return {
    kind: 'answers',
    afterMs: between(answers === 'machine' ? [12_000, 22_000] : [2000, 15_000], chance),
  };
};

/** The person at a crowd's number. The same number and seed always give the same person. */
export const memberOfCrowd = (number: string, seed: number, crowd = CROWD): Persona => {
  const next = dice(hash(`${seed}:${number}`));
  const all = crowd.reduce((sum, { weight }) => sum + weight, 0);
  let left = next() * all;
  const share = crowd.find(({ weight }) => {
    left -= weight;
    return left < 0;
  });
  if (!share) throw new Error('A crowd has at least one share.');
  const reaction = answering(share.answers, next());
  const voice = VOICES[Math.floor(next() * VOICES.length)] ?? DANA;
  return {
    name: `crowd:${share.name}`,
    reaction,
    script: share.answers === 'machine' ? VOICEMAIL : share.answers === 'human' ? voice : [],
    ...(share.talksMs ? { hangsUpAfterMs: between(share.talksMs, next()) } : {}),
  };
};

import { type Case, type Feature, LEVELS, type Level } from './feature-list.ts';
import type { Outcome } from './reports.ts';

/** A journey covers the whole product; a test of the Worker has its storage and a carrier; others test one part. */
export const levelOf = ({ runner, file }: Pick<Outcome, 'runner' | 'file'>): Level => {
  if (runner === 'playwright') return 'journey';
  return /(?:^|\/)tests\/worker\//.test(file.replaceAll('\\', '/')) ? 'worker' : 'unit';
};

const reaches = (level: Level, needed: Level) => LEVELS.indexOf(level) >= LEVELS.indexOf(needed);

/** Every text in brackets that begins like an id. */
const idsIn = (title: string): string[] =>
  [...title.matchAll(/\[([FX]\d[^\]]*)\]/g)].map(([, id = '']) => id);

export type Proof = Feature & {
  readonly proved: readonly number[];
  readonly missing: readonly number[];
};

/** A case is proved by a test that passed at its level or above, unless any test that carries its id failed. */
const isProved = ({ id, level }: Case, outcomes: readonly Outcome[]): boolean => {
  const about = outcomes.filter(test => idsIn(test.title).includes(id));
  return about.every(test => test.passed) && about.some(test => reaches(levelOf(test), level));
};

export const prove = (features: readonly Feature[], outcomes: readonly Outcome[]): Proof[] =>
  features.map(feature => {
    const proved = feature.cases.filter(each => isProved(each, outcomes));
    return {
      ...feature,
      proved: proved.map(each => each.number),
      missing: feature.cases.filter(each => !proved.includes(each)).map(each => each.number),
    };
  });

export type Summary = {
  readonly proved: readonly string[];
  readonly partial: readonly string[];
  readonly missing: readonly string[];
  readonly cases: Readonly<Record<string, { proved: readonly number[]; missing: readonly number[] }>>;
};

/** A feature is proved if all its cases are, partial if some are, and missing if none is. */
export const summarise = (proofs: readonly Proof[]): Summary => {
  const idsOf = (some: (proof: Proof) => boolean) => proofs.filter(some).map(each => each.id);
  const isWhole = (proof: Proof) => proof.proved.length > 0 && proof.missing.length === 0;
  return {
    proved: idsOf(isWhole),
    partial: idsOf(proof => proof.proved.length > 0 && !isWhole(proof)),
    missing: idsOf(proof => proof.proved.length === 0),
    cases: Object.fromEntries(proofs.map(({ id, proved, missing }) => [id, { proved, missing }])),
  };
};

/** Ids in titles that prove nothing, one sentence each: there is no such case, or the test is below its level. */
export const idleIds = (
  features: readonly Feature[],
  tests: readonly Pick<Outcome, 'title' | 'runner' | 'file'>[],
): string[] => {
  const levels = new Map(features.flatMap(feature => feature.cases.map(each => [each.id, each.level])));
  const sentences = tests.flatMap(test =>
    idsIn(test.title).flatMap(id => {
      const needed = levels.get(id);
      if (!needed) return [`[${id}] is no case of docs/features/: ${test.file}`];
      if (reaches(levelOf(test), needed)) return [];
      return [`[${id}] is a ${needed} case, and a ${levelOf(test)} test does not prove it: ${test.file}`];
    }),
  );
  return [...new Set(sentences)].sort();
};

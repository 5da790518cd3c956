import type { Outcome } from './reports.ts';

export type Feature = { readonly id: string; readonly name: string };

/** The rows of docs/features.md. */
export const readFeatures = (markdown: string): Feature[] =>
  [...markdown.matchAll(/^\| (F\d{3}) \| ([^|]+?) \|/gm)].map(([, id = '', name = '']) => ({ id, name }));

export type Proof = Feature & {
  readonly proved: boolean;
  readonly passed: number;
  readonly failed: number;
};

/** A feature is proved when a passing test carries its id, `[F012]`, and no test that carries it failed. */
export const prove = (features: readonly Feature[], outcomes: readonly Outcome[]): Proof[] =>
  features.map(feature => {
    const about = outcomes.filter(test => test.title.includes(`[${feature.id}]`));
    const failed = about.filter(test => !test.passed).length;
    const passed = about.length - failed;
    return { ...feature, passed, failed, proved: passed > 0 && failed === 0 };
  });

/** Ids in test titles that docs/features.md does not have: a slip of the pen proves nothing. */
export const strangers = (features: readonly Feature[], outcomes: readonly Outcome[]): string[] => {
  const known = new Set(features.map(feature => feature.id));
  const named = outcomes.flatMap(test => [...test.title.matchAll(/\[(F\d+)\]/g)].map(([, id = '']) => id));
  return [...new Set(named)].filter(id => !known.has(id)).sort();
};

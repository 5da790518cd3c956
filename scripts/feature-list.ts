// What the product should do, as listed in docs/features/.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './process.ts';

/** From the weakest to the strongest: a test proves cases of its own level and of those before it. */
export const LEVELS = ['unit', 'worker', 'journey'] as const;
export type Level = (typeof LEVELS)[number];

export type Case = { readonly id: string; readonly number: number; readonly level: Level };
export type Feature = { readonly id: string; readonly name: string; readonly cases: readonly Case[] };

const HEADING = /^## ([FX]\d+) (.+)$/;
const CASE = /^- ([FX]\d+)\.(\d+) \[(unit|worker|journey)\] \S/;

/** The features of one chapter of docs/features/ with their cases. */
export const readFeatures = (markdown: string): Feature[] => {
  const features: (Feature & { cases: Case[] })[] = [];
  for (const line of markdown.split('\n')) {
    const [, heading, name = ''] = HEADING.exec(line) ?? [];
    if (heading) features.push({ id: heading, name, cases: [] });
    const [, of, number, level] = CASE.exec(line) ?? [];
    const feature = features.at(-1);
    if (feature && feature.id === of) {
      feature.cases.push({ id: `${of}.${number}`, number: Number(number), level: level as Level });
    }
  }
  return features;
};

const FOLDER = join(ROOT, 'docs/features');

export const everyFeature = (): Feature[] =>
  readdirSync(FOLDER)
    .flatMap(chapter => readFeatures(readFileSync(join(FOLDER, chapter), 'utf8')))
    .sort((a, b) => (a.id < b.id ? -1 : 1));

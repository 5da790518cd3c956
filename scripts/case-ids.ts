import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { everyFeature } from './feature-list.ts';
import { ROOT } from './process.ts';
import { idleIds } from './prove.ts';

/** This test's titles contain example ids that prove nothing. */
const ABOUT_IDS = 'features.test.ts';

/** Case ids in our test titles that prove nothing, with the reason in one sentence each, without running a test. */
export const idleIdsInSources = (): string[] => {
  const files = readdirSync(join(ROOT, 'tests'), { recursive: true, encoding: 'utf8' }).filter(
    file => /\.(test|spec)\.tsx?$/.test(file) && !file.endsWith(ABOUT_IDS),
  );
  const sources = files.map(file => ({
    title: readFileSync(join(ROOT, 'tests', file), 'utf8'),
    file: join('tests', file),
    runner: file.endsWith('.spec.ts') ? ('playwright' as const) : ('vitest' as const),
  }));
  return idleIds(everyFeature(), sources);
};

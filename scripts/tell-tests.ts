import { isAbsolute, relative } from 'node:path';
import { ROOT } from './process.ts';
import type { Told } from './run-tests.ts';

/** Vitest reports whole paths, Playwright paths relative to its folder. */
const nameOf = (file: string) => (isAbsolute(file) ? relative(ROOT, file) : file);

/** Prints the failures, how long each part took (standard error), and the last line: `N passed, N failed`. */
export const tellTests = ({ outcomes, breakages, durations, unchanged }: Told): void => {
  const failures = [
    ...outcomes.filter(test => !test.passed).map(test => `${nameOf(test.file)}: ${test.title}`),
    ...breakages,
  ];
  const passed = outcomes.filter(test => test.passed).length - unchanged;

  if (failures.length) console.log(`\nFailed:\n${failures.map(line => `  ${line}`).join('\n')}`);
  if (passed === 0 && failures.length === 0) failures.push('no test ran');
  if (unchanged)
    console.error(
      `\nNot run again: ${unchanged} tests of the carrier passed before, and nothing they depend on has changed since.`,
    );
  console.error(`\nTook: ${durations.join(', ')}`);
  console.log(`\n${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length ? 1 : 0;
};

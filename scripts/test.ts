// `npm test`: every test of every part, then the journeys in a real Chromium. A skipped test counts as failed.
import { isAbsolute, relative } from 'node:path';
import { ROOT } from './process.ts';
import { runTests } from './run-tests.ts';

/** Vitest tells whole paths, Playwright those below its folder. */
const nameOf = (file: string) => (isAbsolute(file) ? relative(ROOT, file) : file);

const { outcomes, breakages } = await runTests('stdout');
const failures = [
  ...outcomes.filter(test => !test.passed).map(test => `${nameOf(test.file)}: ${test.title}`),
  ...breakages,
];
const passed = outcomes.filter(test => test.passed).length;

if (failures.length) console.log(`\nFailed:\n${failures.map(line => `  ${line}`).join('\n')}`);
if (passed === 0 && failures.length === 0) failures.push('no test ran');
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length ? 1 : 0;

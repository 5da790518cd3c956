// `npm test`: every test of every part, then the journeys in a real Chromium. A skipped test counts as failed.
import { runTests } from './run-tests.ts';

const { outcomes, breakages } = await runTests('stdout');
const failures = [
  ...outcomes.filter(test => !test.passed).map(test => `${test.file}: ${test.title}`),
  ...breakages,
];
const passed = outcomes.filter(test => test.passed).length;

if (failures.length) console.log(`\nFailed:\n${failures.map(line => `  ${line}`).join('\n')}`);
if (passed === 0 && failures.length === 0) failures.push('no test ran');
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length ? 1 : 0;

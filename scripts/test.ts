// `npm test`: every test of every part, then the journeys in a real Chromium. A skipped test counts as failed.
// `npm test -- calls` runs the test files that concern a capability, or whose path contains the word.
import { concerning } from './concerning.ts';
import { runChosen, runTests } from './run-tests.ts';
import { tellTests } from './tell-tests.ts';

const words = process.argv.slice(2).filter(word => !word.startsWith('-'));
if (words.length === 0) tellTests(await runTests('stdout'));
else {
  const chosen = concerning(words);
  const files = chosen.parts.length + chosen.journeys.length;
  process.stderr.write(`${files} test files concern ${words.join(', ')}.\n`);
  tellTests(await runChosen(chosen));
}

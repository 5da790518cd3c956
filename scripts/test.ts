// `npm test`: every test of every part, then the journeys in a real Chromium. A skipped test counts as failed.
import { runTests } from './run-tests.ts';
import { tellTests } from './tell-tests.ts';

tellTests(await runTests('stdout'));

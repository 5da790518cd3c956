// `npm run test:long`: properties and races ten times as often, or as often as RUNS says, and twenty minutes on duty
// (SOAK_MINUTES) in an idle browser.
import { runLongTests } from './run-tests.ts';
import { tellTests } from './tell-tests.ts';

tellTests(await runLongTests(Number(process.env.RUNS || 10), Number(process.env.SOAK_MINUTES || 20)));

// `npm run features`: which features of docs/features.md do the tests of exactly this tree prove?
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './process.ts';
import { prove, readFeatures, strangers } from './prove.ts';
import { readReports, treeKey } from './reports.ts';
import { runTests } from './run-tests.ts';

const asJson = process.argv.includes('--json');
const key = await treeKey();
const kept = readReports(key);
if (!kept) process.stderr.write(`No reports of ${key} yet: running the tests.\n`);
const { outcomes, breakages } = kept ?? (await runTests('stderr'));

const features = readFeatures(readFileSync(join(ROOT, 'docs/features.md'), 'utf8'));
const proofs = prove(features, outcomes);
const proved = proofs.filter(each => each.proved).map(each => each.id);
const missing = proofs.filter(each => !each.proved).map(each => each.id);

for (const id of strangers(features, outcomes)) {
  process.stderr.write(`A test names ${id}, which docs/features.md does not have.\n`);
}
for (const breakage of breakages) process.stderr.write(`Not all tests ran: ${breakage}\n`);
if (asJson) {
  console.log(JSON.stringify({ proved, missing }));
} else {
  for (const { id, name, passed, failed } of proofs) {
    const tests = passed + failed === 0 ? 'no test' : `${passed} passed${failed ? `, ${failed} failed` : ''}`;
    console.log(`${failed === 0 && passed > 0 ? '✓' : ' '} ${id}  ${name.padEnd(34)} ${tests}`);
  }
  console.log(`\n${proved.length} of ${features.length} proved by the tests of ${key}`);
}

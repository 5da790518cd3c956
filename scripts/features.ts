// `npm run features`: which cases of docs/features/ do the tests of exactly this tree prove?
import { everyFeature } from './feature-list.ts';
import { idleIds, type Proof, prove, summarise } from './prove.ts';
import { readReports, treeKey } from './reports.ts';
import { runTests } from './run-tests.ts';

const lineOf = ({ id, name, proved, missing, cases }: Proof) => {
  const mark = missing.length === 0 ? '✓' : proved.length ? '~' : ' ';
  const lacks = proved.length && missing.length ? `, without ${missing.join(', ')}` : '';
  return `${mark} ${id}  ${name.padEnd(34)} ${proved.length} of ${cases.length} cases${lacks}`;
};

const key = await treeKey();
const kept = readReports(key);
if (!kept)
  process.stderr.write(
    `The tests have not run on this tree (${key}) yet: running all of them first, about half an hour.\n`,
  );
const { outcomes, breakages } = kept ?? (await runTests('stderr'));

const features = everyFeature();
const proofs = prove(features, outcomes);
const summary = summarise(proofs);

for (const sentence of idleIds(features, outcomes)) process.stderr.write(`${sentence}\n`);
for (const breakage of breakages) process.stderr.write(`Not all tests ran: ${breakage}\n`);
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(summary));
} else {
  const count = (of: (proof: Proof) => number) => proofs.reduce((sum, proof) => sum + of(proof), 0);
  for (const proof of proofs) console.log(lineOf(proof));
  console.log(
    `\n${summary.proved.length} of ${features.length} features proved, ${summary.partial.length} in part; ` +
      `${count(each => each.proved.length)} of ${count(each => each.cases.length)} cases, by the tests of ${key}`,
  );
}

// `npm run check`: format, lint and walls (Biome), the types generated from wrangler.toml, the types of every part,
// and the case ids in test titles.
import { idleIdsInSources } from './case-ids.ts';
import { runTool } from './process.ts';
import { QUIET_WRANGLER } from './wrangler.ts';

// Passed as arguments on purpose: a solution file with references would check nothing, or require `composite`.
const PROJECTS = ['.', 'shared', 'worker', 'extension', 'sandbox/page/app', 'tests', 'tests/worker'];

const STEPS = [
  { name: 'format, lint and walls', command: 'biome', args: ['ci', '.', '--colors=off'] },
  {
    name: 'types of the bindings (wrangler types worker/env.d.ts)',
    command: 'wrangler',
    args: ['types', 'worker/env.d.ts', '--include-runtime=false', '--strict-vars=false', '--check'],
  },
  { name: 'types', command: 'tsc', args: ['-b', ...PROJECTS, '--noEmit', '--pretty', 'false'] },
];

const failed: string[] = [];
for (const { name, command, args } of STEPS) {
  const start = performance.now();
  const { code, output } = await runTool(command, args, { env: { ...QUIET_WRANGLER } });
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (code === 0) {
    console.log(`✓ ${name} (${seconds} s)`);
    continue;
  }
  failed.push(name);
  console.log(`✗ ${name} (${seconds} s)\n${output.trimEnd()}\n`);
}
const idle = idleIdsInSources();
if (idle.length) failed.push('case ids');
console.log(`${idle.length ? '✗' : '✓'} case ids in test titles`);
for (const sentence of idle) console.log(sentence);
if (failed.length) {
  console.log(`check failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}

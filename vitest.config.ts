import { availableParallelism } from 'node:os';
import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';
import { PATIENCE_MS } from './tests/patience-ms.ts';

// The REST calls of the Worker under test go to the tests' own carrier.
const TEST_CARRIER = {
  CARRIER_URL: 'http://carrier.test',
  SIGNALLING_URL: 'ws://127.0.0.1:8790/signal',
  MAIL_URL: 'http://mail.test/send',
  SEALING_KEY_1: 'a2V5LW9mLXRoZS10ZXN0cy1rZXktb2YtdGhlLXRlc3Q',
};

// Set by `npm run test:long`: properties and races run this many times as often (tests/runs.ts).
const RUNS = Number(process.env.RUNS || 1);
// Tests in workerd take seconds on two cores shared with a browser.
const USUAL_TIMEOUT_MS = 20_000;
const EVERY = {
  provide: { runs: RUNS },
  testTimeout: Math.max(1, RUNS) * USUAL_TIMEOUT_MS,
  hookTimeout: Math.max(1, RUNS) * USUAL_TIMEOUT_MS,
  setupFiles: ['tests/patience.ts', ...(RUNS === 1 ? [] : ['tests/runs.ts'])],
  expect: { poll: { timeout: PATIENCE_MS } },
};

const CALLS = 'tests/worker/calls/**/*.test.ts';
// They run what concerns everything in the database, such as the nightly sweep, or fill it.
const SWEEPING = [
  'audit-seals',
  'calls/account-change',
  'isolation',
  'jobs',
  'prices',
  'recordings',
  'scheduled',
  'search',
  'settings',
].map(name => `tests/worker/${name}.test.ts`);

type WorkerTests = {
  readonly name: string;
  readonly include: string[];
  readonly exclude?: string[];
  /** False: files share a workerd and its database, which saves each the time to start one. */
  readonly isolate?: false;
};

// A queue that waits for more messages, as wrangler.toml has it, would make each mail and job take seconds.
const AT_ONCE = { maxBatchTimeout: 0 };
const QUEUES = {
  'ringside-jobs': { ...AT_ONCE, maxBatchSize: 10, maxRetries: 5, deadLetterQueue: 'ringside-jobs-dead' },
  'ringside-jobs-dead': { ...AT_ONCE, maxRetries: 100 },
};

const worker = (tests: WorkerTests) => ({
  plugins: [
    cloudflareTest(async () => ({
      wrangler: { configPath: './wrangler.toml' },
      miniflare: {
        bindings: { TEST_MIGRATIONS: await readD1Migrations('worker/migrations'), ...TEST_CARRIER },
        queueConsumers: QUEUES,
      },
    })),
  ],
  test: { ...EVERY, setupFiles: [...EVERY.setupFiles, 'tests/worker/setup.ts'], ...tests },
});

export default defineConfig({
  test: {
    // Tests mostly wait for workerd and other processes, so even on two cores, two workers are faster than one.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // A console line from another I/O context (an alarm, a waitUntil) during a file's last round trip is held back,
    // and vitest waits for it for ever: https://github.com/cloudflare/workers-sdk/issues/15719
    disableConsoleIntercept: true,
    // Vite servers do not end on their own after workerd was used; all tests are finished and reported by then.
    teardownTimeout: 1_000,
    projects: [
      {
        test: {
          ...EVERY,
          name: 'shared',
          include: ['tests/shared/**/*.test.ts', 'tests/scripts/**/*.test.ts'],
          isolate: false,
        },
      },
      { test: { ...EVERY, name: 'sandbox', include: ['tests/sandbox/**/*.test.ts'] } },
      {
        plugins: [preact()],
        test: {
          ...EVERY,
          name: 'extension',
          setupFiles: [...EVERY.setupFiles, 'tests/extension/patience.ts', 'tests/extension/setup.ts'],
          // A process and a DOM for each file would cost as much as the tests.
          isolate: false,
          include: ['tests/extension/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
        },
      },
      // Each test makes workspaces of its own and has those of others beside it anyway, so most files share a workerd.
      worker({ name: 'worker-calls', include: [CALLS], exclude: SWEEPING, isolate: false }),
      worker({ name: 'worker', include: ['tests/worker/*.test.ts'], exclude: SWEEPING, isolate: false }),
      worker({ name: 'worker-sweeps', include: SWEEPING }),
    ],
  },
});

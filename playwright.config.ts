import { defineConfig } from '@playwright/test';
import { PATIENCE_MS } from './tests/patience-ms.ts';

// One worker: the stack is real, and two of them on a small machine would time each other out. Only journeys that wait
// for most of their time run in a second one beside the others (scripts/run-tests.ts).
export default defineConfig({
  testDir: 'tests/journeys',
  testMatch: '*.spec.ts',
  outputDir: '.ringside/journeys',
  workers: 1,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: PATIENCE_MS },
  forbidOnly: true,
  reporter: [['list']],
  // Without limits of its own a step that can never end would be noticed by the journey's limit alone, which cannot say which.
  use: { trace: 'off', actionTimeout: 30_000, navigationTimeout: 30_000 },
});

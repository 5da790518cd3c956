import { defineConfig } from '@playwright/test';
import { PATIENCE_MS } from './tests/patience-ms.ts';

// One worker unless a runner asks for more (scripts/runners.ts): each has a real stack and a Chromium of its own.
export default defineConfig({
  testDir: 'tests/journeys',
  testMatch: '*.spec.ts',
  outputDir: '.ringside/journeys',
  workers: 1,
  retries: 0,
  // How long a journey takes says how busy the machine is. What never ends is ended by its step's own limit.
  timeout: 240_000,
  expect: { timeout: PATIENCE_MS },
  forbidOnly: true,
  reporter: [['list']],
  // Each step has its own limit: the journey's limit alone could not say which step never ended.
  use: { trace: 'off', actionTimeout: 30_000, navigationTimeout: 30_000 },
});

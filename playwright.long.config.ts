import { defineConfig } from '@playwright/test';
import journeys from './playwright.config.ts';

// What takes longer than anybody waits for between two changes: `npm run test:long`.
export default defineConfig({
  ...journeys,
  testDir: 'tests/long',
  outputDir: '.ringside/long',
  timeout: 3 * 60 * 60_000,
});

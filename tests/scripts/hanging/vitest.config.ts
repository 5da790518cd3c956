import { defineConfig } from 'vitest/config';

// A run that never ends by itself, for the test of what ends it.
export default defineConfig({
  test: { include: ['tests/scripts/hanging/*.hanging.ts'], teardownTimeout: 600_000 },
});

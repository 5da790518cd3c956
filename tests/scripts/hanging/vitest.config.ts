import { defineConfig } from 'vitest/config';

// A run that never ends on its own, for the test of the code that ends it.
export default defineConfig({
  test: { include: ['tests/scripts/hanging/*.hanging.ts'], teardownTimeout: 600_000 },
});

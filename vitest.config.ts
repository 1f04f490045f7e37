import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/{unit,lsp,cli,package}/**/*.test.ts'],
    // `default` is for the reader; the JSON is what scripts/test-summary.ts adds up.
    reporters: ['default', 'json'],
    outputFile: { json: '.test-results/vitest.json' },
    // Two cores are what a small machine has; more workers only fight over them.
    maxWorkers: 2,
    // Property tests and the protocol tests start servers and parse a lot.
    testTimeout: 30_000,
    passWithNoTests: false,
    setupFiles: ['test/support/rangeEquality.ts', 'test/support/outsideGuard.ts'],
  },
});

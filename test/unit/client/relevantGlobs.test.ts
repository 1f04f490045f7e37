import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { relevantGlobs } from '../../../client/src/relevantGlobs.js';
import { RELEVANT_GLOBS } from '../../../server/src/core/analysis/workspaceGlobs.js';

it('is what the server reads: a file that only one of them knows would never be analysed', () => {
  expect([...relevantGlobs].sort()).toEqual([...RELEVANT_GLOBS].sort());
});

it('wakes the extension', () => {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { activationEvents } = JSON.parse(manifest) as { readonly activationEvents: readonly string[] };
  expect(activationEvents).toEqual(
    expect.arrayContaining(relevantGlobs.map((glob) => `workspaceContains:${glob}`)),
  );
});

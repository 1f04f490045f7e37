import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { relevantGlobs } from '../../../client/src/relevantGlobs.js';
import { RELEVANT_GLOBS } from '../../../server/src/core/analysis/workspaceGlobs.js';

it('is what the server reads: a file that only one of them knows would never be analysed', () => {
  expect([...relevantGlobs].sort()).toEqual([...RELEVANT_GLOBS].sort());
});

/** Too many workspaces hold such files to search each for one: opening one is soon enough. */
const BY_LANGUAGE: Readonly<Record<string, readonly string[]>> = {
  '**/*.{json,yml,yaml}': ['onLanguage:json', 'onLanguage:jsonc', 'onLanguage:yaml'],
  '**/*acl*': [],
  // A chart has files in YAML beside them.
  '**/templates/**/*.tpl': [],
};

it('wakes the extension', () => {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { activationEvents } = JSON.parse(manifest) as { readonly activationEvents: readonly string[] };
  const expected = relevantGlobs.flatMap((glob) => BY_LANGUAGE[glob] ?? [`workspaceContains:${glob}`]);
  expect(activationEvents).toEqual(expect.arrayContaining(expected));
});

import { describe, expect, it } from 'vitest';
import { npmPublications } from '../../../server/src/core/knowledge/registries/npm.js';

describe('publications of a script', () => {
  it.each([
    ['npm publish', 'npm publish', false, 'npm stage publish'],
    ['cd pkg && npm publish --access public', 'npm publish', false, 'npm stage publish'],
    ['npm --workspace=a publish', 'npm --workspace=a publish', false, 'npm --workspace=a stage publish'],
    ['npm stage publish', 'npm stage publish', true, undefined],
    ['pnpm publish -r', 'pnpm publish', false, undefined],
    ['yarn npm publish', 'yarn npm publish', false, undefined],
    ['npm publish --registry=https://registry.npmjs.org', 'npm publish', false, 'npm stage publish'],
  ])('%s', (script, words, staged, stagedWords) => {
    expect(npmPublications(script)).toEqual([
      { words, staged, ...(stagedWords === undefined ? {} : { stagedWords }) },
    ]);
  });

  it.each([
    'npm publish --dry-run',
    '# npm publish',
    'npm run publish',
    'npm publish-please',
    './npm publish',
    'npm publish --registry https://npm.pkg.github.com',
    'npm run build publish',
  ])('none: %s', (script) => {
    expect(npmPublications(script)).toEqual([]);
  });
});

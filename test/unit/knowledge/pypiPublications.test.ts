import { describe, expect, it } from 'vitest';
import { PYPI_TOKEN, pypiPublications } from '../../../server/src/core/knowledge/registries/pypi.js';

describe('publications to PyPI of a script', () => {
  it.each([
    ['uv publish', ['uv publish']],
    ['cd a && uv publish dist/* && echo done', ['uv publish']],
    ['uv --directory=a publish -v', ['uv --directory=a publish']],
    ['pdm publish --no-build', ['pdm publish']],
  ])('%s', (script, words) => {
    expect(pypiPublications(script)).toEqual(words);
  });

  it.each([
    'uv publish --publish-url https://pypi.acme.io',
    'uv publish --index testpypi',
    'uv publish --dry-run',
    '# uv publish',
    'uv run publish',
    'make publish',
  ])('none: %s', (script) => {
    expect(pypiPublications(script)).toEqual([]);
  });

  it.each(['uv publish --token $T', 'uv publish -t x', 'UV_PUBLISH_TOKEN'])(
    'is given a token: %s',
    (text) => {
      expect(PYPI_TOKEN.test(text)).toBe(true);
    },
  );
});

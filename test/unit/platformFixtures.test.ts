import { describe, expect, it } from 'vitest';
import { compare } from '../support/fixtures/compare.js';
import { caseFolders, readCases } from '../support/fixtures/fixtureCase.js';
import { AS_WRITTEN, rewriteAll, VARIANTS } from '../support/fixtures/variant.js';
import { openRepository } from '../support/repository.js';

// No rule runs: what these cases mark are the problems of the files themselves.
for (const platform of caseFolders('platforms')) {
  describe(`fixtures of ${platform}`, () => {
    for (const { name, repository, markers } of readCases(`platforms/${platform}`)) {
      for (const variant of [AS_WRITTEN, ...VARIANTS]) {
        it(`${name} has the problems that are marked, ${variant.name}`, () => {
          const snapshot = openRepository(rewriteAll(repository, variant), []);
          const { difference } = compare(markers, repository, variant, snapshot);
          if (difference !== '') expect.fail(difference);
        });
      }
    }
  });
}

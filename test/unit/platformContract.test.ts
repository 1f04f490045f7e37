import { describe, expect, it } from 'vitest';
import { PLATFORMS } from '../../server/src/core/platforms/index.js';
import type { FileDescriptor, Platform } from '../../server/src/core/platforms/platform.js';
import { parse } from '../../server/src/core/syntax/parse.js';
import { applyEdits } from '../../server/src/core/text/textRange.js';
import { everyFixture, everyFixtureFile, somePrefixes } from '../support/contract/everyFixture.js';
import { originsOutside } from '../support/contract/origins.js';
import { allFindings, openRepository, pathOf, uriOf } from '../support/repository.js';

/** Prefixes per file: enough to cut most tokens somewhere, few enough to stay under a second per file. */
const PREFIXES = 60;

const files = everyFixtureFile();

for (const platform of PLATFORMS) {
  const own = files.filter(({ path, text }) => platform.select(descriptor(path, text)));

  describe(`platform ${platform.id}`, () => {
    it('has fixtures', () => {
      expect(own.length).toBeGreaterThan(0);
    });

    for (const { name, path, text } of own) {
      it(`reads any prefix of ${name}, and points inside of it`, () => {
        const outside = somePrefixes(text, PREFIXES).flatMap((prefix) => {
          const tree = parse(prefix, platform.format(descriptor(path, prefix)));
          return originsOutside(platform.lower(uriOf(path), tree), uriOf(path), prefix.length);
        });
        expect(outside).toEqual([]);
      });
    }

    for (const { name, path, text } of own) {
      it(`reads ${name} alike each time`, () => {
        const lower = (): unknown =>
          platform.lower(uriOf(path), parse(text, platform.format(descriptor(path, text))));
        expect(lower()).toEqual(lower());
      });
    }
  });
}

describe('remediation', () => {
  for (const { name, repository } of everyFixture()) {
    it(`turns each intent for ${name} into edits that apply and parse`, () => {
      const snapshot = openRepository(repository);
      const intents = allFindings(snapshot, repository).flatMap(({ offers }) =>
        offers.flatMap((offer) => offer.intents),
      );
      const complaints = intents.flatMap((intent) => {
        const path = pathOf(intent.uri);
        const text = repository.get(path) ?? '';
        const platform = platformOf(path, text);
        if (platform === undefined) return [`${intent.kind} names ${path}, which no platform reads`];
        const format = platform.format(descriptor(path, text));
        const tree = parse(text, format);
        const edits = platform.remediate(intent, tree);
        if (edits === undefined) return [];
        if (edits.length === 0) return [`${intent.kind} in ${path}: no edits; undefined says "not offered"`];
        const result = parse(applyEdits(text, edits), format);
        return result.problems
          .filter(({ message }) => !tree.problems.some((known) => known.message === message))
          .map(({ message }) => `${intent.kind} in ${path}: ${message}\n${result.text}`);
      });
      expect(complaints).toEqual([]);
    });
  }
});

function descriptor(path: string, text: string): FileDescriptor {
  return { uri: uriOf(path), path, text };
}

function platformOf(path: string, text: string): Platform | undefined {
  return PLATFORMS.find((platform) => platform.select(descriptor(path, text)));
}

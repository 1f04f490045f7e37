import { describe, expect, it } from 'vitest';
import { PLATFORMS } from '../../server/src/core/platforms/index.js';
import { applyEdits } from '../../server/src/core/text/textRange.js';
import { cutsAtNewKeys, cutsOf } from '../support/contract/cuts.js';
import { everyFixture, everyFixtureFile } from '../support/contract/everyFixture.js';
import { originsOutside } from '../support/contract/origins.js';
import { parseFor, platformOf, readWith } from '../support/contract/reading.js';
import type { Reading } from '../support/contract/reading.js';
import { allFindings, openRepository, pathOf, uriOf } from '../support/repository.js';
import { everyTool } from '../support/tools.js';

/** Prefixes per file, beside those at new keys. A thousand files share the work of finding what a cut breaks. */
const PREFIXES = 3;

const files = everyFixtureFile();
const tools = await everyTool();

for (const platform of PLATFORMS) {
  const own = files.filter(({ path, text }) => platformOf(path, text) === platform);

  describe(`platform ${platform.id}`, () => {
    const keys = new Set<string>();

    it('has fixtures', () => {
      expect(own.length).toBeGreaterThan(0);
    });

    for (const { name, path, text } of own) {
      const parts = ['', ...cutsAtNewKeys(text, keys), ...cutsOf(name, text, PREFIXES)];
      it(`reads ${name} alike each time, and parts of it, and points inside of what it read`, () => {
        const read = (part: string): Reading => readWith(platform, path, part, tools);
        const first = read(text);
        const readings = [first, ...parts.map(read)];
        const outside = readings.flatMap((reading) => pointsOutside(path, reading));
        expect(outside, outside.join('\n')).toEqual([]);
        // After all the broken texts: nothing of them may have stayed behind.
        expect(read(text).facts).toEqual(first.facts);
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
        // A contract stands in the configuration, which is no platform's: see fixes.test.ts.
        if (intent.kind === 'widen-contract') return [];
        const platform = platformOf(path, text);
        if (platform === undefined) return [`${intent.kind} names ${path}, which no platform reads`];
        const tree = parseFor(platform, path, text);
        const edits = platform.remediate(intent, tree);
        if (edits === undefined) return [];
        if (edits.length === 0) return [`${intent.kind} in ${path}: no edits; undefined says "not offered"`];
        const result = parseFor(platform, path, applyEdits(text, edits));
        return result.problems
          .filter(({ message }) => !tree.problems.some((known) => known.message === message))
          .map(({ message }) => `${intent.kind} in ${path}: ${message}\n${result.text}`);
      });
      expect(complaints, complaints.join('\n')).toEqual([]);
    });
  }
});

/** Facts and problems that point to where the text does not reach. */
function pointsOutside(path: string, { tree, facts }: Reading): readonly string[] {
  const problems = tree.problems.map(({ message, range }) => ({ message, at: { uri: uriOf(path), range } }));
  const end = JSON.stringify(tree.text.slice(-40));
  return originsOutside({ facts, problems }, uriOf(path), tree.text.length).map(
    (place) => `${place}, after ${end}`,
  );
}

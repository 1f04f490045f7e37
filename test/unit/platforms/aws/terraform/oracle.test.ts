import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../../../server/src/core/analysis/analysisHost.js';
import { writtenAtRandom } from '../../../../support/aws/terraformOracle.js';
import { Random } from '../../../../support/random.js';

const ROOT = 'file:///repo';
const SEED = Number(process.env['SEED'] ?? '20261202');
/** `CONFIGURATIONS=2000` writes so many; a bounded part runs always. */
const COUNT = Number(process.env['CONFIGURATIONS'] ?? '150');

function namesOf(files: Readonly<Record<string, string>>): readonly string[] {
  const host = new AnalysisHost({ rules: [] });
  host.apply(Object.entries(files).map(([path, text]) => ({ uri: `${ROOT}/${path}`, root: ROOT, text })));
  return host.snapshot.model.scopes.flatMap(({ facts }) => facts.subject['role'] ?? []).sort();
}

describe('configurations that are written at random', () => {
  it('make the roles that a second evaluator says', () => {
    for (let at = 0; at < COUNT; at += 1) {
      const { files, names } = writtenAtRandom(new Random(SEED + at));
      expect(namesOf(files), `${String(SEED + at)}\n${Object.values(files).join('\n---\n')}`).toEqual(names);
    }
  });
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { caseFolders, readCases } from '../../../../support/fixtures/fixtureCase.js';
import type { ResolvedAccount } from '../../../../support/kubernetes/compare.js';
import {
  compareAccounts,
  hasSecondResolver,
  productAccounts,
  secondAccounts,
} from '../../../../support/kubernetes/compare.js';
import { randomCluster, randomFrom } from '../../../../support/kubernetes/randomCluster.js';

const GOLDEN = 'grants.txt';
const AVAILABLE = hasSecondResolver();
const CASES = caseFolders('linking')
  .filter((group) => group.startsWith('kubernetes-'))
  .flatMap((group) =>
    readCases(`linking/${group}`).map((one) => ({
      ...one,
      name: `${group}/${one.name}`,
      manifests: new Map([...one.repository].filter(([path]) => path !== GOLDEN)),
    })),
  );

function printed(accounts: readonly ResolvedAccount[]): string {
  return [...accounts]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ key, lines, elsewhere }) =>
      [key, ...[...lines].sort(), ...[...elsewhere].sort().map((role) => `and ${role}`)].join('\n  '),
    )
    .join('\n')
    .concat('\n');
}

describe.each(CASES)('$name', ({ folder, manifests }) => {
  const expected = readFileSync(join(folder, GOLDEN), 'utf8');

  it('gives every account the grants that were worked out by other means', () => {
    expect(printed(productAccounts(manifests))).toBe(expected);
  });

  it.runIf(AVAILABLE)('gives them by the second resolver as well', () => {
    expect(secondAccounts([folder]).map(printed)).toEqual([expected]);
  });
});

describe('the second resolver', () => {
  it('is there where all tests must run', () => {
    if (!AVAILABLE) console.warn('NOT RUN: the second resolver needs python3 with python3-yaml');
    expect(AVAILABLE || process.env['CI'] !== 'true').toBe(true);
  });

  it.runIf(AVAILABLE)('says the same of clusters made at random', () => {
    const clusters = Array.from({ length: 100 }, (_, seed) => randomCluster(randomFrom(seed + 1)));
    const results = inFolders(clusters, secondAccounts).map((second, seed) => {
      const result = compareAccounts(productAccounts(clusters[seed] ?? new Map<string, string>()), second);
      return { ...result, seed: seed + 1 };
    });
    expect(results.filter(({ differences }) => differences.length > 0)).toEqual([]);
    expect(results).toHaveLength(100);
    expect(results.reduce((sum, { grants }) => sum + grants, 0)).toBeGreaterThan(1000);
  });

  it('is told from the product where it differs', () => {
    const [one] = CASES;
    if (one === undefined) throw new Error('no fixtures');
    const product = productAccounts(one.manifests);
    const [first, ...others] = product;
    if (first === undefined) throw new Error('no accounts');
    const [gone, ...lines] = first.lines;
    const fewer = { ...first, lines: new Set(lines) };
    expect(compareAccounts(product, product).differences).toEqual([]);
    expect(compareAccounts([fewer, ...others], product).differences).toEqual([
      `${first.key}: only the second: ${String(gone)}`,
    ]);
    expect(compareAccounts(product, [fewer, ...others]).differences).toEqual([
      `${first.key}: only the product: ${String(gone)}`,
    ]);
    expect(compareAccounts(others, product).differences).toEqual([
      `${first.key}: only the second resolver has it`,
    ]);
  });
});

/** Writes each repository into a folder of its own while `use` works on them. */
function inFolders<T>(
  repositories: readonly ReadonlyMap<string, string>[],
  use: (folders: readonly string[]) => T,
): T {
  const root = mkdtempSync(join(tmpdir(), 'clusters-'));
  try {
    const folders = repositories.map((files, at) => {
      const folder = join(root, String(at));
      mkdirSync(folder);
      for (const [path, text] of files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      return folder;
    });
    return use(folders);
  } finally {
    rmSync(root, { recursive: true });
  }
}

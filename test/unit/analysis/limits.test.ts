import { describe, expect, it } from 'vitest';
import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import type { Snapshot } from '../../../server/src/core/analysis/snapshot.js';
import { AGENTS } from '../../support/growth/agents.js';
import { AWS } from '../../support/growth/aws.js';
import type { Growing } from '../../support/growth/shape.js';
import { uriOf } from '../../support/repository.js';

const ROOT = uriOf('').replace(/\/$/u, '');

function read(files: Growing | undefined, size: number): Snapshot {
  const changes = [...(files?.(size) ?? [])].map(([path, text]) => ({ uri: uriOf(path), root: ROOT, text }));
  return new AnalysisHost().apply(changes);
}

describe('of more than a hundred identities of AWS in one file', () => {
  const { scopes } = read(AWS['roles that may pass each other'], 104).model;

  it('the first hundred are held against all others', () => {
    for (const { escalations, unknowns } of scopes.slice(0, 100)) {
      expect(escalations.length).toBeGreaterThan(0);
      expect(unknowns.map(({ what }) => what).join()).not.toContain('the policies of');
    }
  });

  it('of the others it is said that what their policies open is not known, and they are never narrow', () => {
    expect(scopes).toHaveLength(104);
    for (const { unknowns, width } of scopes.slice(100)) {
      expect(unknowns.map(({ what }) => what).join()).toContain('what the policies of');
      expect(['unknown', 'unbounded']).toContain(width.band);
    }
  });
});

describe('fixes that have to be tried on the whole file', () => {
  const fixesOf = (size: number): readonly number[] => {
    const snapshot = read(AGENTS['rules about cloud commands'], size);
    return [...snapshot.files()].flatMap(({ uri }) =>
      snapshot.findings(uri).map((finding) => snapshot.fixes(finding).length),
    );
  };

  it('are offered in a file of common size', () => {
    expect(fixesOf(20).every((count) => count > 0)).toBe(true);
  });

  it('are not offered where trying them all would read far too much, whichever is asked for', () => {
    expect(new Set(fixesOf(400))).toEqual(new Set([0]));
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const LINK = join(ROOT, 'server/src/core/link');

/** The names under which the linker makes what is asked of its engine. */
function queriesOfTheLinker(): readonly string[] {
  return readdirSync(LINK).flatMap((file) => {
    const source = readFileSync(join(LINK, file), 'utf8');
    return [...source.matchAll(/engine\.(?:query|relation|input)(?:<[^(]*>)?\(\s*'([^']+)'/gu)].map(
      ([, name = '']) => name,
    );
  });
}

describe('the map of the linker in docs/architecture.md', () => {
  const map = /## The linker, query by query\n([\s\S]*?)\n## /u.exec(
    readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8'),
  )?.[1];
  const named = new Set(
    (map ?? '').split('\n').flatMap((line) =>
      (line.split('|')[1] ?? '')
        .replaceAll(' (relation)', '')
        .split(/[;:]| and |, (?!over others)/u)
        .map((name) => name.trim()),
    ),
  );

  it('names every query, relation and input', () => {
    const queries = queriesOfTheLinker();
    expect(queries.length).toBeGreaterThan(40);
    expect(queries.filter((name) => !named.has(name))).toEqual([]);
  });
});

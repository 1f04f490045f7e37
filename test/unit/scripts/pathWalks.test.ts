import type { Rule } from 'eslint';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';

// The configuration of ESLint loads it, so it is JavaScript.
const { pathWalks } = (await import(new URL('../../../scripts/lint/pathWalks.js', import.meta.url).href)) as {
  readonly pathWalks: Rule.RuleModule;
};

function complaints(code: string): number {
  const messages = new Linter().verify(code, {
    languageOptions: { ecmaVersion: 2024, sourceType: 'module' },
    plugins: { own: { rules: { 'path-walks': pathWalks } } },
    rules: { 'own/path-walks': 'error' },
  });
  expect(messages.filter(({ fatal }) => fatal === true)).toEqual([]);
  return messages.length;
}

describe('the rule against walks along paths', () => {
  it.each([
    'function walk(at, seen) { if (seen.has(at)) return; for (const to of next(at)) walk(to, new Set([...seen, at])); }',
    'const walk = (at, path) => path.includes(at) ? [] : next(at).flatMap((to) => walk(to, [...path, at]));',
    'class A { #walk(at, seen) { return seen.has(at) ? [] : this.to(at).flatMap((to) => this.#walk(to, new Set([at, ...seen]))); } }',
    'class A { walk(at, { seen }) { if (!seen.has(at)) this.walk(at.to, { seen: new Set([...seen, at]) }); } }',
    'function walk(at, before) { if (before.seen.has(at)) return; walk(at.to, { seen: new Map([...before.seen, [at, 1]]) }); }',
  ])('refuses %s', (code) => {
    expect(complaints(code)).toBe(1);
  });

  it.each([
    // One set for the whole walk.
    'function walk(at, seen) { if (seen.has(at)) return; seen.add(at); for (const to of next(at)) walk(to, seen); }',
    // A path that is told, and decides nothing.
    'function show(node, path) { return [path.join("."), ...node.children.flatMap((child) => show(child, [...path, child.key]))]; }',
    // Handed to another function.
    'function one(at, seen) { if (seen.has(at)) return; other(at, new Set([...seen, at])); }',
  ])('lets through %s', (code) => {
    expect(complaints(code)).toBe(0);
  });
});

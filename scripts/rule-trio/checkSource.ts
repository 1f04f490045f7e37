import { INEFFECTIVE_SUPPRESSION } from '../../server/src/core/analysis/suppressionFindings.js';
import type { Rule } from '../../server/src/core/rules/rule.js';
import { namesIn, PLACES, readText } from './places.js';

/** About 120 lines is the aim; beyond this a rule is doing the model's work. */
const MOST_LINES = 150;

export function checkSource({ meta }: Rule): readonly string[] {
  const path = `${PLACES.sources}/${meta.id}.ts`;
  const source = readText(path);
  if (source === undefined) return [`no ${path}: the file is called as the rule`];
  const lines = source.trimEnd().split('\n').length;
  if (lines <= MOST_LINES) return [];
  return [
    `${path} has ${lines} lines, more than ${MOST_LINES}: a question asked of the scope belongs to model/`,
  ];
}

/**
 * Parts of rules that do not exist: not listed, renamed by halves, or left behind. A source file is a rule's when its
 * name is an id, and an id has two words or more; what rules share has a name of one word.
 */
export function strayParts(rules: readonly Rule[]): readonly string[] {
  const ids = new Set(rules.map(({ meta }) => meta.id));
  const sources = namesIn(PLACES.sources, 'file').filter((name) => /-.*\.ts$/u.test(name));
  const pages = namesIn(PLACES.pages, 'file').filter((name) => name.endsWith('.md') && name !== 'index.md');
  return [
    ...sources
      .filter((name) => !ids.has(name.slice(0, -'.ts'.length)))
      .map((name) => `${PLACES.sources}/${name}: no rule of this id in rules/index.ts`),
    ...pages
      .filter((name) => !ids.has(name.slice(0, -'.md'.length)) && name !== `${INEFFECTIVE_SUPPRESSION}.md`)
      .map((name) => `${PLACES.pages}/${name}: no rule of this id in rules/index.ts`),
    ...namesIn(PLACES.fixtures, 'folder')
      .filter((name) => !ids.has(name))
      .map((name) => `${PLACES.fixtures}/${name}/: no rule of this id in rules/index.ts`),
  ];
}

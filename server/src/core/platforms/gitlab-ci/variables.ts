import type { MappingNode, ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get, isAbsent } from '../../syntax/syntaxTree.js';
import type { Job } from './pipeline.js';
import { itemsOf, scalarsOf } from './nodes.js';
import { inherits } from './pipeline.js';

/** A variable that the file sets. */
export interface SetVariable {
  readonly name: string;
  readonly node: ScalarNode;
  readonly level: 'file' | 'session';
}

/** The variables of one block; `value:` stands beside a description. https://docs.gitlab.com/ci/yaml/#variables */
function readVariables(node: SyntaxNode | undefined, level: SetVariable['level']): readonly SetVariable[] {
  return entries(node).flatMap(({ key, value }) => {
    const written = value.kind === 'mapping' ? get(value, 'value') : value;
    return written?.kind === 'scalar' && !isAbsent(written) ? [{ name: key.text, node: written, level }] : [];
  });
}

/**
 * The variables of the whole file.
 *
 * @param handed those of the job that starts the pipeline, which go before its own
 */
export function fileVariables(
  root: MappingNode,
  handed: readonly SetVariable[] = [],
): readonly SetVariable[] {
  const own = readVariables(get(root, 'variables'), 'file');
  return distinct([...own, ...handed.map((variable) => ({ ...variable, level: 'file' as const }))]);
}

/** What a job sees of the variables that the file sets, its own before those of all; one list for all that see the same. */
export function jobVariables(ofFile: readonly SetVariable[], job: Job): readonly SetVariable[] {
  const inherit = get(get(job.body, 'inherit'), 'variables');
  const own = readVariables(get(job.body, 'variables'), 'session');
  if (inherit === undefined && own.length === 0) return ofFile;
  const all = ofFile.filter(({ name }) => inherits(inherit, name));
  return distinct([...all, ...own]);
}

/** Of several of one name the last. */
function distinct(variables: readonly SetVariable[]): readonly SetVariable[] {
  return [...new Map(variables.map((variable) => [variable.name, variable])).values()];
}

/** Their values by name; most jobs see the same list. */
export function valuesOf(variables: readonly SetVariable[]): ReadonlyMap<string, string> {
  const known = VALUES.get(variables) ?? new Map(variables.map(({ name, node }) => [name, node.text]));
  VALUES.set(variables, known);
  return known;
}

const VALUES = new WeakMap<readonly SetVariable[], ReadonlyMap<string, string>>();

/** Names that the job's rules or its matrix give values to, so that what stands elsewhere need not hold. */
export function variedNames(job: Job): ReadonlySet<string> {
  const ofRules = itemsOf(get(job.body, 'rules')).flatMap((rule) =>
    entries(get(rule, 'variables')).map(({ key }) => key.text),
  );
  return new Set([...ofRules, ...matrixRows(job).flatMap(({ names }) => names)]);
}

/** More copies of one job than that are not told apart. */
const MOST_ROWS = 32;

/** The rows of a job's matrix, one empty one where there is none. https://docs.gitlab.com/ci/yaml/#parallelmatrix */
export function matrixOf(job: Job): readonly (readonly [string, string][])[] {
  const rows = matrixRows(job).flatMap(({ combinations }) => combinations);
  return rows.length === 0 ? [[]] : rows.slice(0, MOST_ROWS);
}

/** The values that a rule sets. https://docs.gitlab.com/ci/yaml/#rulesvariables */
export function ruleVariables(node: SyntaxNode | undefined): readonly [string, string][] {
  return readVariables(node, 'session').map(({ name, node: { text } }): [string, string] => [name, text]);
}

interface MatrixRow {
  readonly names: readonly string[];
  readonly combinations: readonly (readonly [string, string][])[];
}

function matrixRows(job: Job): readonly MatrixRow[] {
  return itemsOf(get(get(job.body, 'parallel'), 'matrix')).map((row) => {
    let combinations: (readonly [string, string][])[] = [[]];
    for (const { key, value } of entries(row)) {
      const texts = scalarsOf(value).map(({ text }) => text);
      combinations = combinations
        .flatMap((before) => texts.map((text): [string, string][] => [...before, [key.text, text]]))
        .slice(0, MOST_ROWS);
    }
    return { names: entries(row).map(({ key }) => key.text), combinations };
  });
}

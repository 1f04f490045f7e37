import type { ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import { itemsOf, Properties } from './template/flatten.js';

/** Names that a trigger asks for, as written, with `*`. */
interface NameFilter {
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** What a trigger asks of a push or a pull request. */
export interface TriggerFilter {
  /** Undefined where branches are not spoken of. */
  readonly branches: NameFilter | undefined;
  readonly tags: NameFilter | undefined;
  readonly paths: NameFilter | undefined;
}

/** `none` for a trigger that is turned off. */
export type Trigger = 'none' | TriggerFilter;

const EVERYTHING: TriggerFilter = { branches: undefined, tags: undefined, paths: undefined };

/**
 * Reads `trigger:` or `pr:`.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/yaml-schema/trigger
 */
export function readTrigger(node: SyntaxNode): Trigger {
  if (node.kind === 'scalar') {
    const { text } = node;
    if (text.toLowerCase() === 'none' || text === 'false') return 'none';
    return text === '' || node.value === true || text.includes('${{') ? EVERYTHING : ofNames([text]);
  }
  if (node.kind === 'sequence') {
    const names = textsOf(node);
    return names.length === 1 && names[0]?.toLowerCase() === 'none' ? 'none' : ofNames(names);
  }
  const properties = new Properties(node);
  if (properties.text('enabled')?.toLowerCase() === 'false') return 'none';
  const branches = filterOf(properties.get('branches'));
  return {
    // Where only tags are asked for, branches start nothing.
    branches: branches ?? (properties.has('tags') ? { include: [], exclude: ['*'] } : undefined),
    tags: filterOf(properties.get('tags')),
    paths: filterOf(properties.get('paths')),
  };
}

function ofNames(names: readonly string[]): TriggerFilter {
  const isTag = (name: string): boolean => name.startsWith('refs/tags/');
  const tags = names.filter(isTag).map((name) => name.slice('refs/tags/'.length));
  const branches = names.filter((name) => !isTag(name));
  return {
    ...EVERYTHING,
    branches: branches.length === 0 ? { include: [], exclude: ['*'] } : filter(branches, []),
    tags: tags.length === 0 ? undefined : filter(tags, []),
  };
}

function filter(include: readonly string[], exclude: readonly string[]): NameFilter {
  return { include: include.map(bare), exclude: exclude.map(bare) };
}

function bare(name: string): string {
  return name.replace(/^refs\/(?:heads|tags)\//u, '');
}

function filterOf(node: SyntaxNode | undefined): NameFilter | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'sequence') return filter(textsOf(node), []);
  if (node.kind === 'scalar') return node.value === null ? undefined : filter([node.text], []);
  const properties = new Properties(node);
  return filter(textsOf(properties.get('include')), textsOf(properties.get('exclude')));
}

/** The texts of a list, or the one of a lone scalar. */
export function textsOf(node: SyntaxNode | undefined): readonly string[] {
  return scalarsOf(node).map(({ text }) => text);
}

export function scalarsOf(node: SyntaxNode | undefined): readonly ScalarNode[] {
  if (node === undefined) return [];
  const nodes = node.kind === 'sequence' ? itemsOf(node).map(({ value }) => value) : [node];
  return nodes.flatMap((item) => (item.kind === 'scalar' && item.value !== null ? [item] : []));
}

/** Whether a filter lets nothing through. */
export function refusesAll(names: NameFilter | undefined): boolean {
  return names?.include.length === 0 && names.exclude.includes('*');
}

/** A filter in words, each beginning with what it speaks of: `branch main`. */
export function filterWords(noun: string, names: NameFilter | undefined): readonly string[] {
  if (names === undefined) return [];
  const isAll = names.include.length === 0 || names.include.some((name) => name === '*' || name === '**');
  return [
    ...(isAll ? [] : names.include.map((name) => `${noun} ${name}`)),
    ...names.exclude.filter((name) => name !== '*').map((name) => `no ${noun} ${name}`),
  ];
}

/** What a ref that the filter lets through is known to be. */
export function refsOf(prefix: string, names: NameFilter | undefined): readonly string[] | undefined {
  const include = names?.include ?? [];
  return include.length > 0 && include.every((name) => !/[*?]/u.test(name))
    ? include.map((name) => `${prefix}${name}`)
    : undefined;
}

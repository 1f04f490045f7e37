import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';

/** Nothing is known of it. */
export const UNKNOWN = Symbol('unknown');

/** A value of a template. */
export type Value = typeof UNKNOWN | null | boolean | number | string | readonly Value[] | ValueMap;

/** A mapping, by key; templates may add to it. */
export type ValueMap = Map<string, Value>;

export function isMap(value: Value | undefined): value is ValueMap {
  return value instanceof Map;
}

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Deeper than people write. */
const DEPTH = 60;

/** A node as a value. */
export function valueOf(node: SyntaxNode | undefined, depth = 0): Value {
  if (node === undefined || depth > DEPTH) return null;
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map((item) => valueOf(item, depth + 1));
  return new Map(node.entries.map(({ key, value }) => [key.text, valueOf(value, depth + 1)]));
}

/** Values of a chart with those of whoever installs it: mappings are merged, null takes a value away. */
export function mergedValues(base: Value, over: Value, depth = 0): Value {
  if (!isMap(base) || !isMap(over) || depth > DEPTH) return over;
  const merged = new Map(base);
  for (const [key, value] of over) {
    if (value === null) merged.delete(key);
    else merged.set(key, base.has(key) ? mergedValues(base.get(key) ?? null, value, depth + 1) : value);
  }
  return merged;
}

/** False, zero, nothing and what is empty do not hold. */
export function holds(value: Value): boolean | undefined {
  if (value === UNKNOWN) return undefined;
  if (isMap(value)) return value.size > 0;
  if (isList(value)) return value.length > 0;
  if (typeof value === 'string' && value !== '' && value.replaceAll(UNKNOWN_PART, '') === '') {
    return undefined;
  }
  return Boolean(value);
}

/** A value as a template prints it. */
export function printed(value: Value): string {
  if (value === UNKNOWN) return UNKNOWN_PART;
  if (value === null) return '';
  if (isMap(value)) return `map[${[...value].map(([key, item]) => `${key}:${printed(item)}`).join(' ')}]`;
  if (isList(value)) return `[${value.map(printed).join(' ')}]`;
  return String(value);
}

/** A value as YAML, its keys in order, as Helm writes it. */
export function toYaml(value: Value, indent = '', depth = 0): string {
  if (depth > DEPTH) return 'null';
  if (isMap(value)) {
    if (value.size === 0) return '{}';
    return [...value]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${indent}${scalar(key)}:${under(item, indent, depth)}`)
      .join('\n');
  }
  if (isList(value)) {
    if (value.length === 0) return '[]';
    return value.map((item) => `${indent}- ${toYaml(item, `${indent}  `, depth + 1).trimStart()}`).join('\n');
  }
  return scalar(value);
}

function under(value: Value, indent: string, depth: number): string {
  const isBlock = (isMap(value) && value.size > 0) || (isList(value) && value.length > 0);
  if (!isBlock) return ` ${toYaml(value, '', depth + 1)}`;
  return `\n${toYaml(value, isList(value) ? indent : `${indent}  `, depth + 1)}`;
}

/** Plain only where that can mean nothing else. */
function scalar(value: Value): string {
  if (typeof value !== 'string') return value === null ? 'null' : printed(value);
  return /^[A-Za-z_/][\w./-]*$/u.test(value) && !/^(?:true|false|yes|no|on|off|null|y|n)$/iu.test(value)
    ? value
    : JSON.stringify(value);
}

import type { TextRange } from '../text/textRange.js';
import type { Meant } from '../text/meant.js';
import { meantBy, meantWords } from '../text/meant.js';
import type { ConfigurationProblem } from './configuration.js';
import type { PlainData, PlainValue } from './plainData.js';
import { childPointer, isList, isMapping, pointerSteps, valueAtPointer } from './plainData.js';
import type { SchemaNode } from './schemaNode.js';
import { alternatives, namedKeys, schemaAt, words } from './schemaNode.js';
import { quoted } from '../text/quoted.js';
import { clipped } from '../text/phrases.js';

/** What the generated validator says; a part of ajv's error object. */
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Set on errors about the name of a key. */
  readonly propertyName?: string;
}

/** Something in the data that the schema does not allow. */
export interface SchemaProblem extends ConfigurationProblem {
  /** JSON pointer of what must be left out for the rest to count. */
  readonly pointer: string;
}

/** Keywords about the keys of a mapping, whose error names the mapping and means its inside. */
const KEY_KEYWORDS: ReadonlySet<string> = new Set(['additionalProperties', 'required', 'propertyNames']);

const KINDS: Readonly<Record<string, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'a text',
  integer: 'a number',
  number: 'a number',
  boolean: 'true or false',
};

/** What was checked against what. */
interface Checked {
  readonly data: PlainData;
  readonly schema: SchemaNode;
}

/**
 * Says what is wrong in the words of the schema, once per cause: a validator reports every form of `anyOf` that did
 * not fit, while a reader means one of them.
 */
export function schemaProblems(
  errors: readonly SchemaError[],
  data: PlainData,
  schema: SchemaNode,
): readonly SchemaProblem[] {
  const problems = new Map<string, SchemaProblem>();
  const nested = pointersWithInnerErrors(errors);
  for (const error of errors) {
    // What is wrong with a key's name is repeated by an error about the mapping.
    if (error.propertyName !== undefined) continue;
    if (problems.has(error.instancePath) && !KEY_KEYWORDS.has(error.keyword)) continue;
    const problem = keyProblem(error, { data, schema }) ?? valueProblem(error, nested, { data, schema });
    if (problem !== undefined && !problems.has(problem.pointer)) problems.set(problem.pointer, problem);
  }
  return [...problems.values()].sort((a, b) => a.range.start - b.range.start);
}

/** A key that may not be there, or one that must. */
function keyProblem(
  { instancePath, keyword, params }: SchemaError,
  checked: Checked,
): SchemaProblem | undefined {
  const subject = nameOf(instancePath, checked.data.value);
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(subject, instancePath, String(params['additionalProperty']), checked);
    case 'propertyNames': {
      const key = String(params['propertyName']);
      const example = nodeAt(instancePath, checked).propertyNames?.examples?.[0];
      const message = `${subject} has a key ${quoted(key)} of the wrong form; write it like ${quoted(String(example))}.`;
      return { ...atKey(instancePath, key, checked), message };
    }
    case 'required':
      return atValue(instancePath, `${subject} lacks ${quoted(String(params['missingProperty']))}.`, checked);
    default:
      return undefined;
  }
}

function unknownKey(subject: string, mapping: string, key: string, checked: Checked): SchemaProblem {
  const allowed = Object.keys(namedKeys(nodeAt(mapping, checked), checked.schema));
  const meant = meantBy(key, allowed);
  return {
    ...atKey(mapping, key, checked),
    message: `${subject} has no key ${quoted(key)}${meantWords(meant)} Allowed: ${allowed.join(', ')}.`,
    ...(meant === undefined ? {} : { meant }),
  };
}

function valueProblem(
  { instancePath }: SchemaError,
  nested: ReadonlySet<string>,
  checked: Checked,
): SchemaProblem | undefined {
  const value = valueAtPointer(instancePath, checked.data.value);
  if (nested.has(instancePath) && (isList(value) || isMapping(value))) return undefined;
  const subject = nameOf(instancePath, checked.data.value);
  const expected = expectation(value, nodeAt(instancePath, checked), checked.schema);
  const problem = atValue(instancePath, `${subject} is ${shown(value)}; ${expected}.`, checked);
  const meant = wordMeant(value, nodeAt(instancePath, checked), checked.schema);
  return meant === undefined ? problem : { ...problem, meant };
}

/** Of the words that may stand here, the one that a text is nearest to. */
function wordMeant(value: PlainValue | undefined, node: SchemaNode, root: SchemaNode): Meant | undefined {
  if (typeof value !== 'string') return undefined;
  return meantBy(
    value,
    words(node, root).map((word) => String(word.const)),
  );
}

/** Values inside which something is wrong, so that their own form is not the cause. */
function pointersWithInnerErrors(errors: readonly SchemaError[]): ReadonlySet<string> {
  const pointers = new Set<string>();
  for (const { instancePath, keyword } of errors) {
    if (KEY_KEYWORDS.has(keyword)) pointers.add(instancePath);
    for (let end = instancePath.lastIndexOf('/'); end >= 0; end = instancePath.lastIndexOf('/', end - 1)) {
      const outer = instancePath.slice(0, end);
      if (pointers.has(outer)) break;
      pointers.add(outer);
      if (end === 0) break;
    }
  }
  return pointers;
}

/** What may stand here: `allowed: permissive, restricted`, or `expected a list, for example …`. */
function expectation(value: PlainValue | undefined, node: SchemaNode, root: SchemaNode): string {
  const allowed = words(node, root).map((word) => word.const);
  const others = alternatives(node, root).filter((form) => form.const === undefined);
  const kinds = [...new Set(others.map(kindOf))].join(' or ');
  if (allowed.length > 0) return `allowed: ${allowed.join(', ')}${kinds === '' ? '' : `, or ${kinds}`}`;
  // A mapping is told by its keys; an example of it would be longer than the message.
  const isTold = others.some(({ properties }) => properties !== undefined);
  const examples = isTold ? '' : (node.examples ?? []).map(shownExample).join(', ');
  const isMalformed = typeof value === 'string' && others.some(({ pattern }) => pattern !== undefined);
  if (isMalformed && examples !== '') return `write it like ${examples}`;
  return `expected ${kinds}${examples === '' ? '' : `, for example ${examples}`}`;
}

function kindOf({ type, properties }: SchemaNode): string {
  const kind = KINDS[type ?? ''] ?? 'a value';
  return properties === undefined ? kind : `${kind} with ${Object.keys(properties).join(', ')}`;
}

/** JSON in one line is YAML too; only a text alone goes without its quotes. */
function shownExample(example: unknown): string {
  return quoted(typeof example === 'string' ? example : JSON.stringify(example));
}

function atKey(mapping: string, key: string, { data }: Checked): Omit<SchemaProblem, 'message'> {
  const pointer = childPointer(mapping, key);
  return { pointer, range: data.keys.get(pointer) ?? NOWHERE };
}

function atValue(pointer: string, message: string, { data }: Checked): SchemaProblem {
  return { pointer, message, range: data.places.get(pointer) ?? NOWHERE };
}

const NOWHERE: TextRange = { start: 0, end: 0 };

function nodeAt(pointer: string, { data, schema }: Checked): SchemaNode {
  return schemaAt(schema, pointerSteps(pointer, data.value)) ?? {};
}

/** The key as one would write it down: `assume.environments.production`, `ignore[0]`. */
function nameOf(pointer: string, value: PlainValue): string {
  if (pointer === '') return 'The configuration';
  const name = pointerSteps(pointer, value).reduce<string>((path, step) => {
    if (typeof step === 'number') return `${path}[${step}]`;
    return path === '' ? step : `${path}.${step}`;
  }, '');
  return quoted(name);
}

function shown(value: PlainValue | undefined): string {
  if (isList(value)) return 'a list';
  if (isMapping(value)) return 'a mapping';
  const text = String(value);
  if (text === '') return 'empty';
  return quoted(clipped(text, 40));
}

import type { MappingNode, ScalarNode, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, entry, get, textOf } from '../../../syntax/syntaxTree.js';
import type { Uri } from '../../../text/uri.js';

/** One entry of `Resources`. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  /** The logical id as it stands. */
  readonly key: ScalarNode;
  readonly typeNode: SyntaxNode;
  readonly node: MappingNode;
  readonly properties: SyntaxNode | undefined;
}

/** One entry of `Parameters`. */
export interface Parameter {
  readonly type: string;
  readonly fallback: SyntaxNode | undefined;
}

/** By what a value goes from one stack to another: an export of its outputs, or a parameter of Systems Manager. */
export type SharedBy = 'export' | 'parameter';

/** A value that another stack gives, as the template of that stack writes it. */
export interface TakenValue {
  readonly value: SyntaxNode;
  /** Whether it is likely this one, and no more. */
  readonly inferred: boolean;
}

/** The parts of a CloudFormation template that others refer to. */
export interface Template {
  readonly root: SyntaxNode | undefined;
  readonly resources: readonly Resource[];
  readonly resource: (id: string) => Resource | undefined;
  readonly parameter: (name: string) => Parameter | undefined;
  readonly mappings: SyntaxNode | undefined;
  readonly conditions: SyntaxNode | undefined;
  /** What the template that a resource is of sets for all of a kind, in SAM: `Globals`. */
  readonly globals: (id: string) => SyntaxNode | undefined;
  /** Whether SAM or another macro makes more of it than is written. */
  readonly transforms: readonly string[];
  /** The value that another stack of the workspace gives under a name. */
  readonly taken: (by: SharedBy, name: string) => TakenValue | undefined;
  /** Where a resource is told that belongs to another stack, which gives its name or ARN; `undefined` for its own. */
  readonly home: (id: string) => { readonly uri: Uri; readonly id: string } | undefined;
}

/** A template without anything in it, for policies that stand alone. */
export const NO_TEMPLATE: Template = readTemplate(undefined);

/** Reads the sections of a template; those that are absent are empty. More roots add more resources. */
export function readTemplate(root: SyntaxNode | undefined, ...more: readonly SyntaxNode[]): Template {
  const resources = new Map<string, Resource>();
  for (const { key, value } of [root, ...more].flatMap((part) => entries(get(part, 'Resources')))) {
    const typeNode = get(value, 'Type');
    const type = textOf(typeNode);
    if (value.kind !== 'mapping' || typeNode === undefined || type === undefined) continue;
    const properties = get(value, 'Properties');
    resources.set(key.text, { id: key.text, type, key, typeNode, node: value, properties });
  }
  const parameters = get(root, 'Parameters');
  return {
    root,
    resources: [...resources.values()],
    resource: (id) => resources.get(id),
    parameter: (name) => parameterOf(entry(parameters, name)?.value),
    mappings: get(root, 'Mappings'),
    conditions: get(root, 'Conditions'),
    globals: () => get(root, 'Globals'),
    transforms: textsOf(get(root, 'Transform')),
    taken: () => undefined,
    home: () => undefined,
  };
}

/** A property of a resource. */
export function property(resource: Resource, name: string): SyntaxNode | undefined {
  return get(resource.properties, name);
}

function parameterOf(node: SyntaxNode | undefined): Parameter | undefined {
  if (node === undefined) return undefined;
  return { type: textOf(get(node, 'Type')) ?? 'String', fallback: get(node, 'Default') };
}

function textsOf(node: SyntaxNode | undefined): readonly string[] {
  if (node?.kind === 'sequence') return node.items.flatMap((item) => textOf(item) ?? []);
  return node === undefined ? [] : [textOf(node) ?? ''].filter((text) => text !== '');
}

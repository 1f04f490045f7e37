import type { SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { TextRange } from '../../text/textRange.js';
import { itemsOf, recordOf } from './reading.js';

/** One object of a manifest. */
export interface KubernetesObject {
  /** The API group: empty for the core, whatever the version. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly node: SyntaxNode;
  /** `metadata.generateName` with an ellipsis, where there is no name; empty when there is neither. */
  readonly name: string;
  /** Where its name stands, or else its kind. */
  readonly nameNode: SyntaxNode;
  /** As written; empty when none is written. */
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly extent: TextRange;
}

/** `List` within `List` is refused by every tool; deeper is a joke. */
const MAX_DEPTH = 4;

const read = new WeakMap<SyntaxTree, readonly KubernetesObject[]>();

/** The objects of a file in order, the items of lists among them; found once for all that ask. */
export function objectsOf(tree: SyntaxTree): readonly KubernetesObject[] {
  const known = read.get(tree) ?? tree.documents.flatMap((document) => objectsIn(document));
  read.set(tree, known);
  return known;
}

/** The objects of one document. */
export function objectsIn(node: SyntaxNode, given?: TypeOf, depth = 0): readonly KubernetesObject[] {
  const type = typeOf(node) ?? given;
  if (type === undefined || depth > MAX_DEPTH) return [];
  const items = get(node, 'items');
  if (type.kind.endsWith('List') && items?.kind === 'sequence') {
    const itemKind = type.kind.slice(0, -'List'.length);
    // Items of `RoleBindingList` and its like need not say again what they are; those of `List` must.
    const itemType = itemKind === '' ? undefined : { ...type, kind: itemKind };
    return itemsOf(items).flatMap((item) => objectsIn(item, itemType, depth + 1));
  }
  const object = objectOf(node, type);
  return object === undefined ? [] : [object];
}

interface TypeOf {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

function typeOf(node: SyntaxNode): TypeOf | undefined {
  const apiVersion = textOf(get(node, 'apiVersion'));
  const kind = textOf(get(node, 'kind'));
  if (apiVersion === undefined || kind === undefined) return undefined;
  const slash = apiVersion.indexOf('/');
  return { group: apiVersion.slice(0, Math.max(0, slash)), version: apiVersion.slice(slash + 1), kind };
}

function objectOf(node: SyntaxNode, type: TypeOf): KubernetesObject | undefined {
  // A patch that takes an object away says nothing of one.
  if (node.kind !== 'mapping' || get(node, '$patch') !== undefined) return undefined;
  const metadata = get(node, 'metadata');
  const nameNode = get(metadata, 'name');
  const generated = textOf(get(metadata, 'generateName'));
  const name = textOf(nameNode) ?? (generated === undefined ? '' : `${generated}…`);
  const first = node.entries[0]?.key ?? node;
  return {
    ...type,
    node,
    name,
    nameNode: placeOf(nameNode) ?? get(metadata, 'generateName') ?? get(node, 'kind') ?? first,
    namespace: textOf(get(metadata, 'namespace')) ?? '',
    labels: recordOf(get(metadata, 'labels')),
    annotations: recordOf(get(metadata, 'annotations')),
    extent: node.range,
  };
}

/** A scalar that has a text to point at. */
function placeOf(node: SyntaxNode | undefined): SyntaxNode | undefined {
  return textOf(node) === undefined ? undefined : node;
}

/** `shop/api`, or the name alone where no namespace is written. */
export function qualified(namespace: string, name: string): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}

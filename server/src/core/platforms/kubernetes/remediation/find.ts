import type { SyntaxNode, SyntaxTree } from '../../../syntax/syntaxTree.js';
import { entries, get } from '../../../syntax/syntaxTree.js';
import type { TextRange } from '../../../text/textRange.js';
import { encloses, sameRange } from '../../../text/textRange.js';
import type { KubernetesObject } from '../objects.js';
import { objectsOf } from '../objects.js';
import { itemsOf } from '../reading.js';

/** The object of the file whose text holds the place. */
export function objectAt(tree: SyntaxTree, at: TextRange): KubernetesObject | undefined {
  return objectsOf(tree).find((object) => encloses(object.extent, at));
}

/** Whether the place is that by which an object is known: its name. */
export function isNameOf(object: KubernetesObject, at: TextRange): boolean {
  return sameRange(object.nameNode.range, at);
}

/** The item of the list under `key` of an object that holds the place. */
export function itemAt(owner: SyntaxNode | undefined, key: string, at: TextRange): SyntaxNode | undefined {
  return itemsOf(get(owner, key)).find((item) => encloses(item.range, at));
}

/** The list of a rule, or of the like, that has an item exactly at the place. */
export function listAt(owner: SyntaxNode | undefined, at: TextRange): SyntaxNode | undefined {
  return entries(owner)
    .map(({ value }) => value)
    .find((value) => itemsOf(value).some((item) => sameRange(item.range, at)));
}

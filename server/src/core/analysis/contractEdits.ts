import type { Remediation } from '../model/remediation.js';
import { locate, valueAt } from '../syntax/edit/located.js';
import { appendItems } from '../syntax/edit/sequenceEdits.js';
import { removeAt, setValue } from '../syntax/edit/valueEdits.js';
import type { SyntaxTree } from '../syntax/syntaxTree.js';
import { entry } from '../syntax/syntaxTree.js';
import type { TextEdit } from '../text/textRange.js';

/** The edits of a configuration file that let its contract allow more; `undefined` where that cannot be done safely. */
export function widenContract(
  { at, widen }: Extract<Remediation, { kind: 'widen-contract' }>,
  tree: SyntaxTree,
): readonly TextEdit[] | undefined {
  if (!tree.complete) return undefined;
  if (widen.how === 'drop') return removeAt(tree, widen.at.range, 'remove-owner');
  if (widen.how === 'set') return setValue(tree, at.range, widen.path, widen.value);
  const located = locate(tree, at.range);
  const mapping = located && valueAt(located);
  if (mapping?.kind !== 'mapping') return undefined;
  const list = entry(mapping, widen.key)?.value;
  if (list?.kind === 'sequence' && list.items.length > 0) return appendItems(tree, list, widen.items);
  return setValue(tree, at.range, [widen.key], widen.items);
}

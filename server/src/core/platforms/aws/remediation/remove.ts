import type { Located } from '../../../syntax/edit/located.js';
import { locate } from '../../../syntax/edit/located.js';
import { removeAt } from '../../../syntax/edit/valueEdits.js';
import type { SyntaxNode, SyntaxTree } from '../../../syntax/syntaxTree.js';
import { get } from '../../../syntax/syntaxTree.js';
import type { TextEdit, TextRange } from '../../../text/textRange.js';
import { intrinsicOf } from '../template/intrinsics.js';

/** Parts without which IAM takes no statement: with the last of them the statement goes. */
const NEEDED: ReadonlySet<string> = new Set([
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Effect',
  'Statement',
]);

/**
 * Takes away what stands at `range`. An action, resource or principal that is the last of its statement takes the
 * statement with it; the last statement of a policy is not taken away, as IAM wants one.
 */
export function removeEntry(tree: SyntaxTree, range: TextRange): readonly TextEdit[] | undefined {
  const located = locate(tree, range);
  const target = located && whole(located);
  if (target === undefined) return undefined;
  const { kind } = target;
  if (kind === 'root') return undefined;
  if (kind === 'item') return removeAt(tree, target.node.written, 'refuse');
  return removeAt(
    tree,
    target.entry.key.written,
    NEEDED.has(target.entry.key.text) ? 'refuse' : 'remove-owner',
  );
}

/** Climbs to what has to go for `located` to go. */
function whole(located: Located): Located | undefined {
  if (located.kind === 'root') return undefined;
  const { parent } = located;
  if (located.kind === 'item') {
    const isLast = located.sequence.items.length === 1;
    // The only statement of a policy, and what a function is made of, cannot go alone.
    if (parent?.kind === 'entry' && isLast) {
      return parent.entry.key.text === 'Statement' ? undefined : whole(parent);
    }
    return parent !== undefined && isArgument(located) ? whole(parent) : located;
  }
  if (isArgument(located)) return parent && whole(parent);
  const key = located.entry.key.text;
  const isOnly = located.mapping.entries.length === 1;
  if (key === 'Statement') return undefined;
  if (NEEDED.has(key) && get(located.mapping, 'Effect') !== undefined) return statement(parent);
  // The last kind of principal, or the last key of an operator, takes its owner with it.
  return isOnly && parent !== undefined && parent.kind !== 'root' ? whole(parent) : located;
}

function statement(owner: Located | undefined): Located | undefined {
  if (owner?.kind !== 'item') return undefined;
  return owner.sequence.items.length > 1 ? owner : undefined;
}

function isArgument(located: Located): boolean {
  if (located.kind === 'root') return false;
  const node: SyntaxNode | undefined = located.kind === 'entry' ? located.mapping : located.sequence;
  return intrinsicOf(node) !== undefined;
}

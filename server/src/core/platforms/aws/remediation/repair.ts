import type { Remediation } from '../../../model/remediation.js';
import { locate } from '../../../syntax/edit/located.js';
import { isOwn } from '../../../syntax/edit/mappingEdits.js';
import { replaceValues } from '../../../syntax/edit/valueEdits.js';
import { scalarWritten } from '../../../syntax/edit/written.js';
import type { SyntaxTree } from '../../../syntax/syntaxTree.js';
import { entry } from '../../../syntax/syntaxTree.js';
import type { TextEdit } from '../../../text/textRange.js';

/**
 * Writes another operator over the one at `at`, or another value over the value. An operator with several keys is left
 * alone, as they would all change, and so is one whose replacement stands there already.
 */
export function repairCondition(
  tree: SyntaxTree,
  { at, condition }: Extract<Remediation, { kind: 'repair-condition' }>,
): readonly TextEdit[] | undefined {
  const located = locate(tree, at.range);
  if (located === undefined || located.kind === 'root') return undefined;
  if (located.kind === 'item') return replaceValues(tree, at.range, [condition]);
  const { mapping, entry: operator } = located;
  const isKey = operator.key.written.start === at.range.start;
  if (!isKey) return replaceValues(tree, at.range, [condition]);
  const keys = operator.value;
  if (keys.kind !== 'mapping' || keys.entries.length !== 1 || !isOwn(mapping)) return undefined;
  if (entry(mapping, condition) !== undefined) return undefined;
  return [
    { range: operator.key.written, newText: scalarWritten(tree, condition, mapping.flow, operator.key) },
  ];
}

import type { Remediation } from '../../../model/remediation.js';
import type { Located } from '../../../syntax/edit/located.js';
import { locate } from '../../../syntax/edit/located.js';
import { setValue } from '../../../syntax/edit/valueEdits.js';
import type { MappingNode, SyntaxTree } from '../../../syntax/syntaxTree.js';
import { get } from '../../../syntax/syntaxTree.js';
import type { TextEdit } from '../../../text/textRange.js';

/** A quarter of an hour: long enough to do what one logged in for. */
const RECENT_SECONDS = '900';

/**
 * Puts the statement that holds a grant behind a second factor that was given a short while ago. Of other gates the
 * policy would have to name what only their owner knows.
 */
export function requireGate(
  tree: SyntaxTree,
  { gate, at }: Extract<Remediation, { kind: 'require-gate' }>,
): readonly TextEdit[] | undefined {
  if (gate !== 'recent-mfa' || at === undefined) return undefined;
  const statement = statementAround(locate(tree, at.range));
  if (statement === undefined) return undefined;
  const path = ['Condition', 'NumericLessThan', 'aws:MultiFactorAuthAge'];
  return setValue(tree, statement.written, path, RECENT_SECONDS);
}

function statementAround(located: Located | undefined): MappingNode | undefined {
  if (located === undefined || located.kind === 'root') return undefined;
  if (located.kind === 'entry' && get(located.mapping, 'Effect') !== undefined) return located.mapping;
  return statementAround(located.parent);
}

import type { Remediation } from '../../server/src/core/model/remediation.js';
import { replaceValue } from '../../server/src/core/syntax/edit/mappingEdits.js';
import type { SyntaxTree } from '../../server/src/core/syntax/syntaxTree.js';
import { entry, get } from '../../server/src/core/syntax/syntaxTree.js';
import type { TextEdit } from '../../server/src/core/text/textRange.js';

/** Bounds the hours of a robot; all else is done by hand. */
export function remediate(intent: Remediation, tree: SyntaxTree): readonly TextEdit[] | undefined {
  if (intent.kind !== 'bound-lifetime' || !tree.complete) return undefined;
  const robot = get(get(tree.documents[0], 'robots'), intent.session.replace(/^robot:/u, ''));
  const hours = entry(robot, 'hours');
  if (robot?.kind !== 'mapping' || hours === undefined) return undefined;
  const edit = replaceValue(tree, robot, hours, String(Math.floor(intent.seconds / 3600)));
  return edit && [edit];
}

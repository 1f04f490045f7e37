import type { Remediation } from '../../model/remediation.js';
import { samPolicyTemplate } from '../../knowledge/aws/documented/documentedPolicies.js';
import { locate } from '../../syntax/edit/located.js';
import { setValue } from '../../syntax/edit/valueEdits.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { TextEdit } from '../../text/textRange.js';
import { requireGate } from './remediation/gate.js';
import { boundLifetime } from './remediation/lifetime.js';
import { removeEntry } from './remediation/remove.js';
import { repairCondition } from './remediation/repair.js';
import { replaceTexts } from './remediation/replace.js';
import { splitSession } from './remediation/splitSession.js';
import { LOOP } from './template/loops.js';
import { remediateTerraform } from './terraform/remediate.js';
import { isTerraformPath } from './terraform/select.js';

/** Turns a remediation into edits of one file; `undefined` where that cannot be done safely. */
export function remediate(intent: Remediation, tree: SyntaxTree): readonly TextEdit[] | undefined {
  if (isTerraformPath(intent.uri)) return remediateTerraform(intent, tree);
  if (!tree.complete || isInLoop(tree, intent)) return undefined;
  switch (intent.kind) {
    case 'replace-values':
      return replaceTexts(tree, intent.at.range, intent.values);
    case 'set-value':
      return setInFile(tree, intent);
    case 'remove-entry':
      return removeEntry(tree, intent.at.range);
    case 'bound-lifetime':
      return boundLifetime(tree, intent);
    case 'repair-condition':
      return repairCondition(tree, intent);
    case 'require-gate':
      return requireGate(tree, intent);
    case 'split-session':
      return splitSession(tree, intent);
    default:
      return undefined;
  }
}

/** What stands in the body of a loop is written once and holds for every turn. */
function isInLoop(tree: SyntaxTree, intent: Remediation): boolean {
  const at = 'at' in intent ? intent.at : undefined;
  let located = at && locate(tree, at.range);
  while (located !== undefined && located.kind !== 'root') {
    if (located.kind === 'entry' && LOOP.test(located.entry.key.text)) return true;
    located = located.parent;
  }
  return false;
}

/** Under the name of a policy template stand its parameters, not the statements that it stands for. */
function setInFile(
  tree: SyntaxTree,
  { at, path, value }: Extract<Remediation, { kind: 'set-value' }>,
): readonly TextEdit[] | undefined {
  const located = locate(tree, at.range);
  if (located?.kind === 'entry' && samPolicyTemplate(located.entry.key.text) !== undefined) return undefined;
  return setValue(tree, at.range, path, value);
}

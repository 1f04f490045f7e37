import type { Remediation } from '../../model/remediation.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { TextEdit } from '../../text/textRange.js';

/**
 * Turns a remediation into edits of one file; `undefined` where that cannot be done. CircleCI has no key for the time of
 * a job, for rights or for an environment; what a role's session lasts can be written, where a value says it.
 */
export function remediate(intent: Remediation, tree: SyntaxTree): readonly TextEdit[] | undefined {
  if (!tree.complete || intent.kind !== 'bound-lifetime' || intent.at === undefined) return undefined;
  const { start, end } = intent.at.range;
  if (intent.at.anchor !== undefined || !/^\d+$/u.test(tree.text.slice(start, end))) {
    return replaceQuoted(intent, tree);
  }
  return [{ range: intent.at.range, newText: String(intent.seconds) }];
}

/** A duration is mostly written as a text in quotes, which stay. */
function replaceQuoted(
  intent: Extract<Remediation, { kind: 'bound-lifetime' }>,
  tree: SyntaxTree,
): readonly TextEdit[] | undefined {
  const range = intent.at?.range;
  if (range === undefined || intent.at?.anchor !== undefined) return undefined;
  const [, quote] = /^(["'])\d+\1$/u.exec(tree.text.slice(range.start, range.end)) ?? [];
  return quote === undefined ? undefined : [{ range, newText: `${quote}${String(intent.seconds)}${quote}` }];
}

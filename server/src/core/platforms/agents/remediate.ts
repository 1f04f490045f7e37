import type { Remediation } from '../../model/remediation.js';
import { locate } from '../../syntax/edit/located.js';
import { removeAt, removeItems, replaceValues, setValue } from '../../syntax/edit/valueEdits.js';
import type { SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { TextEdit } from '../../text/textRange.js';
import { sameRange } from '../../text/textRange.js';

/** Turns a remediation into edits of one agent's file; `undefined` where that cannot be done safely. */
export function remediate(intent: Remediation, tree: SyntaxTree): readonly TextEdit[] | undefined {
  if (!tree.complete) return undefined;
  switch (intent.kind) {
    case 'replace-values':
      return tree.format === 'toml'
        ? replaceText(tree, intent.at.range, intent.values)
        : replaceValues(tree, intent.at.range, intent.values);
    case 'remove-entry':
      return tree.format === 'toml' ? undefined : removeAt(tree, intent.at.range);
    case 'set-value':
      return tree.format === 'toml' ? undefined : setValue(tree, intent.at.range, intent.path, intent.value);
    case 'require-gate':
      return askFirst(tree, [intent.gate, ...(intent.others ?? [])]);
    default:
      return undefined;
  }
}

/** One text of a TOML file gives way to another on the same line. */
function replaceText(
  tree: SyntaxTree,
  range: { readonly start: number; readonly end: number },
  values: readonly string[],
): readonly TextEdit[] | undefined {
  const [value, ...others] = values;
  const raw = tree.text.slice(range.start, range.end);
  if (value === undefined || others.length > 0 || !/^(?:"[^"\\\r\n]*"|'[^'\r\n]*')$/u.test(raw)) {
    return undefined;
  }
  const quote = raw.charAt(0);
  if (/[\\\r\n]/u.test(value) || value.includes(quote)) return undefined;
  return [{ range, newText: quote + value + quote }];
}

/** Moves rules of Claude Code's from `allow` to `ask`. */
function askFirst(tree: SyntaxTree, rules: readonly string[]): readonly TextEdit[] | undefined {
  const [root] = tree.documents;
  const permissions = get(root, 'permissions');
  const allow = get(permissions, 'allow');
  if (tree.format !== 'json' || allow?.kind !== 'sequence' || permissions?.kind !== 'mapping') {
    return undefined;
  }
  const indexes = rules.map((rule) => allow.items.findIndex((item) => textOf(item)?.trim() === rule));
  const texts = indexes.map((index) => textOf(allow.items[index]));
  if (indexes.includes(-1) || texts.includes(undefined)) return undefined;
  const removal = removeItems(tree, allow, indexes);
  const addition = added(
    tree,
    permissions,
    texts.flatMap((text) => text ?? []),
  );
  return removal === undefined || addition === undefined ? undefined : [...removal, ...addition];
}

function added(
  tree: SyntaxTree,
  permissions: SyntaxNode,
  rules: readonly string[],
): readonly TextEdit[] | undefined {
  const ask = get(permissions, 'ask');
  if (ask === undefined) return setValue(tree, permissions.range, ['ask'], rules);
  if (ask.kind !== 'sequence') return undefined;
  const last = ask.items.at(-1);
  const before = textOf(last);
  if (last === undefined || before === undefined) return setValue(tree, permissions.range, ['ask'], rules);
  // A mapping of one key may be found in the place of its value.
  const located = locate(tree, last.range);
  return located?.kind === 'item' && sameRange(located.node.range, last.range)
    ? replaceValues(tree, last.range, [before, ...rules])
    : undefined;
}

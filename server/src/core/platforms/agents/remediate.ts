import type { Remediation } from '../../model/remediation.js';
import { locate } from '../../syntax/edit/located.js';
import { removeAt, removeItems, replaceValues, setValue } from '../../syntax/edit/valueEdits.js';
import type { SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { TextEdit } from '../../text/textRange.js';
import { sameRange } from '../../text/textRange.js';
import type { Uri } from '../../text/uri.js';
import { rulesIn } from './opencode/rules.js';
import { agentFileAt } from './select.js';
import { terminalRules } from './vscode/settings.js';

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
      return askBefore(tree, intent, [intent.gate, ...(intent.others ?? [])]);
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

/** Lets an agent ask, as the file that says otherwise has it. */
function askBefore(
  tree: SyntaxTree,
  { uri, session }: { readonly uri: Uri; readonly session: string },
  actions: readonly string[],
): readonly TextEdit[] | undefined {
  const [root] = tree.documents;
  if (root === undefined || tree.format !== 'json') return undefined;
  switch (agentFileAt(uri)) {
    case 'vscode':
      return refuseCommands(root, actions);
    case 'cursor-cli':
      return unlisted(tree, get(get(root, 'permissions'), 'allow'), actions);
    case 'cursor-editor':
      return unlisted(tree, get(root, 'terminalAllowlist'), actions);
    case 'opencode':
      return session === 'config' ? askInOpenCode(root, actions) : undefined;
    default:
      return askFirst(tree, actions);
  }
}

/** `false` is a question in VS Code, whatever the built-in rules say. */
function refuseCommands(root: SyntaxNode, keys: readonly string[]): readonly TextEdit[] | undefined {
  const rules = terminalRules(root);
  const values = keys.map((key) => get(rules, key));
  const edits = values.map((value) =>
    value?.kind === 'scalar' && value.value === true ? { range: value.range, newText: 'false' } : undefined,
  );
  return edits.includes(undefined) ? undefined : edits.flatMap((edit) => edit ?? []);
}

/** `ask` in the place of `allow`, in a rule for that tool or pattern alone. */
function askInOpenCode(root: SyntaxNode, actions: readonly string[]): readonly TextEdit[] | undefined {
  const rules = rulesIn(root);
  const edits = actions.map((action): TextEdit | undefined => {
    const rule = rules.findLast(({ tool, pattern }) =>
      action === tool ? pattern === '*' : action === `${tool}(${pattern})`,
    );
    const value = rule?.place.value;
    return rule?.effect === 'allow' && value?.kind === 'scalar' && value.text === 'allow'
      ? { range: value.range, newText: '"ask"' }
      : undefined;
  });
  return edits.includes(undefined) ? undefined : edits.flatMap((edit) => edit ?? []);
}

/** Cursor asks for what no list names. */
function unlisted(
  tree: SyntaxTree,
  list: SyntaxNode | undefined,
  texts: readonly string[],
): readonly TextEdit[] | undefined {
  if (list?.kind !== 'sequence') return undefined;
  const indexes = texts.map((text) => list.items.findIndex((item) => textOf(item) === text));
  return indexes.includes(-1) ? undefined : removeItems(tree, list, indexes);
}

/** Moves rules of Claude Code's from `allow` to `ask`. */
function askFirst(tree: SyntaxTree, rules: readonly string[]): readonly TextEdit[] | undefined {
  const [root] = tree.documents;
  const permissions = get(root, 'permissions');
  const allow = get(permissions, 'allow');
  if (allow?.kind !== 'sequence' || permissions?.kind !== 'mapping') {
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

import { MESSAGE_COMMANDS } from '../../knowledge/brokers/redis.js';
import type { Remediation } from '../../model/remediation.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { TextEdit } from '../../text/textRange.js';
import type { Piece } from '../../text/lines.js';
import type { Rights } from './aclRules.js';
import { usersOf } from './lower.js';

/** Turns a remediation into edits of an ACL file; `undefined` where that cannot be done safely. */
export function remediate(intent: Remediation, tree: SyntaxTree): readonly TextEdit[] | undefined {
  if (!tree.complete) return undefined;
  switch (intent.kind) {
    case 'replace-values': {
      const [only] = intent.values;
      return only === undefined || intent.values.length > 1
        ? undefined
        : [{ range: intent.at.range, newText: only }];
    }
    case 'remove-entry':
      return removeRule(tree, intent.at.range.start);
    case 'split-session':
      return splitUser(tree, intent.session.replace(/^user:/u, ''), intent.parts.at(-1)?.name);
    default:
      return undefined;
  }
}

/** A rule that gives something is answered at the end of the line, as later rules count. */
function removeRule(tree: SyntaxTree, start: number): readonly TextEdit[] | undefined {
  const user = usersOf(tree).find(({ line }) => line.start <= start && start < line.end);
  const rule = /^\S+/u.exec(tree.text.slice(start, user?.line.end))?.[0];
  if (user === undefined || rule === undefined) return undefined;
  if (/^\+@all$|^allcommands$/iu.test(rule)) {
    const { end } = user.line;
    return [{ range: { start: end, end }, newText: ' -@admin -@dangerous' }];
  }
  return [removal(tree, { text: rule, start, end: start + rule.length })];
}

/**
 * The user keeps consuming; a second one, which is off until it has a password, gets the same patterns and what the user
 * published with.
 */
function splitUser(
  tree: SyntaxTree,
  name: string,
  publisher: string | undefined,
): readonly TextEdit[] | undefined {
  const users = usersOf(tree);
  const user = users.find((candidate) => candidate.name.text === name);
  const [rights, ...selectors] = user?.rights ?? [];
  // What a selector allows cannot be taken back behind it.
  if (user === undefined || rights === undefined || publisher === undefined || selectors.length > 0) {
    return undefined;
  }
  if (users.some((candidate) => candidate.name.text === publisher)) return undefined;
  const commands = [
    ...new Set(MESSAGE_COMMANDS.filter(([, { flow }]) => flow === 'publish').map(([command]) => command)),
  ]
    .filter((command) => rights.allows(command) !== undefined)
    .filter((command) => isOnSomething(rights, command));
  const named = commands.flatMap((command) => {
    const rule = rights.allows(command);
    return rule?.text.toLowerCase() === `+${command}` ? [{ command, rule }] : [];
  });
  const others = commands.filter((command) => !named.some((one) => one.command === command));
  const lineEnd = /\r\n|\n|\r/u.exec(tree.text)?.[0] ?? '\n';
  const patterns = [...new Set([...rights.keys, ...rights.channels].map(({ at }) => at.text))];
  const added = [
    'user',
    publisher,
    'off',
    'resetchannels',
    ...patterns,
    ...commands.map((command) => `+${command}`),
  ];
  const { end } = user.line;
  return [
    ...named.map(({ rule }) => removal(tree, rule)),
    {
      range: { start: end, end },
      newText: `${others.map((command) => ` -${command}`).join('')}${lineEnd}${added.join(' ')}`,
    },
  ];
}

/** Whether the user has a key or a channel at all to use the command with. */
function isOnSomething({ keys, channels }: Rights, command: string): boolean {
  return MESSAGE_COMMANDS.some(
    ([name, { on }]) =>
      name === command && (on === 'key' ? keys.some(({ write }) => write) : channels.length > 0),
  );
}

/** Takes a rule away, with the blanks before it. */
function removal({ text }: SyntaxTree, { start, end }: Piece): TextEdit {
  let from = start;
  while (from > 0 && /[ \t]/u.test(text.charAt(from - 1))) from -= 1;
  return { range: { start: from, end }, newText: '' };
}

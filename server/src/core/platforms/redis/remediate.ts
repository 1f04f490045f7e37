import type { Remediation } from '../../model/remediation.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { TextEdit } from '../../text/textRange.js';
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
  const user = usersOf(tree.text).find(({ line }) => line.start <= start && start < line.end);
  const rule = /^\S+/u.exec(tree.text.slice(start))?.[0];
  if (user === undefined || rule === undefined) return undefined;
  if (/^\+@all$|^allcommands$/iu.test(rule)) {
    const { end } = user.line;
    return [{ range: { start: end, end }, newText: ' -@admin -@dangerous' }];
  }
  const before = /[ \t]*$/u.exec(tree.text.slice(user.line.start, start))?.[0].length ?? 0;
  return [{ range: { start: start - before, end: start + rule.length }, newText: '' }];
}

const PUBLISHING = '-@all +publish +spublish +xadd +lpush +rpush';
const NOT_PUBLISHING = '-publish -spublish -xadd -lpush -rpush -lpushx -rpushx -linsert -lmove -blmove';

/** The user keeps consuming; a second one, which is off until it has a password, publishes to the same patterns. */
function splitUser(
  tree: SyntaxTree,
  name: string,
  publisher: string | undefined,
): readonly TextEdit[] | undefined {
  const users = usersOf(tree.text);
  const user = users.find((candidate) => candidate.name.text === name);
  // What a selector allows cannot be taken back behind it.
  if (user === undefined || publisher === undefined || user.rights.length > 1) return undefined;
  if (users.some((candidate) => candidate.name.text === publisher)) return undefined;
  const [rights] = user.rights;
  const patterns = [...(rights?.keys ?? []), ...(rights?.channels ?? [])].map(({ at }) => at.text);
  const lineEnd = /\r\n|\n|\r/u.exec(tree.text)?.[0] ?? '\n';
  const { end } = user.line;
  const added = `user ${publisher} off resetchannels ${[...new Set(patterns)].join(' ')} ${PUBLISHING}`;
  return [{ range: { start: end, end }, newText: ` ${NOT_PUBLISHING}${lineEnd}${added}` }];
}

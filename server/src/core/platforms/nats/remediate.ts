import { GLOBAL_ACCOUNT } from '../../knowledge/brokers/nats.js';
import type { NatsSubject } from '../../model/brokerParts.js';
import type { Remediation } from '../../model/remediation.js';
import type { SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { textOf } from '../../syntax/syntaxTree.js';
import type { TextEdit } from '../../text/textRange.js';
import { accountsOf } from './accounts.js';
import { readPermissions } from './permissions.js';
import { setting } from './settings.js';

/** Turns a remediation into edits of a configuration; `undefined` where that cannot be done safely. */
export function remediate(intent: Remediation, tree: SyntaxTree): readonly TextEdit[] | undefined {
  if (!tree.complete) return undefined;
  switch (intent.kind) {
    case 'remove-entry':
      return removeItem(tree.documents[0], intent.at.range.start);
    case 'split-session': {
      const publisher = intent.parts.at(-1)?.name;
      return publisher === undefined ? undefined : splitUser(tree, intent.session, publisher);
    }
    default:
      return undefined;
  }
}

/** Takes one item out of a list that has others: without any item everything would be allowed. */
function removeItem(node: SyntaxNode | undefined, start: number): readonly TextEdit[] | undefined {
  if (node === undefined || start < node.written.start || node.written.end <= start) return undefined;
  if (node.kind === 'mapping') {
    return node.entries.map(({ value }) => removeItem(value, start)).find((edits) => edits !== undefined);
  }
  if (node.kind !== 'sequence') return undefined;
  const at = node.items.findIndex((item) => item.kind === 'scalar' && item.range.start === start);
  const item = node.items[at];
  if (item === undefined) {
    return node.items.map((one) => removeItem(one, start)).find((edits) => edits !== undefined);
  }
  if (node.shared || item.shared || node.items.length < 2) return undefined;
  const next = node.items[at + 1];
  const previous = node.items[at - 1];
  const range =
    next === undefined
      ? { start: previous?.written.end ?? item.written.start, end: item.written.end }
      : { start: item.written.start, end: next.written.start };
  return [{ range, newText: '' }];
}

/**
 * The user keeps what it subscribes to and may publish nothing, and a second one gets what it published. It is locked
 * with a hash that fits no password until somebody has set one.
 */
function splitUser(tree: SyntaxTree, session: string, publisher: string): readonly TextEdit[] | undefined {
  const [root] = tree.documents;
  const name = session.replace(/^user:/u, '');
  const found = accountsOf(root)
    .flatMap((account) => account.users.map((user) => ({ account: account.name, user })))
    .find(({ account, user }) => `${account}/${userName(user) ?? ''}` === name);
  const permissions = setting(found?.user, 'permissions');
  // Permissions that others share, and a block that is no item of a list, are not taken apart.
  if (found === undefined || permissions?.kind !== 'mapping' || permissions.range !== permissions.written) {
    return undefined;
  }
  const publish = permissions.entries.find(({ key }) => /^pub(?:lish)?$/iu.test(key.text));
  const list = setting(
    found.account === GLOBAL_ACCOUNT
      ? setting(root, 'authorization')
      : setting(setting(root, 'accounts'), found.account),
    'users',
  );
  if (publish === undefined || list?.kind !== 'sequence' || !list.items.includes(found.user)) {
    return undefined;
  }
  const { allow, deny } = readPermissions('', permissions).publish;
  if (allow === undefined || allow.length === 0) return undefined;
  const { end } = found.user.written;
  const added = `{ user: ${publisher}, password: "$2a$11$set-a-hash-here", permissions: { publish: ${deny.length === 0 ? listed(allow) : `{ allow: ${listed(allow)}, deny: ${listed(deny)} }`}, subscribe: { deny: ">" } } }`;
  return [
    { range: publish.value.written, newText: '{ deny: ">" }' },
    { range: { start: end, end }, newText: separatorAt(tree, found.user) + added },
  ];
}

function userName(user: SyntaxNode): string | undefined {
  return textOf(setting(user, 'user', 'username', 'nkey'));
}

function listed(subjects: readonly NatsSubject[]): string {
  return `[${subjects.map(({ pattern }) => JSON.stringify(pattern)).join(', ')}]`;
}

function separatorAt(tree: SyntaxTree, { written }: SyntaxNode): string {
  const line = tree.lines.lineStart(tree.lines.positionAt(written.start).line);
  const lead = tree.text.slice(line, written.start);
  const lineEnd = /\r\n|\n|\r/u.exec(tree.text)?.[0] ?? '\n';
  return lead.trim() === '' ? lineEnd + lead : ', ';
}

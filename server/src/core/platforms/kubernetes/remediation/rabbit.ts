import type { Remediation } from '../../../model/remediation.js';
import { styleOf } from '../../../syntax/edit/style.js';
import { removeAt, replaceValues } from '../../../syntax/edit/valueEdits.js';
import type { SyntaxNode, SyntaxTree } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { TextEdit, TextRange } from '../../../text/textRange.js';
import { applyEdits, encloses } from '../../../text/textRange.js';
import type { KubernetesObject } from '../objects.js';
import { objectsOf } from '../objects.js';
import { isRabbitObject } from '../rabbitUsers.js';
import { objectAt } from './find.js';

type Parts = Extract<Remediation, { kind: 'split-session' }>['parts'];

/** Fits no name. */
const NOTHING = '^$';

/**
 * Splits a user of RabbitMQ whose object and only permission to write stand in the file: the user may write nothing any
 * more, and a second one, in documents behind, gets what it wrote. The operator makes a password for it.
 * https://www.rabbitmq.com/kubernetes/operator/using-topology-operator#users-permissions
 */
export function splitRabbitUser(
  tree: SyntaxTree,
  at: TextRange,
  parts: Parts,
): readonly TextEdit[] | undefined {
  const permission = objectAt(tree, at);
  const publisher = parts.at(-1)?.name;
  if (permission === undefined || publisher === undefined || !isPermission(permission)) return undefined;
  const objects = objectsOf(tree);
  const name = textOf(userOf(permission));
  const user = objects.find(
    (object) => isRabbitObject(object) && object.kind === 'User' && object.name === name,
  );
  const writing = objects.filter(
    (object) => isPermission(object) && textOf(userOf(object)) === name && mayWrite(object),
  );
  // A secret that the user brings along is no second one's.
  if (user === undefined || get(get(user.node, 'spec'), 'importCredentialsSecret') !== undefined) {
    return undefined;
  }
  if (writing.length !== 1 || !isOwnDocument(tree, user) || !isOwnDocument(tree, permission)) {
    return undefined;
  }
  const permissions = get(get(permission.node, 'spec'), 'permissions');
  const write = get(permissions, 'write');
  const closed = write && replaceValues(tree, write.range, [NOTHING]);
  const texts = [
    // What its tags let the user do is no second one's.
    copied(tree, user, [
      [user.nameNode, publisher],
      [get(get(user.node, 'spec'), 'tags'), undefined],
    ]),
    copied(tree, permission, [
      [permission.nameNode, `${permission.name}-publisher`],
      [userOf(permission), publisher],
      [get(permissions, 'read'), NOTHING],
      [get(permissions, 'configure'), NOTHING],
    ]),
  ];
  if (closed === undefined || !texts.every((text) => text !== undefined)) return undefined;
  const { lineEnd } = styleOf(tree);
  const end = documentEnd(tree, permission);
  const newText = texts.map((text) => `${lineEnd}---${lineEnd}${text.replace(/\s*$/u, '')}`).join('');
  return [...closed, { range: { start: end, end }, newText }];
}

function isPermission(object: KubernetesObject): boolean {
  return isRabbitObject(object) && object.kind === 'Permission';
}

/** Where a permission names its user by the object that makes it. */
function userOf({ node }: KubernetesObject): SyntaxNode | undefined {
  return get(get(get(node, 'spec'), 'userReference'), 'name');
}

function mayWrite({ node }: KubernetesObject): boolean {
  const write = textOf(get(get(get(node, 'spec'), 'permissions'), 'write')) ?? '';
  return write !== '' && write !== NOTHING;
}

/** Whether the object is a document of its own in block style, which can be written once more. */
function isOwnDocument(tree: SyntaxTree, { node }: KubernetesObject): boolean {
  return tree.format === 'yaml' && tree.documents.includes(node) && node.kind === 'mapping' && !node.flow;
}

/** To the end of the last line that the object's text stands on, without the line break. */
function documentEnd({ text }: SyntaxTree, { node }: KubernetesObject): number {
  const own = text.slice(node.range.start, node.range.end).replace(/\s*$/u, '').length;
  const end = node.range.start + own;
  return end + (/^[^\r\n]*/u.exec(text.slice(end))?.[0].length ?? 0);
}

/** The document's text with other values; without those for which none is given. */
function copied(
  tree: SyntaxTree,
  object: KubernetesObject,
  values: readonly (readonly [node: SyntaxNode | undefined, value: string | undefined])[],
): string | undefined {
  const { start } = object.node.range;
  const end = documentEnd(tree, object);
  const edits: TextEdit[] = [];
  for (const [node, value] of values) {
    if (node === undefined) continue;
    if (!encloses({ start, end }, node.range)) return undefined;
    const own = value === undefined ? removeAt(tree, node.range) : replaceValues(tree, node.range, [value]);
    if (own === undefined) return undefined;
    edits.push(...own.map((edit) => ({ ...edit, range: shifted(edit.range, -start) })));
  }
  return applyEdits(tree.text.slice(start, end), edits);
}

function shifted({ start, end }: TextRange, by: number): TextRange {
  return { start: start + by, end: end + by };
}

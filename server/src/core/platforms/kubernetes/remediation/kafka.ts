import { kafkaRight } from '../../../knowledge/brokers/kafka.js';
import type { Flow } from '../../../model/breadth.js';
import type { Remediation } from '../../../model/remediation.js';
import { styleOf } from '../../../syntax/edit/style.js';
import { removeAt, replaceValues } from '../../../syntax/edit/valueEdits.js';
import { parse } from '../../../syntax/parse.js';
import type { SyntaxNode, SyntaxTree } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { TextEdit, TextRange } from '../../../text/textRange.js';
import { applyEdits, encloses } from '../../../text/textRange.js';
import { isKafkaUser } from '../kafkaUser.js';
import type { KubernetesObject } from '../objects.js';
import { objectsOf } from '../objects.js';
import { itemsOf, listOf } from '../reading.js';
import { objectAt } from './find.js';

type Parts = Extract<Remediation, { kind: 'split-session' }>['parts'];

/**
 * Splits a Kafka user by what it does with messages: the user keeps the first part, and each further part becomes a
 * user of its own in a document behind it. `undefined` unless the user's ACLs can be told apart.
 */
export function splitKafkaUser(
  tree: SyntaxTree,
  at: TextRange,
  parts: Parts,
): readonly TextEdit[] | undefined {
  const object = objectAt(tree, at);
  const root = object && tree.documents.find((document) => document === object.node);
  if (object === undefined || root === undefined || !isKafkaUser(object)) return undefined;
  if (tree.format !== 'yaml' || root.kind !== 'mapping' || root.flow || parts.length < 2) return undefined;
  const own = documentText(tree, object);
  const texts = parts.map((part, index) => textOfPart(own, part.flows, index === 0 ? undefined : part.name));
  const whole: string[] = [];
  for (const text of texts) {
    if (text === undefined) return undefined;
    whole.push(text);
  }
  const { lineEnd } = styleOf(tree);
  const newText = whole.map((text) => text.replace(/\s*$/u, '')).join(`${lineEnd}---${lineEnd}`);
  return [{ range: { start: root.range.start, end: root.range.start + own.length }, newText }];
}

/** The text of the document's mapping, to the end of its last line. */
function documentText(tree: SyntaxTree, { node }: KubernetesObject): string {
  const { start, end } = node.range;
  const rest = /^[^\r\n]*/u.exec(tree.text.slice(end))?.[0] ?? '';
  return tree.text.slice(start, end + rest.length);
}

/** The document with the ACLs of one part alone, under another name where one is given. */
function textOfPart(text: string, flows: readonly Flow[], name: string | undefined): string | undefined {
  let current = text;
  // One edit at a time: each leaves a document that is read again, so that no two can meet.
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const tree = parse(current, 'yaml');
    const [object] = objectsOf(tree);
    if (!tree.complete || object === undefined) return undefined;
    const edits = nextEdit(tree, object, flows);
    if (edits === undefined) return undefined;
    if (edits.length === 0) return name === undefined ? current : renamed(tree, object, name);
    current = applyEdits(current, edits);
  }
  return undefined;
}

const MAX_ROUNDS = 200;

/** The first ACL that is not of the part made so; no edit when all are. */
function nextEdit(
  tree: SyntaxTree,
  object: KubernetesObject,
  flows: readonly Flow[],
): readonly TextEdit[] | undefined {
  for (const acl of itemsOf(get(get(get(object.node, 'spec'), 'authorization'), 'acls'))) {
    const operations = listOf(get(acl, 'operations'));
    const type = textOf(get(get(acl, 'resource'), 'type')) ?? '';
    if (textOf(get(acl, 'type')) === 'deny') continue;
    // `All` belongs to every part and to none, and so does the older form: they have to be written out first.
    if (operations.some(({ text }) => text === 'All') || get(acl, 'operation') !== undefined) {
      return undefined;
    }
    const kept = operations.filter(({ text }) => belongs(type, text, flows));
    if (kept.length === operations.length) continue;
    const useful = kept.some(({ text }) => !text.startsWith('Describe'));
    if (!useful) return removeAt(tree, acl.range);
    return replaceValues(
      tree,
      listRange(acl),
      kept.map(({ text }) => text),
    );
  }
  return [];
}

function listRange(acl: SyntaxNode): TextRange {
  return get(acl, 'operations')?.range ?? acl.range;
}

/** Reading offsets and taking part in a group is consuming; seeing a topic belongs to every part. */
function belongs(type: string, operation: string, flows: readonly Flow[]): boolean {
  if (operation.startsWith('Describe')) return true;
  if (type === 'group') {
    return operation === 'Read' ? flows.includes('consume') : flows.includes('administer');
  }
  if (type === 'transactionalId') return flows.includes('publish');
  const own = kafkaRight(type, operation)?.flows ?? [];
  if (operation === 'IdempotentWrite') return flows.includes('publish');
  return own.length === 0 || own.some((flow) => flows.includes(flow));
}

function renamed(tree: SyntaxTree, { nameNode }: KubernetesObject, name: string): string | undefined {
  const inside = encloses({ start: 0, end: tree.text.length }, nameNode.range);
  const edits = inside ? replaceValues(tree, nameNode.range, [name]) : undefined;
  return edits && applyEdits(tree.text, edits);
}

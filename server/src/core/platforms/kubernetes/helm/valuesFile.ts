import { annotatedIdentity } from '../../../knowledge/kubernetes/annotatedIdentity.js';
import { CLOUD_ANNOTATIONS } from '../../../knowledge/kubernetes/cloudIdentity.js';
import { accountOf, declaredAccount } from '../../../knowledge/kubernetes/declaredAccount.js';
import type { UnitFile, UnitPart } from '../../../compose/composer.js';
import type { SessionFacts } from '../../../model/facts.js';
import type { MappingNode, SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entry, get, textOf } from '../../../syntax/syntaxTree.js';
import { baseName } from '../../../text/uri.js';
import type { Reading } from '../reading.js';

/**
 * The accounts to which a file of values gives an identity of a cloud, for a chart that is not here. The namespace is
 * that of whoever installs it.
 */
export function valuesPart(file: UnitFile, reading: Reading): UnitPart {
  const sessions: SessionFacts[] = [];
  const left = { nodes: MOST_NODES };
  for (const root of file.tree.documents) collect(reading, root, [], left, sessions);
  const title = baseName(file.uri);
  return { title, complete: left.nodes > 0, problems: [], sessions, definitions: [], notes: [] };
}

/** Values are some hundred; a text that names itself over and over is cut. */
const MOST_NODES = 20_000;

function collect(
  reading: Reading,
  node: SyntaxNode,
  path: readonly string[],
  left: { nodes: number },
  found: SessionFacts[],
): void {
  if (node.kind !== 'mapping' || (left.nodes -= 1) <= 0) return;
  found.push(...accountIn(reading, node, path));
  for (const { key, value } of node.entries) collect(reading, value, [...path, key.text], left, found);
}

function accountIn(reading: Reading, node: MappingNode, path: readonly string[]): readonly SessionFacts[] {
  const annotations = entry(node, 'annotations');
  const clouds = CLOUD_ANNOTATIONS.flatMap((known) => identityIn(reading, node, annotations, known));
  if (annotations === undefined || clouds.length === 0) return [];
  const origin = reading.originOf(annotations.key);
  const session = declaredAccount({ namespace: '', name: nameOf(node), origin, extent: node.range, clouds });
  return [accountOf(path.join('.') || 'values', session)];
}

function nameOf(node: MappingNode): string {
  return textOf(get(node, 'name')) ?? '';
}

function identityIn(
  reading: Reading,
  node: MappingNode,
  annotations: SyntaxEntry | undefined,
  known: (typeof CLOUD_ANNOTATIONS)[number],
): readonly ReturnType<typeof annotatedIdentity>[] {
  const value = get(annotations?.value, known.annotation);
  const written = textOf(value)?.trim() ?? '';
  // What is filled in as a whole is known to whoever fills it in, such as Terraform, and told there.
  if (value === undefined || written === '' || /^\$\{[^}]*\}$/u.test(written)) return [];
  const origin = reading.originOf(value);
  return [annotatedIdentity({ known, written, namespace: '', name: nameOf(node), origin })];
}

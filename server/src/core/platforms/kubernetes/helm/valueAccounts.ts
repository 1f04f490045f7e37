import { annotatedIdentity } from '../../../knowledge/kubernetes/annotatedIdentity.js';
import type { CloudAnnotation } from '../../../knowledge/kubernetes/cloudIdentity.js';
import { CLOUD_ANNOTATIONS } from '../../../knowledge/kubernetes/cloudIdentity.js';
import { accountOf, declaredAccount } from '../../../knowledge/kubernetes/declaredAccount.js';
import type { SessionFacts } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { MappingNode, SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entry, get, textOf } from '../../../syntax/syntaxTree.js';

/** Where values are written, and who installs the chart with them. */
export interface ValuesAt {
  readonly originOf: (node: SyntaxNode) => Origin;
  /** The namespace into which the chart is installed; empty where that is not told. */
  readonly namespace: string;
  /** What the accounts are told by that have no name: the release, or nothing for a file of values. */
  readonly release?: string;
}

/** Values are some hundred; a text that names itself over and over is cut. */
const MOST_NODES = 20_000;

/** The accounts to which the values of a chart give an identity of a cloud; `undefined` where there is too much to read. */
export function accountsIn(at: ValuesAt, roots: readonly SyntaxNode[]): readonly SessionFacts[] | undefined {
  const found: SessionFacts[] = [];
  const left = { nodes: MOST_NODES };
  for (const root of roots) collect(at, root, [], left, found);
  return left.nodes > 0 ? found : undefined;
}

function collect(
  at: ValuesAt,
  node: SyntaxNode,
  path: readonly string[],
  left: { nodes: number },
  found: SessionFacts[],
): void {
  if (node.kind !== 'mapping' || (left.nodes -= 1) <= 0) return;
  const session = accountIn(at, node, path);
  if (session !== undefined) found.push(session);
  for (const { key, value } of node.entries) collect(at, value, [...path, key.text], left, found);
}

function accountIn(at: ValuesAt, node: MappingNode, path: readonly string[]): SessionFacts | undefined {
  const annotations = entry(node, 'annotations');
  const name = textOf(get(node, 'name')) ?? '';
  const clouds = CLOUD_ANNOTATIONS.flatMap((known) => identityIn(at, name, annotations, known));
  if (annotations === undefined || clouds.length === 0) return undefined;
  const origin = at.originOf(annotations.key);
  const extent = at.originOf(node).range;
  const session = declaredAccount({ namespace: at.namespace, name, origin, extent, clouds });
  if (name !== '' && at.namespace !== '') return session;
  return accountOf([at.release ?? [], ...path].flat().join('.') || 'values', session);
}

function identityIn(
  at: ValuesAt,
  name: string,
  annotations: SyntaxEntry | undefined,
  known: CloudAnnotation,
): readonly ReturnType<typeof annotatedIdentity>[] {
  const value = get(annotations?.value, known.annotation);
  const written = textOf(value)?.trim() ?? '';
  // What is filled in as a whole is known to whoever fills it in, such as Terraform, and told there.
  if (value === undefined || written === '' || /^\$\{[^}]*\}$/u.test(written)) return [];
  return [annotatedIdentity({ known, written, namespace: at.namespace, name, origin: at.originOf(value) })];
}

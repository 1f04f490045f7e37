import { scalarText } from '../../../syntax/edit/scalar.js';
import { styleOf } from '../../../syntax/edit/style.js';
import type { SyntaxNode, SyntaxTree } from '../../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../../syntax/syntaxTree.js';
import type { TextEdit, TextRange } from '../../../text/textRange.js';
import { sameRange } from '../../../text/textRange.js';
import type { KubernetesObject } from '../objects.js';
import { objectsOf } from '../objects.js';
import { itemsOf, recordOf } from '../reading.js';
import { objectAt } from './find.js';

/** The gate that this knows to write. */
export const CLAIM_GATE = 'step-up-claim';

/**
 * A login that cannot be phished away.
 * https://openid.net/specs/openid-connect-eap-acr-values-1_0.html
 */
const CLAIM = { key: 'request.auth.claims[acr]', value: 'phr' };

/**
 * Puts a path that a policy opens behind a claim of a strong login: by a policy of its own that refuses the path to
 * calls without it, so that all other rules stay as they are. Offered where the file can take another document.
 * https://istio.io/latest/docs/reference/config/security/authorization-policy/
 */
export function refuseWithoutClaim(tree: SyntaxTree, at: TextRange): readonly TextEdit[] | undefined {
  const object = objectAt(tree, at);
  const [root] = tree.documents;
  if (object?.kind !== 'AuthorizationPolicy' || object.group !== 'security.istio.io') return undefined;
  if (tree.format !== 'yaml' || root?.kind !== 'mapping' || root.flow) return undefined;
  const path = pathAt(object, at);
  const target = targetLines(get(object.node, 'spec'));
  const name = `${object.name}-step-up`;
  if (path === undefined || target === undefined || !isNewName(tree, object, name)) return undefined;
  const { lineEnd } = styleOf(tree);
  const lines = [
    '---',
    `apiVersion: ${object.group}/${object.version}`,
    'kind: AuthorizationPolicy',
    'metadata:',
    `  name: ${scalarText(name, false)}`,
    ...(object.namespace === '' ? [] : [`  namespace: ${scalarText(object.namespace, false)}`]),
    'spec:',
    ...target,
    '  action: DENY',
    '  rules:',
    '    - to:',
    '        - operation:',
    `            paths: [${scalarText(path, true)}]`,
    '      when:',
    `        - key: ${CLAIM.key}`,
    `          notValues: [${CLAIM.value}]`,
  ];
  const { text } = tree;
  const ended = /(?:^|\n)---[ \t]*\r?\n?$/u.test(text);
  const body = (ended ? lines.slice(1) : lines).join(lineEnd) + lineEnd;
  const before = text === '' || text.endsWith('\n') ? '' : lineEnd;
  return [{ range: { start: text.length, end: text.length }, newText: before + body }];
}

/** The path of an operation that stands exactly there. */
function pathAt({ node }: KubernetesObject, at: TextRange): string | undefined {
  const operations = itemsOf(get(get(node, 'spec'), 'rules')).flatMap((rule) =>
    itemsOf(get(rule, 'to')).map((item) => get(item, 'operation') ?? item),
  );
  const paths = operations.flatMap((operation) => itemsOf(get(operation, 'paths')));
  return textOf(paths.find(({ range }) => sameRange(range, at)));
}

/** The lines that say to which workloads a policy belongs; `undefined` where that is written in another way. */
function targetLines(spec: SyntaxNode | undefined): readonly string[] | undefined {
  if (get(spec, 'targetRef') !== undefined || get(spec, 'targetRefs') !== undefined) return undefined;
  const selector = get(spec, 'selector');
  if (selector === undefined) return [];
  const labels = Object.entries(recordOf(get(selector, 'matchLabels')));
  if (labels.length === 0 || entries(selector).length !== 1) return undefined;
  return [
    '  selector:',
    '    matchLabels:',
    ...labels.map(([key, value]) => `      ${scalarText(key, false)}: ${scalarText(value, false)}`),
  ];
}

function isNewName(tree: SyntaxTree, object: KubernetesObject, name: string): boolean {
  if (!/^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/u.test(name)) return false;
  return !objectsOf(tree).some(
    (other) => other.kind === object.kind && other.name === name && other.namespace === object.namespace,
  );
}

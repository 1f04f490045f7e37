import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import { CLUSTER_ACCOUNT } from '../resources/clusterAccounts.js';
import { entryAt, mappingAt, scalarAt } from './build.js';
import type { GivenValue } from './chartValues.js';
import { chartValues } from './chartValues.js';
import type { Block } from './configuration.js';
import { each } from './configuration.js';
import type { Evaluator } from './evaluator.js';

/** https://github.com/aws/amazon-eks-pod-identity-webhook */
const ROLE = 'eks.amazonaws.com/role-arn';
const AUDIENCE = 'eks.amazonaws.com/audience';

/**
 * The service accounts that a resource makes in a cluster, as resources of the template: those of the Kubernetes
 * provider, and those of a chart that is installed, as far as its values give them a role.
 *
 * https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources/service_account_v1
 * https://registry.terraform.io/providers/hashicorp/helm/latest/docs/resources/release
 */
export function accountEntries(evaluator: Evaluator, block: Block): readonly SyntaxEntry[] {
  const { type, body } = block;
  if (/^kubernetes_service_account(_v1)?$/u.test(type)) {
    const metadata = metadataOf(evaluator, block, get(body, 'metadata'));
    return accountOf(block, metadata, bindingOf(evaluator, metadata));
  }
  if (type === 'kubernetes_manifest') {
    const manifest = valueOf(evaluator, block, get(body, 'manifest'));
    if (textOf(get(manifest, 'kind')) !== 'ServiceAccount') return [];
    return accountOf(block, metadataOf(evaluator, block, get(manifest, 'metadata')));
  }
  if (type === 'kubernetes_annotations' && textOf(get(body, 'kind')) === 'ServiceAccount') {
    const annotations = valueOf(evaluator, block, get(body, 'annotations'));
    return accountOf(block, { ...metadataOf(evaluator, block, get(body, 'metadata')), annotations });
  }
  return type === 'helm_release' ? chartAccounts(evaluator, block) : [];
}

interface Metadata {
  readonly name: SyntaxNode | undefined;
  readonly namespace: SyntaxNode | undefined;
  readonly annotations: SyntaxNode | undefined;
}

function metadataOf(evaluator: Evaluator, block: Block, node: SyntaxNode | undefined): Metadata {
  const [metadata] = each(node);
  const at = (key: string): SyntaxNode | undefined => valueOf(evaluator, block, get(metadata, key));
  return { name: at('name'), namespace: at('namespace'), annotations: at('annotations') };
}

function valueOf(evaluator: Evaluator, block: Block, node: SyntaxNode | undefined): SyntaxNode | undefined {
  return node && evaluator.value(node, evaluator.scopeOf(block));
}

/**
 * The name of a binding of the same module that may give an account rights in the cluster: one whose subject is, or could
 * be, the account.
 *
 * https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources/cluster_role_binding_v1
 */
function bindingOf(evaluator: Evaluator, { name }: Metadata): SyntaxNode | undefined {
  const own = textOf(name);
  return evaluator.resources.find((binding) => {
    if (!/^kubernetes_(?:cluster_)?role_binding(?:_v1)?$/u.test(binding.type)) return false;
    return each(get(binding.body, 'subject')).some((subject) => {
      const [kind, named] = ['kind', 'name'].map((key) =>
        textOf(valueOf(evaluator, binding, get(subject, key))),
      );
      const isOther =
        own !== undefined && named !== undefined && isWhole(own) && isWhole(named) && own !== named;
      return kind !== 'User' && kind !== 'Group' && !isOther;
    });
  })?.key;
}

function isWhole(text: string): boolean {
  return !text.includes(UNKNOWN_PART);
}

function accountOf(
  block: Block,
  { name, namespace, annotations }: Metadata,
  binding?: SyntaxNode,
): readonly SyntaxEntry[] {
  const { key } = block;
  return [
    accountEntry(block, block.address, {
      Name: name,
      // https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces
      Namespace: namespace ?? scalarAt(key.range, 'default'),
      RoleArn: get(annotations, ROLE),
      Audience: get(annotations, AUDIENCE),
      Binding: binding,
    }),
  ];
}

/** The accounts of a chart that its values give a role; which others it makes is not known. */
function chartAccounts(evaluator: Evaluator, block: Block): readonly SyntaxEntry[] {
  const given = chartValues(evaluator, block);
  const namespace = valueOf(evaluator, block, get(block.body, 'namespace'));
  return given.flatMap(({ path, value }) => {
    if (path.at(-1) !== ROLE) return [];
    const at =
      path.at(-2)?.toLowerCase().endsWith('annotations') === true ? path.slice(0, -2) : path.slice(0, -1);
    const of = (key: string): SyntaxNode | undefined => valueAt(given, [...at, key]);
    return [
      accountEntry(block, `${block.address}:${at.join('.')}`, {
        Name: of('name'),
        Namespace: namespace ?? scalarAt(block.key.range, 'default'),
        RoleArn: value,
        Audience: valueAt(given, [...path.slice(0, -1), AUDIENCE]),
      }),
    ];
  });
}

/** What counts at a path: what is said last. */
function valueAt(given: readonly GivenValue[], path: readonly string[]): SyntaxNode | undefined {
  const key = path.join('\n');
  return given.findLast((one) => one.path.join('\n') === key)?.value;
}

function accountEntry(
  block: Block,
  id: string,
  properties: Readonly<Record<string, SyntaxNode | undefined>>,
): SyntaxEntry {
  return madeEntry(block, id, CLUSTER_ACCOUNT, properties);
}

/** Something that a block makes in a cluster, as a resource of the template. */
export function madeEntry(
  { key, body }: Block,
  id: string,
  type: string,
  properties: Readonly<Record<string, SyntaxNode | undefined>>,
): SyntaxEntry {
  const written = Object.entries(properties).flatMap(([name, node]) =>
    node === undefined ? [] : [entryAt(node.range, name, node)],
  );
  const node = mappingAt(body.range, [
    entryAt(key.range, 'Type', scalarAt(key.range, type)),
    entryAt(key.range, 'Properties', mappingAt(body.range, written)),
  ]);
  return { key: scalarAt(key.range, id, key.style), value: node, merged: false };
}

import { AWS_AUTH } from '../../../knowledge/kubernetes/cloudIdentity.js';
import type { SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import { CLUSTER_MAPPING } from '../resources/clusterAccess.js';
import { documentOf } from './chartValues.js';
import { madeEntry } from './clusterAccounts.js';
import type { Block } from './configuration.js';
import { each } from './configuration.js';
import type { Evaluator } from './evaluator.js';
import { flatItems, isFunction } from './nodeText.js';

const CONFIG_MAP = /^kubernetes_config_map(?:_v1)?(?:_data)?$/u;

/** The lists of the ConfigMap, each with the key by which its lines name who of AWS is meant. */
const LISTS = [
  ['mapRoles', 'rolearn'],
  ['mapUsers', 'userarn'],
] as const;

/**
 * The lines of the ConfigMap `aws-auth`, by which EKS lets roles and users into a cluster, as resources of the template.
 *
 * https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html
 * https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs/resources/config_map_v1_data
 */
export function mappingEntries(evaluator: Evaluator, block: Block): readonly SyntaxEntry[] {
  if (!CONFIG_MAP.test(block.type)) return [];
  const scope = evaluator.scopeOf(block);
  const worked = (node: SyntaxNode | undefined): SyntaxNode | undefined =>
    node && evaluator.value(node, scope);
  const name = worked(get(each(get(block.body, 'metadata'))[0], 'name'));
  if (textOf(name) !== AWS_AUTH.name) return [];
  const data = worked(get(block.body, 'data'));
  return LISTS.flatMap(([list, arn]) => {
    const value = get(data, list);
    const lines = value && linesOf(value);
    if (value !== undefined && lines === undefined) noteOpen(evaluator, value, list);
    return (lines ?? []).flatMap((line, index) =>
      get(line, arn) === undefined
        ? []
        : [
            madeEntry(block, `${block.address}:${list}/${String(index)}`, CLUSTER_MAPPING, {
              PrincipalArn: get(line, arn),
              Username: get(line, 'username'),
              KubernetesGroups: get(line, 'groups'),
            }),
          ],
    );
  });
}

/** The lines that a list comes to; `undefined` where that is not known. */
function linesOf(value: SyntaxNode): readonly SyntaxNode[] | undefined {
  const list = value.kind === 'sequence' ? value : documentOf(value);
  const items = list === undefined || list.kind === 'scalar' ? undefined : flatItems(list);
  return items?.every((item) => item.kind === 'mapping' && !isFunction(item)) === true ? items : undefined;
}

function noteOpen({ reading }: Evaluator, value: SyntaxNode, list: string): void {
  reading.note({
    origin: reading.originOf(value),
    title: `${list} of aws-auth`,
    text: 'Who of AWS these lines let into the cluster is not known: what makes them is not read here.',
    source: 'https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html',
  });
}

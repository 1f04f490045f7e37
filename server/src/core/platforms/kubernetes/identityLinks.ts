import { AWS_AUTH, roleNameOf, userNameOf } from '../../knowledge/kubernetes/cloudIdentity.js';
import { accessPolicyName, NODE_ENTRY_TYPES, NODE_GROUP } from '../../knowledge/kubernetes/eksAccess.js';
import type { DefinitionKey, Note } from '../../model/facts.js';
import { userHolder } from '../../knowledge/kubernetes/subjects.js';
import type { IdentityLink, LinkedPolicy } from '../../model/identityLink.js';
import type { Origin } from '../../model/origin.js';
import { parse } from '../../syntax/parse.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import { accountKey } from './accounts.js';
import { within } from '../../text/block.js';
import type { KubernetesObject } from './objects.js';
import { qualified } from './objects.js';
import type { Reading } from './reading.js';
import { itemsOf, listOf } from './reading.js';

/** What lets one identity act as another, written apart from both; none for objects of other kinds. */
export function readIdentityLinks(reading: Reading, object: KubernetesObject): readonly IdentityLink[] {
  const { group, kind, name } = object;
  if (group === '' && kind === 'ConfigMap') return name === AWS_AUTH.name ? awsAuth(reading, object) : [];
  if (group === 'eksctl.io' && kind === 'ClusterConfig') return eksctlEntries(reading, object);
  // https://aws-controllers-k8s.github.io/community/reference/eks/v1alpha1/podidentityassociation/, and the same of
  // Crossplane, below `forProvider`.
  if (
    group !== 'eks.services.k8s.aws' &&
    !/^eks\.aws(?:\.m)?\.(?:upbound\.io|crossplane\.io)$/u.test(group)
  ) {
    return [];
  }
  const spec = get(object.node, 'spec');
  const fields = get(spec, 'forProvider') ?? spec;
  const entry = { localId: qualified(object.namespace, object.name), fields, extent: object.extent };
  if (kind === 'PodIdentityAssociation') return podIdentity(reading, object, fields);
  if (kind === 'AccessPolicyAssociation') return accessEntry(reading, entry);
  return kind === 'AccessEntry' ? accessEntry(reading, entry) : [];
}

function podIdentity(
  reading: Reading,
  object: KubernetesObject,
  fields: SyntaxNode | undefined,
): readonly IdentityLink[] {
  const arnNode = get(fields, 'roleARN') ?? get(fields, 'roleArn');
  const arn = textOf(arnNode);
  const role = roleNameOf(arn ?? '');
  const account = textOf(get(fields, 'serviceAccount'));
  const namespace = textOf(get(fields, 'namespace'));
  if (arnNode === undefined || arn === undefined || role === undefined) return [];
  if (account === undefined || namespace === undefined) return [];
  return [
    {
      localId: `podidentityassociation:${qualified(object.namespace, object.name)}`,
      noun: 'pod identity association',
      from: accountKey(namespace, account),
      fromName: qualified(namespace, account),
      to: { space: 'identity', key: `aws:role/${role}` },
      toName: arn,
      groups: [],
      origin: reading.originOf(arnNode),
      extent: object.extent,
    },
  ];
}

/** One access entry, or one policy that is added to one, whoever makes it. */
interface Entry {
  readonly localId: string;
  readonly fields: SyntaxNode | undefined;
  readonly extent: IdentityLink['extent'];
}

/** https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html */
function accessEntry(reading: Reading, { localId, fields, extent }: Entry): readonly IdentityLink[] {
  const arnNode = get(fields, 'principalARN') ?? get(fields, 'principalArn');
  const arn = textOf(arnNode);
  const from = principalKey(arn ?? '');
  if (arnNode === undefined || arn === undefined || from === undefined) return [];
  const user = textOf(
    get(fields, 'username') ?? get(fields, 'userName') ?? get(fields, 'kubernetesUsername'),
  );
  const type = get(fields, 'type');
  const isNode = NODE_ENTRY_TYPES.has(textOf(type) ?? '');
  const policies = policiesOf(reading, fields);
  return [
    {
      localId: `accessentry:${localId}`,
      noun: 'access entry',
      from,
      fromName: arn,
      ...(user === undefined ? {} : { to: userHolder(user, reading.originOf(arnNode)).key }),
      toName: user ?? 'a user of the cluster',
      groups: [
        ...listOf(get(fields, 'kubernetesGroups')).map(({ text, node }) => ({
          name: text,
          origin: reading.originOf(node),
        })),
        ...(isNode && type !== undefined ? [{ name: NODE_GROUP, origin: reading.originOf(type) }] : []),
      ],
      ...(policies.length === 0 ? {} : { policies }),
      origin: reading.originOf(arnNode),
      extent,
    },
  ];
}

/** The access policies of an entry, in a list of their own or, in a kind that adds one alone, beside the principal. */
function policiesOf(reading: Reading, fields: SyntaxNode | undefined): readonly LinkedPolicy[] {
  const alone = get(fields, 'policyArn') === undefined ? [] : [fields];
  return [...itemsOf(get(fields, 'accessPolicies')), ...alone].flatMap((item) => {
    const node = get(item, 'policyARN') ?? get(item, 'policyArn');
    const name = accessPolicyName(textOf(node) ?? '');
    if (node === undefined || name === undefined) return [];
    const written = get(item, 'accessScope');
    const scope = itemsOf(written)[0] ?? written;
    const namespaces = listOf(get(scope, 'namespaces')).map(({ text }) => text);
    const isCluster = textOf(get(scope, 'type'))?.toLowerCase() !== 'namespace';
    return [{ name, namespaces: isCluster ? null : namespaces, origin: reading.originOf(node) }];
  });
}

/**
 * The file that eksctl makes a cluster of: access entries, and lines for `aws-auth`.
 * https://eksctl.io/usage/access-entries/, https://eksctl.io/usage/iam-identity-mappings/
 */
function eksctlEntries(reading: Reading, { node, extent }: KubernetesObject): readonly IdentityLink[] {
  const entries = itemsOf(get(get(node, 'accessConfig'), 'accessEntries')).flatMap((fields) =>
    accessEntry(reading, { localId: textOf(get(fields, 'principalARN')) ?? '', fields, extent }),
  );
  const mappings = itemsOf(get(node, 'iamIdentityMappings')).flatMap((item): readonly IdentityLink[] => {
    const arnNode = get(item, 'arn');
    const arn = textOf(arnNode);
    const from = principalKey(arn ?? '');
    if (arnNode === undefined || arn === undefined || from === undefined) return [];
    const user = textOf(get(item, 'username'));
    const origin = reading.originOf(arnNode);
    return [
      {
        localId: `aws-auth:${arn}`,
        noun: 'aws-auth mapping',
        from,
        fromName: arn,
        ...(user === undefined ? {} : { to: userHolder(user, origin).key }),
        toName: user ?? 'a user of the cluster',
        groups: listOf(get(item, 'groups')).map((group) => ({
          name: group.text,
          origin: reading.originOf(group.node),
        })),
        origin,
        extent,
      },
    ];
  });
  return [...entries, ...mappings];
}

function principalKey(arn: string): DefinitionKey | undefined {
  const role = roleNameOf(arn);
  if (role !== undefined) return { space: 'identity', key: `aws:role/${role}` };
  const user = userNameOf(arn);
  return user === undefined ? undefined : { space: 'identity', key: `aws:user/${user}` };
}

/** The ConfigMap keeps lists of its own, as text: https://docs.aws.amazon.com/eks/latest/userguide/auth-configmap.html */
function awsAuth(reading: Reading, object: KubernetesObject): readonly IdentityLink[] {
  const data = get(object.node, 'data');
  return ['mapRoles', 'mapUsers'].flatMap((key) => {
    const text = get(data, key);
    if (text?.kind !== 'scalar') return [];
    const inner = parse(text.text, 'yaml');
    const place = new Places(reading, text);
    const arnKey = key === 'mapRoles' ? 'rolearn' : 'userarn';
    return itemsOf(inner.documents[0]).flatMap((item, index): readonly IdentityLink[] => {
      const arn = textOf(get(item, arnKey));
      const from = principalKey(arn ?? '');
      if (arn === undefined || from === undefined) return [];
      const user = textOf(get(item, 'username'));
      const origin = place.next(arn);
      return [
        {
          localId: `aws-auth:${key}/${String(index)}`,
          noun: 'aws-auth mapping',
          from,
          fromName: arn,
          ...(user === undefined ? {} : { to: userHolder(user, origin).key }),
          toName: user ?? 'a user of the cluster',
          groups: listOf(get(item, 'groups')).map(({ text: name }) => ({ name, origin: place.next(name) })),
          origin,
          extent: object.extent,
        },
      ];
    });
  });
}

/**
 * Accounts of AWS of which every user and role may log in, without a group.
 * https://github.com/kubernetes-sigs/aws-iam-authenticator/blob/master/README.md
 */
export function mappedAccounts(reading: Reading, object: KubernetesObject): readonly Note[] {
  const isAwsAuth = object.group === '' && object.kind === 'ConfigMap' && object.name === AWS_AUTH.name;
  const text = isAwsAuth ? get(get(object.node, 'data'), 'mapAccounts') : undefined;
  if (text?.kind !== 'scalar') return [];
  const place = new Places(reading, text);
  return listOf(parse(text.text, 'yaml').documents[0]).map(({ text: account }) => ({
    origin: place.next(account),
    title: `AWS account ${account}`,
    text: 'Every IAM user and role of this account may log in to the cluster, each under its ARN. They are in group `system:authenticated` alone: they have what bindings give to that group, and to their own names.',
    source: 'https://github.com/kubernetes-sigs/aws-iam-authenticator/blob/master/README.md',
  }));
}

/** Where words of a text within the text stand in the file, asked for in order. */
class Places {
  readonly #written: string;
  #from = 0;

  constructor(
    readonly reading: Reading,
    readonly node: SyntaxNode,
  ) {
    this.#written = reading.tree.text.slice(node.written.start, node.written.end);
  }

  next(word: string): Origin {
    const { range, written } = this.node;
    const at = this.#written.indexOf(word, this.#from);
    const found = at >= 0 ? at : this.#written.indexOf(word);
    if (found < 0 || range !== written) return this.reading.originOf(this.node);
    this.#from = Math.max(this.#from, found);
    return { uri: this.reading.uri, range: within(written, found, found + word.length) };
  }
}

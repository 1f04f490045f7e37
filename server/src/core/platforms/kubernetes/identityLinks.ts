import { AWS_AUTH, roleNameOf, userNameOf } from '../../knowledge/kubernetes/cloudIdentity.js';
import type { DefinitionKey } from '../../model/facts.js';
import type { IdentityLink } from '../../model/identityLink.js';
import type { Origin } from '../../model/origin.js';
import { parse } from '../../syntax/parse.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import { accountKey } from './accounts.js';
import { userHolder } from './bindings.js';
import type { KubernetesObject } from './objects.js';
import { qualified } from './objects.js';
import type { Reading } from './reading.js';
import { itemsOf, listOf } from './reading.js';

/** What lets one identity act as another, written apart from both; none for objects of other kinds. */
export function readIdentityLinks(reading: Reading, object: KubernetesObject): readonly IdentityLink[] {
  const { group, kind, name } = object;
  if (group === '' && kind === 'ConfigMap') return name === AWS_AUTH.name ? awsAuth(reading, object) : [];
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
  if (kind === 'PodIdentityAssociation') return podIdentity(reading, object, fields);
  return kind === 'AccessEntry' ? accessEntry(reading, object, fields) : [];
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

/** https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html */
function accessEntry(
  reading: Reading,
  object: KubernetesObject,
  fields: SyntaxNode | undefined,
): readonly IdentityLink[] {
  const arnNode = get(fields, 'principalARN') ?? get(fields, 'principalArn');
  const arn = textOf(arnNode);
  const from = principalKey(arn ?? '');
  if (arnNode === undefined || arn === undefined || from === undefined) return [];
  const user = textOf(get(fields, 'username') ?? get(fields, 'userName'));
  return [
    {
      localId: `accessentry:${qualified(object.namespace, object.name)}`,
      noun: 'access entry',
      from,
      fromName: arn,
      ...(user === undefined ? {} : { to: userHolder(user, reading.originOf(arnNode)).key }),
      toName: user ?? 'a user of the cluster',
      groups: listOf(get(fields, 'kubernetesGroups')).map(({ text, node }) => ({
        name: text,
        origin: reading.originOf(node),
      })),
      origin: reading.originOf(arnNode),
      extent: object.extent,
    },
  ];
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

/** Where words of a text within the text stand in the file, asked for in order. */
class Places {
  #from: number;

  constructor(
    readonly reading: Reading,
    readonly node: SyntaxNode,
  ) {
    this.#from = node.written.start;
  }

  next(word: string): Origin {
    const { start, end } = this.node.written;
    const at = this.reading.tree.text.indexOf(word, this.#from);
    const found = at >= 0 && at + word.length <= end ? at : this.reading.tree.text.indexOf(word, start);
    if (found < 0 || found + word.length > end || this.node.range !== this.node.written) {
      return this.reading.originOf(this.node);
    }
    this.#from = Math.max(this.#from, found);
    return { uri: this.reading.uri, range: { start: found, end: found + word.length } };
  }
}

import { accessPolicyName, NODE_ENTRY_TYPES, NODE_GROUP } from '../../../knowledge/kubernetes/eksAccess.js';
import type { IdentityLink, LinkedPolicy } from '../../../model/identityLink.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import { identityKeyOf, knownName, userDefinition } from '../identities/keys.js';
import type { Parts } from '../parts.js';
import type { Resource } from '../template/template.js';
import { property } from '../template/template.js';
import type { SourceText } from '../text/sourceText.js';
import { isKnown } from '../text/sourceText.js';
import { extentOf } from './roles.js';

/** The type under which a template has the lines of the ConfigMap `aws-auth` that something of it writes. */
export const CLUSTER_MAPPING = 'Kubernetes::AwsAuthMapping';

/**
 * What lets a role or user into a cluster of EKS, and what lets a service account of one act as a role.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eks-accessentry.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-eks-podidentityassociation.html
 */
export function clusterAccessParts(context: Context, resource: Resource): Partial<Parts> {
  if (resource.type === 'AWS::EKS::AccessEntry' || resource.type === CLUSTER_MAPPING) {
    return { identityLinks: accessEntries(context, resource) };
  }
  if (resource.type === 'AWS::EKS::PodIdentityAssociation') {
    return { identityLinks: podIdentities(context, resource) };
  }
  return {};
}

function accessEntries(context: Context, resource: Resource): readonly IdentityLink[] {
  const { texts } = context;
  const isMapping = resource.type === CLUSTER_MAPPING;
  const type = texts.texts(property(resource, 'Type')).find(({ text }) => NODE_ENTRY_TYPES.has(text));
  const [user] = texts.texts(property(resource, 'Username')).filter(isKnown);
  const groups = texts
    .texts(property(resource, 'KubernetesGroups'))
    .filter(isKnown)
    .map(({ text, origin }) => ({ name: text, origin }));
  const policies = policiesOf(context, property(resource, 'AccessPolicies'));
  return texts.texts(property(resource, 'PrincipalArn')).flatMap((principal) => {
    const from = principalKey(context, principal);
    if (from === undefined) return [];
    return [
      {
        localId: `${isMapping ? 'aws-auth' : 'accessentry'}:${resource.id}`,
        noun: isMapping ? 'aws-auth mapping' : 'access entry',
        from,
        fromName: nameOf(context, principal),
        ...(user === undefined
          ? {}
          : { to: { space: 'identity' as const, key: `kubernetes:user/${user.text}` } }),
        toName: user?.text ?? 'a user of the cluster',
        groups: [...groups, ...(type === undefined ? [] : [{ name: NODE_GROUP, origin: type.origin }])],
        ...(policies.length === 0 ? {} : { policies }),
        origin: principal.origin,
        extent: extentOf(resource),
      },
    ];
  });
}

function policiesOf({ texts }: Context, list: SyntaxNode | undefined): readonly LinkedPolicy[] {
  return texts.branches(list).flatMap(({ node }) =>
    node.kind !== 'sequence'
      ? []
      : node.items
          .flatMap((item) => texts.branches(item))
          .flatMap(({ node: item }) => {
            const scope = get(item, 'AccessScope');
            const isCluster = textOf(get(scope, 'Type'))?.toLowerCase() !== 'namespace';
            const namespaces = texts.texts(get(scope, 'Namespaces')).map(({ shown }) => shown);
            return texts.texts(get(item, 'PolicyArn')).flatMap(({ text, origin }) => {
              // The partition is often left to the template.
              const name = accessPolicyName(text.replace(/^arn:[^:]*:/u, 'arn:aws:'));
              return name === undefined ? [] : [{ name, namespaces: isCluster ? null : namespaces, origin }];
            });
          }),
  );
}

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html */
function podIdentities(context: Context, resource: Resource): readonly IdentityLink[] {
  const { texts } = context;
  const [account] = texts.texts(property(resource, 'ServiceAccount')).filter(isKnown);
  const [namespace] = texts.texts(property(resource, 'Namespace')).filter(isKnown);
  if (account === undefined || namespace === undefined) return [];
  return texts.texts(property(resource, 'RoleArn')).flatMap((role) => {
    const to = principalKey(context, role);
    if (to === undefined) return [];
    return [
      {
        localId: `podidentityassociation:${resource.id}`,
        noun: 'pod identity association',
        from: { space: 'identity' as const, key: `kubernetes:${namespace.text}/${account.text}` },
        fromName: `${namespace.text}/${account.text}`,
        to,
        toName: role.shown,
        groups: [],
        origin: role.origin,
        extent: extentOf(resource),
      },
    ];
  });
}

/** The ARN as it is written; of a role or user of the same file its name, or else its logical id, says as much. */
function nameOf(context: Context, { shown, resources }: SourceText): string {
  const [only, ...others] = resources;
  const resource = only === undefined ? undefined : context.template.resource(only);
  if (resource?.type.startsWith('AWS::IAM::') !== true || others.length > 0) return shown;
  const name = knownName(context, resource);
  if (name === undefined) return `\${${resource.id}}`;
  return `${resource.type === 'AWS::IAM::User' ? 'user' : 'role'}/${name}`;
}

function principalKey(context: Context, text: SourceText): IdentityLink['from'] | undefined {
  const user = /^arn:[^:]*:iam::[^:]*:user\/(?:.*\/)?([^/]+)$/su.exec(text.text)?.[1];
  if (user !== undefined && text.resources.length === 0) return userDefinition(user);
  return identityKeyOf(context, text);
}

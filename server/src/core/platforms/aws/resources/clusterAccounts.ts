import type { AnnotatedIdentity } from '../../../knowledge/kubernetes/annotatedIdentity.js';
import { annotatedIdentity } from '../../../knowledge/kubernetes/annotatedIdentity.js';
import { CLOUD_ANNOTATIONS } from '../../../knowledge/kubernetes/cloudIdentity.js';
import { accountOf, declaredAccount } from '../../../knowledge/kubernetes/declaredAccount.js';
import type { Unknown } from '../../../model/facts.js';
import { textOf } from '../../../syntax/syntaxTree.js';
import { quoted } from '../../../text/quoted.js';
import type { Context } from '../context.js';
import { identityKeyOf } from '../identities/keys.js';
import type { Parts } from '../parts.js';
import type { Resource } from '../template/template.js';
import { property } from '../template/template.js';
import { isKnown } from '../text/sourceText.js';
import { extentOf } from './roles.js';

/** The type under which a template has the service accounts that something of it makes in a cluster. */
export const CLUSTER_ACCOUNT = 'Kubernetes::ServiceAccount';

/** Service accounts of a cluster that a template makes, with the roles that their pods get. */
export function clusterAccountParts(context: Context, resource: Resource): Partial<Parts> {
  if (resource.type !== CLUSTER_ACCOUNT) return {};
  const { texts, reading } = context;
  const [written] = texts.texts(property(resource, 'Name')).filter(isKnown);
  const [namespace] = texts.texts(property(resource, 'Namespace')).filter(isKnown);
  const [audience] = texts.texts(property(resource, 'Audience')).filter(isKnown);
  const name = written?.text ?? '';
  const roles = texts.texts(property(resource, 'RoleArn'));
  const origin = reading.originOf(resource.key);
  const clouds = roles.flatMap((role): readonly AnnotatedIdentity[] => {
    const target = identityKeyOf(context, role);
    // None that stands here can be the one which a module makes that is not read.
    if (target === undefined && role.shown.startsWith('${module.')) {
      const why = `it is made by a module that is not read: ${role.shown}`;
      return [{ unknown: { what: 'which AWS identity its pods get', why, origin: role.origin } }];
    }
    return AWS_ANNOTATIONS.map((known) =>
      annotatedIdentity({
        known,
        written: role.shown,
        audience: audience?.text,
        namespace: namespace?.text ?? '',
        name,
        target,
        origin: role.origin,
      }),
    );
  });
  const declared = declaredAccount({
    namespace: namespace?.text ?? '',
    name,
    origin,
    extent: extentOf(resource),
    clouds,
  });
  const session = { ...declared, unknowns: [...declared.unknowns, ...unreadBinding(context, resource)] };
  // A name that the chart makes up nothing else can know.
  if (name === '') return { sessions: [accountOf(resource.id, session)] };
  const key = `kubernetes:${namespace?.text ?? ''}/${name}`;
  return { sessions: [session], definitions: [{ space: 'identity', key, origin }] };
}

/** Roles and bindings of Terraform's Kubernetes provider are not read: what one gives is not known. */
function unreadBinding({ reading }: Context, resource: Resource): readonly Unknown[] {
  const binding = property(resource, 'Binding');
  if (binding === undefined) return [];
  return [
    {
      what: `what binding ${quoted(textOf(binding) ?? '')} gives in the cluster`,
      why: 'roles and bindings that Terraform makes in a cluster are not read',
      origin: reading.originOf(binding),
    },
  ];
}

const AWS_ANNOTATIONS = CLOUD_ANNOTATIONS.filter(({ cloud }) => cloud === 'AWS');

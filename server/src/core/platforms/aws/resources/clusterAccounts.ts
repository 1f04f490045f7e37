import { annotatedIdentity } from '../../../knowledge/kubernetes/annotatedIdentity.js';
import { CLOUD_ANNOTATIONS } from '../../../knowledge/kubernetes/cloudIdentity.js';
import { declaredAccount } from '../../../knowledge/kubernetes/declaredAccount.js';
import type { SessionFacts } from '../../../model/facts.js';
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
  const clouds = roles.flatMap((role) =>
    AWS_ANNOTATIONS.map((known) =>
      annotatedIdentity({
        known,
        written: role.shown,
        audience: audience?.text,
        namespace: namespace?.text ?? '',
        name,
        target: identityKeyOf(context, role),
        origin: role.origin,
      }),
    ),
  );
  const session = declaredAccount({
    namespace: namespace?.text ?? '',
    name,
    origin,
    extent: extentOf(resource),
    clouds,
  });
  if (name === '') return { sessions: [unnamed(session, resource)] };
  const key = `kubernetes:${namespace?.text ?? ''}/${name}`;
  return { sessions: [session], definitions: [{ space: 'identity', key, origin }] };
}

const AWS_ANNOTATIONS = CLOUD_ANNOTATIONS.filter(({ cloud }) => cloud === 'AWS');

/** An account whose name the chart makes up: it is known by what installs the chart, and nothing else can name it. */
function unnamed(session: SessionFacts, { id }: Resource): SessionFacts {
  return {
    ...session,
    localId: `account:${id}`,
    name: id,
    label: id,
    credential: `token of the service account of ${id}`,
    subject: {},
  };
}

import type { CloudAnnotation } from '../../knowledge/kubernetes/cloudIdentity.js';
import { CLOUD_ANNOTATIONS, roleNameOf } from '../../knowledge/kubernetes/cloudIdentity.js';
import { accountUser, MOUNTED_TOKEN } from '../../knowledge/kubernetes/tokens.js';
import { sensitivityOf, tierOf } from '../../knowledge/names/words.js';
import type { CarriedIdentity, DefinitionKey, Reference, SessionFacts, Unknown } from '../../model/facts.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { KubernetesObject } from './objects.js';
import { qualified } from './objects.js';
import type { Reading } from './reading.js';
import { truthOf } from './reading.js';
import { emptySession } from '../../model/emptySession.js';

/** The key of a service account; the namespace is empty where none is written. */
export function accountKey(namespace: string, name: string): DefinitionKey {
  return { space: 'identity', key: `kubernetes:${namespace}/${name}` };
}

/** A service account as its own object shows it. What it is granted and what runs as it lies elsewhere. */
export function readAccount(reading: Reading, object: KubernetesObject): SessionFacts {
  const { namespace, name } = object;
  const origin = reading.originOf(object.nameNode);
  const automount = get(object.node, 'automountServiceAccountToken');
  const mounts = truthOf(automount);
  const clouds = CLOUD_ANNOTATIONS.flatMap((annotation) => cloudIdentity(reading, object, annotation));
  const label = qualified(namespace, name);
  return {
    ...emptySession(origin, object.extent),
    localId: `account:${namespace}/${name}`,
    kind: 'service-account',
    name: label,
    noun: 'service account',
    label,
    credential: `token of service account ${label}`,
    subject: { namespace, serviceAccount: name },
    role: 'acted-as',
    // The kubelet asks for a new one long before; the longer time is that of one that was taken out of the pod.
    lifetime: {
      seconds: MOUNTED_TOKEN.seconds,
      basis: 'platform-default',
      boundBy:
        'the token mounted by default, which the API server takes for up to a year while its pod exists',
      origin: automount === undefined ? origin : reading.originOf(automount),
    },
    carried: clouds.flatMap(({ carried }) => (carried === undefined ? [] : [carried])),
    references: clouds.flatMap(({ reference }) => (reference === undefined ? [] : [reference])),
    unknowns: clouds.flatMap(({ unknown }) => (unknown === undefined ? [] : [unknown])),
    tiers: [namespace, name].flatMap((text) => {
      const tier = tierOf(text);
      return tier === undefined ? [] : [{ tier, name: text, origin }];
    }),
    mounts: {
      value: mounts ?? true,
      declared: mounts !== undefined,
      origin: mounts === undefined || automount === undefined ? origin : reading.originOf(automount),
    },
  };
}

interface CloudFacts {
  readonly carried?: CarriedIdentity;
  readonly reference?: Reference;
  readonly unknown?: Unknown;
}

/** The identity of a cloud that the account's pods get by an annotation. */
function cloudIdentity(
  reading: Reading,
  object: KubernetesObject,
  known: CloudAnnotation,
): readonly CloudFacts[] {
  const node = get(get(get(object.node, 'metadata'), 'annotations'), known.annotation);
  const written = textOf(node)?.trim();
  if (node === undefined || written === undefined || written === '') return [];
  const key = cloudKey(known, written);
  const origin = reading.originOf(node);
  if (key === undefined) {
    return [
      {
        unknown: reading.unknown(
          node,
          `which ${known.cloud} identity its pods get`,
          'the name is made elsewhere',
        ),
      },
    ];
  }
  return [
    {
      reference: referenceTo(key, written, node, reading),
      carried: carriedOf(object, known, key, written, origin),
    },
  ];
}

function referenceTo(key: string, written: string, node: SyntaxNode, reading: Reading): Reference {
  const origin = reading.originOf(node);
  return { id: `assumes:${key}`, kind: 'assumes', target: { space: 'identity', key }, name: written, origin };
}

function cloudKey({ cloud }: CloudAnnotation, written: string): string | undefined {
  if (/[${}]/u.test(written)) return undefined;
  if (cloud === 'AWS') {
    const role = roleNameOf(written);
    return role === undefined ? undefined : `aws:role/${role}`;
  }
  return cloud === 'Azure' ? `azure:${written.toLowerCase()}` : `google:${written}`;
}

function carriedOf(
  object: KubernetesObject,
  known: CloudAnnotation,
  key: string,
  written: string,
  origin: CarriedIdentity['origin'],
): CarriedIdentity {
  const { namespace, name, annotations } = object;
  const audience =
    (known.audienceAnnotation === undefined ? undefined : annotations[known.audienceAnnotation]) ??
    known.audience;
  const sub = accountUser(namespace === '' ? '*' : namespace, name);
  const tier = tierOf(written);
  return {
    key,
    kind: known.kind,
    name: written,
    system: known.system,
    lifetime: { seconds: known.seconds, basis: 'platform-default', boundBy: known.boundBy, origin },
    claims: { sub, aud: audience },
    // Which issuer a cluster has is not written in its manifests.
    claimSets: [{ issuer: '*', values: { sub, aud: audience }, absent: [], initiator: 'workload' }],
    visibleTo: 'session',
    gates: [],
    ...(tier === undefined ? {} : { tier }),
    sensitivity: sensitivityOf(written),
    origin,
    uses: [],
  };
}

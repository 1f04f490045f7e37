import type { CloudAnnotation } from '../../knowledge/kubernetes/cloudIdentity.js';
import type { AnnotatedIdentity } from '../../knowledge/kubernetes/annotatedIdentity.js';
import { annotatedIdentity } from '../../knowledge/kubernetes/annotatedIdentity.js';
import { CLOUD_ANNOTATIONS } from '../../knowledge/kubernetes/cloudIdentity.js';
import { MOUNTED_TOKEN } from '../../knowledge/kubernetes/tokens.js';
import { tierOf } from '../../knowledge/names/words.js';
import type { DefinitionKey, SessionFacts } from '../../model/facts.js';
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
    // The kubelet asks for a new one every hour; the longer time is that of one that was taken out of the pod.
    lifetime: {
      seconds: MOUNTED_TOKEN.accepted,
      basis: 'platform-default',
      boundBy: MOUNTED_TOKEN.boundBy,
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

/** The identity of a cloud that the account's pods get by an annotation. */
function cloudIdentity(
  reading: Reading,
  { node, namespace, name, annotations }: KubernetesObject,
  known: CloudAnnotation,
): readonly AnnotatedIdentity[] {
  const at = get(get(get(node, 'metadata'), 'annotations'), known.annotation);
  const written = textOf(at)?.trim();
  if (at === undefined || written === undefined || written === '') return [];
  const audience = known.audienceAnnotation === undefined ? undefined : annotations[known.audienceAnnotation];
  return [annotatedIdentity({ known, written, audience, namespace, name, origin: reading.originOf(at) })];
}

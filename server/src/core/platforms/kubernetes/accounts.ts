import type { CloudAnnotation } from '../../knowledge/kubernetes/cloudIdentity.js';
import type { AnnotatedIdentity } from '../../knowledge/kubernetes/annotatedIdentity.js';
import { annotatedIdentity } from '../../knowledge/kubernetes/annotatedIdentity.js';
import { CLOUD_ANNOTATIONS } from '../../knowledge/kubernetes/cloudIdentity.js';
import { declaredAccount } from '../../knowledge/kubernetes/declaredAccount.js';
import type { DefinitionKey, SessionFacts } from '../../model/facts.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { KubernetesObject } from './objects.js';
import type { Reading } from './reading.js';
import { truthOf } from './reading.js';

/** The key of a service account; the namespace is empty where none is written. */
export function accountKey(namespace: string, name: string): DefinitionKey {
  return { space: 'identity', key: `kubernetes:${namespace}/${name}` };
}

/** A service account as its own object shows it. */
export function readAccount(reading: Reading, object: KubernetesObject): SessionFacts {
  const automount = get(object.node, 'automountServiceAccountToken');
  const mounts = truthOf(automount);
  return declaredAccount({
    namespace: object.namespace,
    name: object.name,
    origin: reading.originOf(object.nameNode),
    extent: object.extent,
    mounts:
      mounts === undefined || automount === undefined
        ? undefined
        : { value: mounts, origin: reading.originOf(automount) },
    clouds: CLOUD_ANNOTATIONS.flatMap((annotation) => cloudIdentity(reading, object, annotation)),
  });
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

import { PROJECTED_TOKEN, MOUNTED_TOKEN } from '../../knowledge/kubernetes/tokens.js';
import type { CarriedIdentity } from '../../model/facts.js';
import type { Workload } from '../../model/permissionSet.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { entry, get, textOf } from '../../syntax/syntaxTree.js';
import { accountKey } from './accounts.js';
import { carriedByEnvironment } from './environment.js';
import { escapesOf } from './escapes.js';
import type { KubernetesObject } from './objects.js';
import { objectsIn, qualified } from './objects.js';
import type { PodSpec } from './podSpecs.js';
import { podSpecsOf } from './podSpecs.js';
import type { Reading } from './reading.js';
import { itemsOf, numberOf, truthOf } from './reading.js';

/** What an object runs: one workload for each pod that it carries. */
export function readWorkloads(reading: Reading, object: KubernetesObject): readonly Workload[] {
  if (object.group === 'triggers.tekton.dev' && object.kind === 'TriggerTemplate') {
    const inner = itemsOf(get(get(object.node, 'spec'), 'resourcetemplates')).flatMap((each) =>
      objectsIn(each),
    );
    return inner.flatMap((each) => readWorkloads(reading, each));
  }
  return podSpecsOf(object).flatMap((spec) => {
    const workload = workloadOf(reading, object, spec);
    return workload === undefined ? [] : [workload];
  });
}

function workloadOf(reading: Reading, object: KubernetesObject, spec: PodSpec): Workload | undefined {
  const { namespace, name, kind } = object;
  const account = textOf(spec.account?.value);
  // Filled in by whoever starts it: https://argo-workflows.readthedocs.io/en/latest/variables/, Tekton's `$(params.…)`.
  if (account !== undefined && /\{\{|\$\(|\$\{/u.test(account)) return undefined;
  const automount =
    get(spec.node, 'automountServiceAccountToken') ?? get(spec.pod, 'automountServiceAccountToken');
  const mounts = truthOf(automount);
  const secrets = secretsOf(reading, spec.pod);
  const carried: readonly CarriedIdentity[] = carriedByEnvironment(reading, object, spec);
  return {
    localId: `${kind.toLowerCase()}:${namespace}/${name}`,
    noun: kind,
    name: qualified(namespace, name),
    namespace,
    runsAs: accountKey(namespace, account ?? 'default'),
    runsAsOrigin: reading.originOf(spec.account?.value ?? spec.key),
    named: account !== undefined,
    mounts: mounts ?? null,
    ...(mounts === undefined || automount === undefined ? {} : { mountsOrigin: reading.originOf(automount) }),
    tokens: tokensOf(reading, spec.pod),
    escapes: escapesOf(reading, spec),
    labels: spec.labels,
    ...(secrets.length === 0 ? {} : { secrets }),
    ...(carried.length === 0 ? {} : { carried }),
    origin: reading.originOf(object.nameNode),
    extent: object.extent,
  };
}

/** The Secrets that a pod mounts as a whole. */
function secretsOf(reading: Reading, pod: SyntaxNode): NonNullable<Workload['secrets']> {
  return itemsOf(get(pod, 'volumes')).flatMap((volume) => {
    const node = get(get(volume, 'secret'), 'secretName');
    const name = textOf(node);
    return node === undefined || name === undefined ? [] : [{ name, origin: reading.originOf(node) }];
  });
}

/**
 * The tokens that a pod asks for by itself. https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken
 */
function tokensOf(reading: Reading, pod: SyntaxNode): Workload['tokens'] {
  return itemsOf(get(pod, 'volumes')).flatMap((volume) =>
    itemsOf(get(get(volume, 'projected'), 'sources')).flatMap((source) => {
      const token = entry(source, 'serviceAccountToken');
      if (token === undefined) return [];
      const written = get(token.value, 'expirationSeconds');
      const seconds = numberOf(written);
      if (seconds !== undefined && seconds < PROJECTED_TOKEN.least && written !== undefined) {
        reading.refuse(
          written,
          `\`expirationSeconds\` must be at least ${String(PROJECTED_TOKEN.least)}; the API server refuses ${String(seconds)}.`,
        );
      }
      const audience = textOf(get(token.value, 'audience')) ?? null;
      const declared = seconds !== undefined && written !== undefined;
      return [
        {
          seconds: seconds ?? PROJECTED_TOKEN.seconds,
          audience,
          basis: declared ? ('declared' as const) : ('platform-default' as const),
          // Whoever writes the very number that marks a token nobody chose has it extended too.
          ...(seconds === MOUNTED_TOKEN.seconds && audience === null
            ? { accepted: MOUNTED_TOKEN.accepted }
            : {}),
          origin: reading.originOf(declared ? written : token.key),
        },
      ];
    }),
  );
}

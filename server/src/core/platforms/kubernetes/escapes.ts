import {
  CAPABILITIES,
  HOST_PROCESS,
  hostPathEscape,
  PRIVILEGED,
  SHARED_HOST,
  TRACE,
} from '../../knowledge/kubernetes/podEscapes.js';
import type { Workload } from '../../model/permissionSet.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';
import type { PodSpec } from './podSpecs.js';
import type { Reading } from './reading.js';
import { itemsOf, listOf, truthOf } from './reading.js';
import { quoted } from '../../text/quoted.js';

type Escape = Workload['escapes'][number];

/**
 * What lets the containers of a pod get out to their node: outside of the Baseline of the Pod Security Standards, and
 * enough by itself. https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline
 */
export function escapesOf(reading: Reading, { pod, containers }: PodSpec): readonly Escape[] {
  const contexts = [get(pod, 'securityContext'), ...containers.map((each) => get(each, 'securityContext'))];
  return [
    ...sharedHost(reading, pod),
    ...contexts.flatMap((context) => contextEscapes(reading, context, pod)),
    ...hostPaths(reading, pod, containers),
  ];
}

function sharedHost(reading: Reading, pod: SyntaxNode): readonly Escape[] {
  return (Object.keys(SHARED_HOST) as (keyof typeof SHARED_HOST)[]).flatMap((key) => {
    const node = get(pod, key);
    return node !== undefined && truthOf(node) === true
      ? [
          {
            what: quoted(key),
            why: `it can ${SHARED_HOST[key]}`,
            ...(key === 'hostPID' ? {} : { partial: true as const }),
            origin: reading.originOf(node),
          },
        ]
      : [];
  });
}

function contextEscapes(
  reading: Reading,
  context: SyntaxNode | undefined,
  pod: SyntaxNode,
): readonly Escape[] {
  const found: Escape[] = [];
  const privileged = get(context, 'privileged');
  if (privileged !== undefined && truthOf(privileged) === true) {
    found.push({
      what: 'a privileged container',
      why: `it can ${PRIVILEGED}`,
      origin: reading.originOf(privileged),
    });
  }
  const hostProcess = get(get(context, 'windowsOptions'), 'hostProcess');
  if (hostProcess !== undefined && truthOf(hostProcess) === true) {
    found.push({
      what: 'a host process',
      why: `it can ${HOST_PROCESS}`,
      origin: reading.originOf(hostProcess),
    });
  }
  for (const { text, node } of listOf(get(get(context, 'capabilities'), 'add'))) {
    const name = text.toUpperCase().replace(/^CAP_/u, '');
    const traces = name === TRACE.capability && truthOf(get(pod, 'hostPID')) === true;
    const opens = traces ? TRACE.opens : Object.hasOwn(CAPABILITIES, name) ? CAPABILITIES[name] : undefined;
    if (opens !== undefined) {
      found.push({
        what: `capability ${quoted(name)}`,
        why: `it can ${opens}`,
        origin: reading.originOf(node),
      });
    }
  }
  return found;
}

function hostPaths(reading: Reading, pod: SyntaxNode, containers: readonly SyntaxNode[]): readonly Escape[] {
  return itemsOf(get(pod, 'volumes')).flatMap((volume) => {
    const node = get(get(volume, 'hostPath'), 'path');
    const path = textOf(node);
    if (node === undefined || path === undefined) return [];
    const mounts = mountsOf(containers, textOf(get(volume, 'name')));
    // A volume that no container mounts is in nobody's reach.
    if (mounts.length === 0 && containers.length > 0) return [];
    const readOnly = mounts.length > 0 && mounts.every((mount) => truthOf(get(mount, 'readOnly')) === true);
    const escape = hostPathEscape(path, readOnly);
    if (escape === undefined) return [];
    return [
      {
        what: `the node's ${quoted(path)}`,
        why: `it can ${escape.opens}`,
        ...(escape.partial === true ? { partial: true as const } : {}),
        origin: reading.originOf(node),
      },
    ];
  });
}

function mountsOf(containers: readonly SyntaxNode[], volume: string | undefined): readonly SyntaxNode[] {
  return containers.flatMap((container) =>
    entries(container)
      .filter(({ key }) => key.text === 'volumeMounts')
      .flatMap(({ value }) => itemsOf(value))
      .filter((mount) => textOf(get(mount, 'name')) === volume),
  );
}

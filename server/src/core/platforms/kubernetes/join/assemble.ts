import type { FileFacts } from '../../../model/facts.js';
import type { Uri } from '../../../text/uri.js';
import type { JoinInput, Joined } from '../../joiner.js';
import { Assembly } from './assembly.js';
import { Cluster } from './cluster.js';
import { append } from './multimap.js';
import { clusterPart, withClusterPart } from './clusterAccess.js';
import { Memo } from './memo.js';
import type { Placement } from './placement.js';

/** What one assembly leaves for the next. */
export interface KubernetesMemo {
  readonly roots: ReadonlyMap<Uri, RootMemo>;
}

interface RootMemo {
  readonly files: readonly FileFacts[];
  readonly placements: ReadonlyMap<Uri, readonly Placement[]>;
  readonly results: ReadonlyMap<Uri, FileFacts>;
  readonly memo: Memo;
}

/**
 * Puts together what the Kubernetes files of each workspace folder say of the same account: where it is declared,
 * which roles bindings give it, what runs as it. A workspace folder is taken as one cluster. Where nothing has
 * changed, facts are the very same objects as after `previous`.
 */
export function assembleKubernetes(
  inputs: readonly JoinInput[],
  previous?: KubernetesMemo,
): Joined<KubernetesMemo> {
  const byRoot = new Map<Uri, FileFacts[]>();
  for (const { facts, root } of inputs) {
    const part = clusterPart(facts);
    if (part !== undefined) append(byRoot, root, part);
  }
  const roots = new Map<Uri, RootMemo>();
  for (const [root, unordered] of byRoot) {
    // Where an account stands that is declared nowhere must not hang on which file was read first.
    const files = [...unordered].sort((a, b) => (a.uri < b.uri ? -1 : 1));
    const known = previous?.roots.get(root);
    const unchanged =
      known?.files.length === files.length && known.files.every((file, index) => file === files[index]);
    roots.set(root, unchanged ? known : assembleRoot(root, files, known));
  }
  if (roots.size === 0) return { files: inputs, memo: { roots } };
  return {
    files: inputs.map((input) => {
      const facts = roots.get(input.root)?.results.get(input.facts.uri);
      return facts === undefined ? input : { ...input, facts: withClusterPart(input.facts, facts) };
    }),
    memo: { roots },
  };
}

function assembleRoot(root: Uri, files: readonly FileFacts[], known: RootMemo | undefined): RootMemo {
  const memo = new Memo(known?.memo);
  const cluster = new Cluster(files, known?.placements);
  const results = new Assembly(root, cluster, memo).results();
  return { files, placements: cluster.placements, results, memo: memo.kept() };
}

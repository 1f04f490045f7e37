import { assumptionsOf } from '../../../server/src/core/analysis/assumptionsOf.js';
import { DEFAULT_CONFIGURATION } from '../../../server/src/core/analysis/defaultConfiguration.js';
import { assembleKubernetes } from '../../../server/src/core/platforms/kubernetes/join/assemble.js';
import type { LinkInput } from '../../../server/src/core/link/inputs.js';
import type { FileFacts } from '../../../server/src/core/model/facts.js';
import type { TrustScope } from '../../../server/src/core/model/trustScope.js';
import { kubernetes } from '../../../server/src/core/platforms/kubernetes/index.js';
import { parse } from '../../../server/src/core/syntax/parse.js';
import { linkInputs } from '../linking.js';
import { pathOf, uriOf } from '../repository.js';

export const ROOT = uriOf('').replace(/\/$/u, '');

/** The linker's inputs for those of the files that are manifests, each as its own file alone shows it. */
export function manifestInputs(files: ReadonlyMap<string, string>): readonly LinkInput[] {
  return [...files].flatMap(([path, text]) => {
    const file = { uri: uriOf(path), path, text };
    if (kubernetes.select(file) === 0) return [];
    const tree = parse(text, kubernetes.format(file), kubernetes.parsing?.(file));
    const facts = kubernetes.lower(file.uri, tree);
    return [{ facts, root: ROOT, assumptions: assumptionsOf(DEFAULT_CONFIGURATION) }];
  });
}

/** The facts of the files, put together. */
export function assembledFacts(files: ReadonlyMap<string, string>): readonly FileFacts[] {
  return assembleKubernetes(manifestInputs(files)).files.map(({ facts }) => facts);
}

/** A cluster as its manifests describe it. */
export interface LinkedCluster {
  readonly scopes: readonly TrustScope[];
  /** The session of an account, by `namespace/name`; of several that several files declare, the one in `path`. */
  readonly account: (label: string, path?: string) => TrustScope;
}

/** Links manifests given by path. */
export function clusterOf(files: Readonly<Record<string, string>>): LinkedCluster {
  const { model } = linkInputs(manifestInputs(new Map(Object.entries(files))));
  return {
    scopes: model.scopes,
    account: (label, path) => {
      const found = model.scopes.filter(
        ({ facts, file }) =>
          facts.subject['serviceAccount'] !== undefined &&
          facts.label === label &&
          (path === undefined || pathOf(file.uri) === path),
      );
      const [scope] = found;
      if (scope === undefined || found.length > 1) {
        throw new Error(`${String(found.length)} sessions of ${label}`);
      }
      return scope;
    },
  };
}

/** The lines of an account's own grants: `verb resource.group [names] @ namespace`, `*` for the whole cluster. */
export function linesOf({ grants }: Pick<TrustScope, 'grants'>): readonly string[] {
  return grants
    .filter(({ via }) => via.length === 0)
    .map(({ action, attributes = {} }) => {
      const names = attributes['resourceNames'];
      const only = Array.isArray(names) && names.length > 0 ? ` [${names.join(', ')}]` : '';
      const namespace = attributes['namespace'];
      return `${action}${only} @ ${typeof namespace === 'string' ? namespace : '*'}`;
    })
    .sort();
}

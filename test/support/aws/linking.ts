import { AnalysisHost } from '../../../server/src/core/analysis/analysisHost.js';
import { assumptionsOf } from '../../../server/src/core/analysis/assumptionsOf.js';
import { DEFAULT_CONFIGURATION } from '../../../server/src/core/analysis/defaultConfiguration.js';
import type { LinkInput } from '../../../server/src/core/link/inputs.js';
import type { AwsCatalogue } from '../../../server/src/core/model/awsCatalogue.js';
import type { FileFacts } from '../../../server/src/core/model/facts.js';
import type { TrustScope } from '../../../server/src/core/model/trustScope.js';
import type { Linked } from '../linking.js';
import { linkInputs } from '../linking.js';
import { uriOf } from '../repository.js';

/** The facts of workflows, by file name without its ending. */
export function workflowFacts(workflows: Readonly<Record<string, string>>): readonly FileFacts[] {
  const host = new AnalysisHost({ rules: [] });
  const snapshot = host.apply(
    Object.entries(workflows).map(([name, text]) => ({
      uri: uriOf(`.github/workflows/${name}.yml`),
      root: uriOf('').replace(/\/$/u, ''),
      text,
    })),
  );
  return snapshot.files().map(({ facts }) => facts);
}

/** Files as the linker takes them, of a repository of this name. */
export function inputsOf(files: readonly FileFacts[], repository?: string): readonly LinkInput[] {
  const assumptions = assumptionsOf({
    ...DEFAULT_CONFIGURATION,
    assume: { ...DEFAULT_CONFIGURATION.assume, ...(repository === undefined ? {} : { repository }) },
  });
  return files.map((facts) => ({ facts, root: uriOf('').replace(/\/$/u, ''), assumptions }));
}

/** The scope of a session by `file#localId`, of linked files. */
export function scopesIn({ model }: Linked): (id: string) => TrustScope {
  return (id) => {
    const scope = model.scope(id);
    if (scope === undefined) {
      throw new Error(`no session ${id}; there are ${model.scopes.map((one) => one.id).join(', ')}`);
    }
    return scope;
  };
}

export function linked(
  files: readonly FileFacts[],
  {
    repository,
    tools,
  }: { readonly repository?: string; readonly tools?: { readonly aws?: AwsCatalogue } } = {},
): Linked {
  return linkInputs(inputsOf(files, repository), tools?.aws);
}

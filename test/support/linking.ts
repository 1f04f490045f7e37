import { Joining } from '../../server/src/core/analysis/joining.js';
import { Linker } from '../../server/src/core/link/linker.js';
import type { LinkInput } from '../../server/src/core/link/inputs.js';
import type { AwsCatalogue } from '../../server/src/core/model/awsCatalogue.js';
import type { TrustModel } from '../../server/src/core/model/trustScope.js';
import { joinersOf } from '../../server/src/core/analysis/joiners.js';
import { PLATFORMS } from '../../server/src/core/platforms/index.js';

/** Files put together and linked. */
export interface Linked {
  readonly model: TrustModel;
  readonly linker: Linker;
  /** Links other files in their place. The model is one and the same, and speaks of these from then on. */
  readonly update: (inputs: readonly LinkInput[]) => Linked;
}

/** Links files as the analysis does. */
export function linkInputs(inputs: readonly LinkInput[], aws?: AwsCatalogue): Linked {
  const linker = new Linker();
  const joining = new Joining(joinersOf(PLATFORMS), linker.engine.journal);
  linker.provide(aws);
  const linked: Linked = {
    model: linker.model,
    linker,
    update: (now) => {
      const changes = new Map<string, LinkInput | null>([...linker.inputs.uris()].map((uri) => [uri, null]));
      for (const input of now) changes.set(input.facts.uri, input);
      linker.take(joining.apply(changes));
      linker.engine.settle();
      return linked;
    },
  };
  return linked.update(inputs);
}

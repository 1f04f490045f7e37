import type { Grant } from '../../model/facts.js';
import type { RemediationOffer } from '../../model/remediation.js';
import type { TrustModel, TrustScope } from '../../model/trustScope.js';
import { listWords } from '../../model/words.js';
import { quoted } from '../../text/quoted.js';

/** Of so many objects one may still say that each of them is meant. */
const FEW = 3;
/** Requests that name their object: a list of names does not fit the others. */
const BY_NAME: ReadonlySet<unknown> = new Set(['get', 'update', 'patch', 'delete']);

/**
 * Where the files in which the grant and the workloads of its holder stand hold a few objects of the kind, these are
 * what is meant: the offer to name them.
 */
export function namingOffers(
  scope: TrustScope,
  model: TrustModel,
  grants: readonly [Grant, ...Grant[]],
): readonly RemediationOffer[] {
  const [{ origin, attributes }] = grants;
  const namespace = attributes?.['namespace'];
  if (typeof namespace !== 'string' || !grants.every((grant) => BY_NAME.has(grant.attributes?.['verb']))) {
    return [];
  }
  const files = new Set([
    origin.uri,
    ...(scope.facts.workloads ?? []).map((workload) => workload.origin.uri),
  ]);
  const objects = [...files]
    .flatMap((uri) => model.objectsOf(uri))
    .filter((object) => object.resource === attributes?.['resource'] && object.namespace === namespace);
  const names = new Set(objects.map(({ name }) => name));
  if (names.size === 0 || names.size > FEW) return [];
  // To name what is production's is to leave it in reach.
  if (objects.some(({ sensitivity }) => sensitivity.includes('production'))) return [];
  return [
    {
      title: `Allow only ${listWords([...names].map((name) => quoted(name)))}`,
      applicability: 'unsafe',
      caution: 'other objects that it reads are refused, and so are those of other kinds in the same rule',
      preferred: true,
      intents: [
        { kind: 'set-value', uri: origin.uri, at: origin, path: ['resourceNames'], value: [...names] },
      ],
    },
  ];
}

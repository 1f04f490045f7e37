import type { Grant } from '../model/facts.js';
import type { TrustScope } from '../model/trustScope.js';
import { isStrong } from '../model/reach.js';
import { grantWords } from '../model/words.js';
import { HolderWords, opensEverything } from './questions/breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'cluster-wide-binding',
  title: 'A binding for the whole cluster where one namespace is used',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  const places = new Map<string, Grant[]>();
  for (const grant of scope.grants) {
    const { attachedBy } = grant;
    if (attachedBy?.within !== null || attachedBy.holder.kind !== 'session' || grant.via.length > 0) continue;
    const key = `${attachedBy.origin.uri} ${String(attachedBy.origin.range.start)}`;
    places.set(key, [...(places.get(key) ?? []), grant]);
  }
  return [...places.values()].flatMap((together) => hit(scope, together) ?? []);
}

export const clusterWideBinding: Rule = { meta, check };

function hit(scope: TrustScope, grants: readonly Grant[]): RuleHit | undefined {
  const attachedBy = grants[0]?.attachedBy;
  const namespace = namespaceOf(scope);
  // What is cluster-wide by nature cannot be had in a namespace; of the objects of extensions that is not known.
  if (attachedBy === undefined || namespace === undefined) return undefined;
  if (!grants.every(({ limitable }) => limitable === true)) return undefined;
  const strong = grants.filter((grant) => isStrong(grant) && !opensEverything(grant));
  if (strong.length === 0) return undefined;
  return {
    origin: attachedBy.origin,
    message: `${HolderWords(scope)} may do ${grantWords(strong, 2)} in every namespace, and all that runs as it is in ${quoted(namespace)}. Bind ${attachedBy.set} in that namespace only.`,
    severity: 'information',
    confidence: 'medium',
    related: [{ origin: attachedBy.setOrigin, message: `gives ${attachedBy.set}` }],
    offers: [
      {
        title: `Bind it in namespace ${quoted(namespace)} only`,
        applicability: 'unsafe',
        caution: 'what it does in other namespaces stops working',
        preferred: true,
        intents: [
          {
            kind: 'limit-attachment',
            uri: attachedBy.origin.uri,
            at: attachedBy.origin,
            namespace,
          },
        ],
      },
    ],
  };
}

/** The one namespace in which everything stands that runs as the session. */
function namespaceOf({ facts }: TrustScope): string | undefined {
  const own = facts.subject['namespace'];
  const workloads = facts.workloads ?? [];
  if (own === undefined || facts.platformPart === true || workloads.length === 0) return undefined;
  return workloads.every(({ namespace }) => namespace === null || namespace === own) ? own : undefined;
}

import type { Grant } from '../model/facts.js';
import { placeOf } from '../model/origin.js';
import { isOpen } from '../model/reach.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { untrustedInitiators, heldBy } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import { grantWords } from '../model/words.js';
import {
  byPlace,
  HolderWords,
  hasWholeResource,
  opensEverything,
  ownGrantsOf,
  shortText,
  throughWords,
} from './questions/breadths.js';
import { placesOfWays } from './questions/escalating.js';
import { namingOffers } from './questions/naming.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'secrets-in-reach',
  title: 'A session can read secrets that are not its own',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const reading = ownGrantsOf(scope).filter((grant) => reads(scope, grant));
  if (reading.length === 0) return [];
  // A text that is told as the way to more rights is not told again.
  const told = placesOfWays(scope, model);
  const left = reading.filter(({ origin }) => !told.has(placeOf(origin)));
  return byCause(left).map((together) => ({
    ...hit(scope, together),
    offers: namingOffers(scope, model, together),
  }));
}

export const secretsInReach: Rule = { meta, check };

/** Actions of one statement are one cause where the statement's resource is what covers too much. */
function byCause(grants: readonly Grant[]): readonly (readonly [Grant, ...Grant[]])[] {
  const causes = new Map<string, [Grant, ...Grant[]]>();
  for (const together of byPlace(grants)) {
    const [grant] = together;
    const wide = grant.breadth?.find(({ dimension, whole }) => dimension === 'resource' && whole);
    const key = placeOf(wide?.origin ?? grant.origin);
    const known = causes.get(key);
    if (known === undefined) causes.set(key, [...together]);
    else known.push(...together);
  }
  return [...causes.values()];
}

/** Secrets of a whole place, or production's by name. One that is named is what the grant is for. */
function reads(scope: TrustScope, grant: Grant): boolean {
  if (grant.system.kind !== 'secrets' || grant.identity !== undefined || grant.conversational === true) {
    return false;
  }
  if (!isOpen(scope, grant) || opensEverything(grant) || onlyWrites(grant)) return false;
  return hasWholeResource(grant) || isUnnamed(grant) || isProduction(grant);
}

/** One action that changes a secret tells nothing of it; a pattern of actions, or all verbs, may read as well. */
function onlyWrites({ access, action }: Grant): boolean {
  return access !== 'read' && !/[*?]/u.test(action);
}

const READING: ReadonlySet<string | readonly string[] | null | undefined> = new Set(['get', 'list', 'watch']);

/** Reading objects of a kind that could be named, without a name. */
function isUnnamed({ attributes }: Grant): boolean {
  const names = attributes?.['resourceNames'];
  return Array.isArray(names) && names.length === 0 && READING.has(attributes?.['verb']);
}

/** All that the session may read of them: in one namespace, or wherever there are any. */
function coversOf(grant: Grant): string | undefined {
  const whole = grant.breadth?.find((one) => one.dimension === 'resource' && one.whole)?.covers;
  if (whole !== undefined || !isUnnamed(grant)) {
    return whole === 'every resource of the account' ? 'every secret of the account' : whole;
  }
  const namespace = grant.attributes?.['namespace'];
  return `every Secret of ${typeof namespace === 'string' ? `namespace ${quoted(namespace)}` : 'the cluster'}`;
}

function isProduction(grant: Grant): boolean {
  return grant.sensitivity?.includes('production') === true;
}

function hit(scope: TrustScope, grants: readonly [Grant, ...Grant[]]): RuleHit {
  const [grant] = grants;
  const wide = grants.filter((one) => coversOf(one) !== undefined);
  const which =
    (wide[0] && coversOf(wide[0])) ?? `${quoted(shortText(grant.resource))}, production's by its name`;
  return {
    origin: grant.origin,
    message: `${HolderWords(scope)} can read secrets with ${grantWords(grants)}${throughWords(grant)}: ${which}. Each is another identity for whoever hijacks the session. ${wide.length > 0 ? 'Name those that it needs.' : 'Keep it for sessions of production.'}`,
    severity: severityOf(scope, grants, wide),
    confidence: wide.length === 0 ? 'medium' : 'high',
  };
}

/** To read is enough: a secret that is read is out. What only the vendor's own policy gives is not the file's choice. */
function severityOf(scope: TrustScope, grants: readonly Grant[], wide: readonly Grant[]): Severity {
  const stranger = untrustedInitiators(scope).some((initiator) =>
    grants.some((grant) => heldBy(initiator, grant)),
  );
  if (stranger) return 'error';
  const chosen = wide.some(
    ({ breadth, attachedBy }) =>
      (breadth ?? []).some(
        ({ dimension, narrowable, whole }) => dimension === 'resource' && whole && narrowable,
      ) || attachedBy?.within === null,
  );
  return chosen ? 'warning' : 'information';
}

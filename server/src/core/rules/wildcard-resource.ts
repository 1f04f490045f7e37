import type { Breadth } from '../model/breadth.js';
import type { Grant } from '../model/facts.js';
import { isOpen } from '../model/reach.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { Severity, SystemKind } from '../model/vocabulary.js';
import { grantWords, listWords } from '../model/words.js';
import type { Widening } from './questions/breadths.js';
import {
  HolderWords,
  hasRuleOfItsOwn,
  hasWholeAction,
  narrowerOffers,
  ownGrantsOf,
  raisedByStrangers,
  shortText,
  wideningsOf,
} from './questions/breadths.js';
import { toldAsWays } from './questions/escalating.js';
import { sharingPlaces } from './questions/sharingPlaces.js';
import { isPlainWhole, isWithin } from './questions/wholeServices.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'wildcard-resource',
  title: 'A grant covers every resource where one could be named',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
  decidedTogether: 'session',
};

/** Systems of which reading alone is worth a remark: what lies there is worth stealing. Secrets have a rule of theirs. */
const TELLING: ReadonlySet<SystemKind> = new Set(['data', 'identity', 'billing', 'queue']);
/** Systems of which writing to all there is can be told from writing to one. */
const WEIGHTY: ReadonlySet<SystemKind> = new Set([
  'data',
  'secrets',
  'identity',
  'billing',
  'queue',
  'compute',
  'deployment',
  'artifacts',
  'repository',
  'control-plane',
]);

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  if (hasRuleOfItsOwn(scope)) return [];
  const wide = wideningsOf(scope, 'resource')
    .map(narrowablePart)
    .filter(({ breadth }) => breadth.form !== 'inverted' && breadth.narrowable && breadth.whole);
  if (wide.length === 0) return [];
  const told = toldAsWays(scope, model);
  const wholes = ownGrantsOf(scope).filter(isPlainWhole);
  const counting = wide
    .map((widening) => ({
      ...widening,
      grants: widening.grants.filter((grant) => matters(grant, told) && !isWithin(grant, wholes)),
    }))
    .filter(({ grants }) => grants.length > 0);
  return sharingPlaces(counting).map((same) => hit(scope, same));
}

export const wildcardResource: Rule = { meta, check };

/** Of several actions on one text the first may take no resource, and the others do: what the text is to these. */
function narrowablePart(widening: Widening): Widening {
  if (widening.breadth.narrowable) return widening;
  const { text } = widening.breadth;
  const breadth = widening.grants
    .map(ofResource)
    .find((own) => own?.narrowable === true && own.text === text);
  return breadth === undefined ? widening : { ...widening, breadth };
}

/** Where every action is allowed, or the grant is the way to more rights, that is the cause, and it is told there. */
function matters(grant: Grant, told: ReadonlySet<Grant>): boolean {
  if (hasWholeAction(grant) || told.has(grant) || grant.conversational === true) return false;
  const own = (grant.breadth ?? []).find(({ dimension }) => dimension === 'resource');
  if (own?.narrowable !== true || own.customary === true) return false;
  // What stands in all snapshots is worth a remark, though they have no names of one's own.
  if (grant.access === 'read') {
    return TELLING.has(grant.system.kind) && (own.unnamed !== true || grant.system.kind === 'data');
  }
  return WEIGHTY.has(grant.system.kind);
}

function hit(scope: TrustScope, [first, ...others]: readonly [Widening, ...Widening[]]): RuleHit {
  const { breadth } = first;
  const grants = [first, ...others].flatMap((widening) => widening.grants);
  const texts = [breadth, ...others.map((other) => other.breadth)].map(({ text }) => quoted(shortText(text)));
  const how = grants.every(isUnnamed)
    ? 'Bind it with a condition, for example on a tag.'
    : 'Name the resources that it works with.';
  return {
    origin: breadth.origin,
    message: `${HolderWords(scope)} may do ${grantWords(grants, 2)} on ${listWords(texts, 1)}: ${breadth.covers}. Whoever hijacks the session has all of them. ${how}`,
    severity: severityOf(scope, breadth, grants),
    confidence: 'high',
    related: [
      ...others.map((other) => ({ origin: other.breadth.origin, message: `and ${other.breadth.covers}` })),
      ...grants.slice(0, 5).map(({ origin, action }) => ({ origin, message: quoted(action) })),
    ],
    offers: others.length === 0 ? narrowerOffers(first) : [],
  };
}

function ofResource({ breadth }: Grant): Breadth | undefined {
  return breadth?.find(({ dimension }) => dimension === 'resource');
}

function isUnnamed(grant: Grant): boolean {
  return ofResource(grant)?.unnamed === true;
}

/** Whether it decides who else gets in. Who uses all of it anyway gains little by handing that on. */
function handsOn({ access, system }: Grant, others: readonly Grant[]): boolean {
  return (
    access === 'admin' &&
    !others.some((other) => other.access !== 'admin' && other.system.name === system.name)
  );
}

/**
 * Messages go by name wherever one can be given; what is merely sent out, such as mail, has no such place. What gets its
 * name as it is made is seldom named; but who may say who else gets in, as by the policy of a key, has all of it.
 */
function severityOf(scope: TrustScope, breadth: Breadth, grants: readonly Grant[]): Severity {
  if (breadth.minor === true) return 'information';
  const grave = grants.filter(
    (grant) =>
      isOpen(scope, grant) &&
      (!isUnnamed(grant) || handsOn(grant, grants)) &&
      (grant.access !== 'read' || grant.system.kind === 'data' || grant.system.kind === 'queue') &&
      grant.system.kind !== 'control-plane' &&
      (grant.system.kind !== 'queue' || (grant.flows ?? []).length > 0),
  );
  return grave.length === 0 ? 'information' : raisedByStrangers(scope, grave, 'warning');
}

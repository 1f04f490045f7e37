import {
  arnPattern,
  overlap,
  patternCovers,
  patternMatches,
  patternsOverlap,
} from '../knowledge/aws/wildcards.js';
import type { Breadth, BreadthOption } from '../model/breadth.js';
import type { CarriedIdentity, EvidenceItem, Grant, NeedFacts, NeedGap, NeedItem } from '../model/facts.js';
import { UNKNOWN_PART } from '../model/policyDocument.js';
import { gapsFor } from '../model/needs.js';
import { listWords } from '../model/words.js';
import type { Unreached } from './becoming.js';
import type { Edge } from './edges.js';
import type { IncludedNeeds } from './includedNeeds.js';
import { onlyRepository } from './onlyRepository.js';
import type { Starters } from './starters.js';
import { quoted } from '../text/quoted.js';

/** Where scopes are looked up, before what they reach and what is made of their roles is known. */
export interface Around {
  readonly scope: (id: string) => Unreached | undefined;
  readonly starters: Starters;
  readonly included: IncludedNeeds;
}

/** What all that assume a role do with it, as far as that is known. */
interface Use {
  readonly takers: readonly Unreached[];
  readonly items: readonly NeedItem[];
  readonly gaps: readonly NeedGap[];
}

/** Pieces of evidence that are kept of one grant. */
const MOST_EVIDENCE = 8;

/**
 * Holds what jobs do with a role that they assume against what the role grants. That an action is used is known from one
 * job; that none uses it only where all that can start the role are known, step by step.
 *
 * @param taking the steps by which others assume it
 */
export function withRoleNeeds(scope: Unreached, taking: readonly Edge[], around: Around): Unreached {
  if (taking.length === 0 || scope.file.platform !== 'aws') return scope;
  const use = useOf(scope, taking, around);
  if (use === undefined) return scope;
  const grants = scope.grants.map((grant) => judged(grant, use));
  return { ...scope, grants: withResourceOptions(grants, use) };
}

/** `undefined` where nothing is known of any use. */
function useOf(role: Unreached, edges: readonly Edge[], around: Around): Use | undefined {
  const takers = new Map<string, Unreached>();
  const items: NeedItem[] = [];
  const gaps: NeedGap[] = [];
  let known = false;
  for (const edge of edges) {
    const taker = around.scope(edge.from);
    if (taker === undefined) continue;
    takers.set(taker.id, taker);
    const needs = needsOf(around.included, taker, edge);
    known ||= needs !== undefined;
    const name = nameOf(taker);
    items.push(...(needs?.items ?? []).map((item) => ({ ...item, why: `${name}, ${item.why}` })));
    gaps.push(...(needs?.gaps ?? []).map((gap) => ({ ...gap, why: `${name}: ${gap.why}` })));
    if (needs === undefined || !edge.certain || edge.supposed !== undefined || !taker.file.complete) {
      gaps.push(openGap(`what ${name} does with it is not known`, edge.origin));
    }
  }
  if (!known) return undefined;
  return { takers: [...takers.values()], items, gaps: [...gaps, ...othersOf(role, takers, around)] };
}

/** What the taker's steps do with the identity; of several logins to one role all that any does. */
function needsOf(
  included: IncludedNeeds,
  { carried, facts }: Unreached,
  { identity }: Edge,
): NeedFacts | undefined {
  const taken = carried.find(({ key }) => key === identity);
  return taken?.needs && included.within(taken.needs, facts.references, 'AWS');
}

function nameOf({ facts }: Unreached): string {
  return `${facts.noun} ${quoted(facts.label)}`;
}

function openGap(why: string, origin: NeedGap['origin']): NeedGap {
  return { why, rights: 'all', origin };
}

/** Who could start it besides those that ask for it. */
function othersOf(
  { id, facts }: Unreached,
  takers: ReadonlyMap<string, Unreached>,
  { scope: scopeOf, starters }: Around,
): readonly NeedGap[] {
  const { trust } = facts;
  if (trust === undefined || onlyRepository(trust) === undefined) {
    return [openGap('its trust policy trusts more than the jobs here', trust?.origin ?? facts.origin)];
  }
  return starters.of(id).flatMap(({ session, origin }): readonly NeedGap[] => {
    const scope = takers.has(session) ? undefined : scopeOf(session);
    if (scope === undefined || !mayTake(scope)) return [];
    return [openGap(`${nameOf(scope)} is trusted as well, and may assume it`, origin ?? scope.facts.origin)];
  });
}

/**
 * Whether a session that is let in, and does not ask by the role's name, may ask in a way that is not read: in a part
 * that is not known, under a name that is computed, or by a token for which no login here accounts.
 */
function mayTake({ carried, needs, references }: Unreached): boolean {
  const asks = needs?.items.some(({ right }) => right === 'id-token') === true;
  return (
    needs === null ||
    (asks && carried.every(({ kind }) => kind === 'static-credential')) ||
    gapsFor(needs, 'id-token').some(({ unlikely }) => unlikely !== true) ||
    references.some(({ reference }) => reference.kind === 'includes') ||
    carried.some(isComputedRole)
  );
}

function isComputedRole({ system, name }: CarriedIdentity): boolean {
  return system?.name === 'AWS' && name.includes('${{');
}

/** The grant with what is known of its use. */
function judged(grant: Grant, use: Use): Grant {
  const scope = actionScope(grant);
  if (grant.identity !== undefined || grant.via.length > 0 || scope === undefined) return grant;
  const matching = use.items.filter((item) => scope.holds(item.right) && worksOn(item, grant));
  const using = matching.filter(({ optional }) => !optional);
  const gaps = use.gaps.filter(({ rights }) => rights === 'all' || rights.some(scope.touches));
  if (using.length > 0) {
    const needed = { ...grant, evidence: 'needed' as const, evidenceFrom: evidenceOf(using) };
    const perhaps = gaps.flatMap(({ rights }) => (rights === 'all' ? [] : rights.filter(scope.touches)));
    return gaps.some(({ rights }) => rights === 'all') ? needed : withOption(needed, matching, perhaps, use);
  }
  if (gaps.length > 0 || matching.length > 0) {
    return { ...grant, evidence: 'unknown', evidenceFrom: evidenceOf([...matching, ...gaps]) };
  }
  const all = use.takers.map((taker) => ({ origin: taker.facts.origin, why: `${nameOf(taker)} takes it` }));
  return { ...grant, evidence: 'unneeded', evidenceFrom: all.slice(0, MOST_EVIDENCE) };
}

/** Which actions a grant is about. */
interface ActionScope {
  readonly holds: (right: string) => boolean;
  /** Whether a pattern of actions has some of them. */
  readonly touches: (pattern: string) => boolean;
}

/** `undefined` where a template leaves open which they are. */
function actionScope({ action, attributes }: Grant): ActionScope | undefined {
  const excepted = attributes?.['notAction'];
  if (Array.isArray(excepted)) {
    const patterns = excepted.map((text) => String(text).toLowerCase());
    if (!patterns.every(isPattern)) return undefined;
    const isOutside = (right: string): boolean =>
      !patterns.some((pattern) => patternCovers(pattern, right.toLowerCase()));
    return { holds: isOutside, touches: isOutside };
  }
  const pattern = action.toLowerCase();
  if (!isPattern(pattern)) return undefined;
  return {
    holds: (right) => patternMatches(pattern, right.toLowerCase()),
    touches: (right) => patternsOverlap(right.toLowerCase(), pattern),
  };
}

/** Whether what is needed could be on what is granted; what is not known of either could be. */
function worksOn({ resource }: NeedItem, { resource: granted, attributes }: Grant): boolean {
  if (resource === undefined || attributes?.['notResource'] !== undefined || !/^(?:arn:|\*)/u.test(granted)) {
    return true;
  }
  const pattern = openArn(granted);
  // A wildcard that ends an ARN early stands for the rest of it.
  if (pattern.split(':').length < COMPONENTS) return true;
  return overlap(arnPattern(pattern), arnPattern(openArn(resource)));
}

const COMPONENTS = 6;

/** The text with what a template leaves open as a wildcard, and in any partition. */
function openArn(text: string): string {
  return text
    .replace(/\$\{[^}]*\}|…/gu, '*')
    .replaceAll(UNKNOWN_PART, '*')
    .replace(/^arn:[^:]*:/u, 'arn:*:');
}

/** A text whose actions are known: not one that a template leaves open. */
function isPattern(action: string): boolean {
  return !/[\s${}…]/u.test(action) && !action.includes(UNKNOWN_PART);
}

function evidenceOf(
  found: readonly (Pick<NeedItem, 'why' | 'origin'> & { readonly optional?: boolean })[],
): readonly EvidenceItem[] {
  const items = found.map(({ origin, why, optional }) => ({
    origin,
    why: optional === true ? `${why}, which takes it at times` : why,
  }));
  return [...new Map(items.map((item) => [item.why, item])).values()].slice(0, MOST_EVIDENCE);
}

/**
 * A wildcard of which a part is used could be that part.
 *
 * @param perhaps what something of which little is known may use of it as well
 */
function withOption(
  grant: Grant,
  matching: readonly NeedItem[],
  perhaps: readonly string[],
  use: Use,
): Grant {
  const { breadth, attributes } = grant;
  // The name of a policy of the vendor's is no list of actions.
  if (breadth === undefined || attributes?.['policy'] !== undefined) return grant;
  const option = optionOf(
    [...new Set(matching.map(({ right }) => right))].sort(),
    [...new Set(perhaps)],
    use,
  );
  return {
    ...grant,
    breadth: breadth.map((one) =>
      one.dimension === 'action' ? { ...one, options: [option, ...one.options] } : one,
    ),
  };
}

/**
 * A wildcard in the place of a resource could be what is worked on, where that is known of all that is granted with it.
 */
function withResourceOptions(grants: readonly Grant[], use: Use): readonly Grant[] {
  const places = new Map<string, Grant[]>();
  for (const grant of grants) {
    const wide = wideResource(grant);
    if (wide === undefined) continue;
    const key = `${wide.origin.uri} ${String(wide.origin.range.start)}`;
    places.set(key, [...(places.get(key) ?? []), grant]);
  }
  const found = new Map<Breadth, BreadthOption>();
  for (const together of places.values()) {
    const option = resourceOption(together, use);
    for (const grant of option === undefined ? [] : together) {
      const wide = wideResource(grant);
      if (option !== undefined && wide !== undefined) found.set(wide, option);
    }
  }
  if (found.size === 0) return grants;
  return grants.map((grant) => {
    if (grant.breadth?.some((one) => found.has(one)) !== true) return grant;
    return { ...grant, breadth: grant.breadth.map((one) => withFirst(one, found.get(one))) };
  });
}

function withFirst(breadth: Breadth, option: BreadthOption | undefined): Breadth {
  return option === undefined ? breadth : { ...breadth, options: [option, ...breadth.options] };
}

/** What makes the grant wide on the side of its resource, and could be narrower. */
function wideResource({ breadth, via, attributes }: Grant): Breadth | undefined {
  if (via.length > 0 || attributes?.['policy'] !== undefined) return undefined;
  return breadth?.find(({ dimension, whole, narrowable }) => dimension === 'resource' && whole && narrowable);
}

/** So many resources can be written out and still be read. */
const MOST_RESOURCES = 6;

function resourceOption(grants: readonly Grant[], use: Use): BreadthOption | undefined {
  const arns: string[] = [];
  for (const grant of grants) {
    const scope = actionScope(grant);
    if (scope === undefined || (grant.evidence !== 'needed' && grant.evidence !== 'unneeded')) {
      return undefined;
    }
    if (use.gaps.some(({ rights }) => rights === 'all' || rights.some(scope.touches))) return undefined;
    for (const item of use.items) {
      if (!scope.holds(item.right) || !worksOn(item, grant)) continue;
      if (item.resource === undefined || isExcepted(item.resource, grant)) return undefined;
      arns.push(item.resource);
    }
  }
  const values = [...new Set(arns)].sort();
  if (values.length === 0 || values.length > MOST_RESOURCES) return undefined;
  const who = listWords(use.takers.map(nameOf), 2);
  return {
    title: `Limit it to ${listWords(
      values.map((value) => quoted(value)),
      2,
    )}, all that ${who} ${use.takers.length > 1 ? 'work' : 'works'} on`,
    values,
    safe: false,
    caution: CAUTION,
  };
}

function isExcepted(resource: string, { attributes }: Grant): boolean {
  const excepted = attributes?.['notResource'];
  return (
    Array.isArray(excepted) &&
    excepted.some((text) => patternsOverlap(openArn(String(text)), openArn(resource)))
  );
}

const CAUTION = 'what assumes the role from outside of this workspace is not seen';

const MOST_NAMED = 3;

function optionOf(values: readonly string[], perhaps: readonly string[], { takers }: Use): BreadthOption {
  const who = listWords(takers.map(nameOf), 2);
  const what =
    values.length > MOST_NAMED
      ? `the ${String(values.length)} actions`
      : listWords(values.map((value) => quoted(value)));
  const does = takers.length > 1 ? 'do' : 'does';
  const services = [...new Set(perhaps.map((right) => quoted(right.split(':')[0] ?? right)))];
  return {
    title: `Allow only ${what}${values.length > MOST_NAMED ? ' that' : ', all that'} ${who} ${does}`,
    values,
    safe: false,
    caution:
      services.length === 0
        ? CAUTION
        : `${CAUTION}, nor what a service does of ${listWords(services)} in the name of the role`,
  };
}

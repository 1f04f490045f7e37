import { patternMatches, patternsOverlap } from '../knowledge/aws/wildcards.js';
import type { Breadth, BreadthOption } from '../model/breadth.js';
import type { CarriedIdentity, EvidenceItem, Grant, NeedFacts, NeedGap, NeedItem } from '../model/facts.js';
import { UNKNOWN_PART } from '../model/policyDocument.js';
import { gapsFor } from '../model/needs.js';
import { listWords } from '../model/words.js';
import type { Unreached } from './becoming.js';
import type { Edge } from './edges.js';
import { withIncludedNeeds } from './includedNeeds.js';
import { onlyRepository } from './onlyRepository.js';
import type { Starters } from './starters.js';
import type { WorkspaceIndex } from './workspaceIndex.js';

/** Where sessions are looked up. */
interface Around {
  readonly index: WorkspaceIndex;
  readonly starters: Starters;
}

/** What all that take a role do with it, as far as that is known. */
interface Use {
  readonly takers: readonly Unreached[];
  readonly items: readonly NeedItem[];
  readonly gaps: readonly NeedGap[];
}

/** Pieces of evidence that are kept of one grant. */
const MOST_EVIDENCE = 8;

/**
 * Holds what jobs do with the roles that they take against what those roles grant. That an action is used is known from
 * one job; that none uses it only where all that can start the role are known, step by step.
 */
export function withRoleNeeds(
  scopes: readonly Unreached[],
  edges: Iterable<readonly Edge[]>,
  { index, starters }: Around,
): readonly Unreached[] {
  const taking = new Map<string, Edge[]>();
  for (const edge of [...edges].flat()) {
    if (edge.by === 'assuming') taking.set(edge.to, [...(taking.get(edge.to) ?? []), edge]);
  }
  if (taking.size === 0) return scopes;
  const byId = new Map(scopes.map((scope) => [scope.id, scope]));
  return scopes.map((scope) => {
    const own = taking.get(scope.id);
    if (own === undefined || scope.file.platform !== 'aws') return scope;
    const use = useOf(scope, own, byId, { index, starters });
    if (use === undefined) return scope;
    return { ...scope, grants: scope.grants.map((grant) => judged(grant, use)) };
  });
}

/** `undefined` where nothing is known of any use. */
function useOf(
  role: Unreached,
  edges: readonly Edge[],
  scopes: ReadonlyMap<string, Unreached>,
  { index, starters }: Around,
): Use | undefined {
  const takers = new Set<Unreached>();
  const items: NeedItem[] = [];
  const gaps: NeedGap[] = [];
  let known = false;
  for (const edge of edges) {
    const taker = scopes.get(edge.from);
    if (taker === undefined) continue;
    takers.add(taker);
    const needs = needsOf(index, taker, edge);
    known ||= needs !== undefined;
    const name = nameOf(taker);
    items.push(...(needs?.items ?? []).map((item) => ({ ...item, why: `${name}, ${item.why}` })));
    gaps.push(...(needs?.gaps ?? []).map((gap) => ({ ...gap, why: `${name}: ${gap.why}` })));
    if (needs === undefined || !edge.certain || !taker.file.complete) {
      gaps.push(openGap(`what ${name} does with it is not known`, edge.origin));
    }
  }
  if (!known) return undefined;
  return { takers: [...takers], items, gaps: [...gaps, ...othersOf(role, takers, scopes, starters)] };
}

/** What the taker's steps do with the identity; of several logins to one role all that any does. */
function needsOf(
  index: WorkspaceIndex,
  { carried, facts }: Unreached,
  { identity }: Edge,
): NeedFacts | undefined {
  const taken = carried.find(({ key }) => key === identity);
  return taken?.needs && withIncludedNeeds(index, taken.needs, facts.references, 'AWS');
}

function nameOf({ facts }: Unreached): string {
  return `${facts.noun} \`${facts.label}\``;
}

function openGap(why: string, origin: NeedGap['origin']): NeedGap {
  return { why, rights: 'all', origin };
}

/** Who could start it besides those that ask for it. */
function othersOf(
  { id, facts }: Unreached,
  takers: ReadonlySet<Unreached>,
  scopes: ReadonlyMap<string, Unreached>,
  starters: Starters,
): readonly NeedGap[] {
  const { trust } = facts;
  if (trust === undefined || onlyRepository(trust) === undefined) {
    return [openGap('its trust policy lets in more than the jobs here', trust?.origin ?? facts.origin)];
  }
  return starters.of(id).flatMap(({ session, origin }): readonly NeedGap[] => {
    const scope = scopes.get(session);
    if (scope === undefined || takers.has(scope) || !mayTake(scope)) return [];
    return [openGap(`${nameOf(scope)} is let in as well, and may take it`, origin)];
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
  const pattern = grant.action.toLowerCase();
  if (grant.identity !== undefined || grant.via.length > 0 || !isPattern(pattern)) return grant;
  const matching = use.items.filter(({ right }) => patternMatches(pattern, right.toLowerCase()));
  const using = matching.filter(({ optional }) => !optional);
  const gaps = use.gaps.filter(({ rights }) => couldUse(rights, pattern));
  if (using.length > 0) {
    const needed = { ...grant, evidence: 'needed' as const, evidenceFrom: evidenceOf(using) };
    return gaps.length > 0 ? needed : withOption(needed, matching, use);
  }
  if (gaps.length > 0 || matching.length > 0) {
    return { ...grant, evidence: 'unknown', evidenceFrom: evidenceOf([...matching, ...gaps]) };
  }
  const all = use.takers.map((taker) => ({ origin: taker.facts.origin, why: `${nameOf(taker)} takes it` }));
  return { ...grant, evidence: 'unneeded', evidenceFrom: all.slice(0, MOST_EVIDENCE) };
}

/** A text whose actions are known: neither inverted nor left open by a template. */
function isPattern(action: string): boolean {
  return !action.startsWith('* except') && !/[\s${}…]/u.test(action) && !action.includes(UNKNOWN_PART);
}

function couldUse(rights: NeedGap['rights'], pattern: string): boolean {
  return rights === 'all' || rights.some((right) => patternsOverlap(right.toLowerCase(), pattern));
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

/** A wildcard of which a part is used could be that part. */
function withOption(grant: Grant, matching: readonly NeedItem[], use: Use): Grant {
  const { breadth, attributes } = grant;
  // The name of a policy of the vendor's is no list of actions.
  if (breadth === undefined || attributes?.['policy'] !== undefined) return grant;
  const option = optionOf([...new Set(matching.map(({ right }) => right))].sort(), use);
  return {
    ...grant,
    breadth: breadth.map((one) => (isActions(one) ? { ...one, options: [option, ...one.options] } : one)),
  };
}

function isActions({ dimension, form }: Breadth): boolean {
  return dimension === 'action' && form !== 'inverted';
}

const MOST_NAMED = 3;

function optionOf(values: readonly string[], { takers }: Use): BreadthOption {
  const who = listWords(takers.map(nameOf), 2);
  const what =
    values.length > MOST_NAMED
      ? `the ${String(values.length)} actions`
      : listWords(values.map((value) => `\`${value}\``));
  return {
    title: `Allow only ${what}${values.length > MOST_NAMED ? ' that' : ', all that'} ${who} ${takers.length > 1 ? 'do' : 'does'}`,
    values,
    safe: false,
    caution: 'what takes the role from outside of this workspace is not seen',
  };
}

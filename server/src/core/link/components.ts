import type { DefinitionKey, SessionFacts } from '../model/facts.js';
import { productOf } from './admitted.js';
import { enteringFiles } from './entered.js';
import { gainingFiles } from './gained.js';
import { isOpenRole, mayBeRole } from './roleNames.js';
import { reachingRoles } from './roleReach.js';
import type { LinkInput } from './workspaceIndex.js';

/** Kinds of reference over which what one file says changes what is true of another. */
const LINKING: ReadonlySet<string> = new Set([
  'calls',
  'includes',
  'follows',
  'assumes',
  'holds',
  'bounded-by',
]);

/**
 * Groups of files that refer to each other, directly or over others, each in the order of the inputs. No fact
 * crosses from one group to another.
 */
export function componentsOf(inputs: readonly LinkInput[]): readonly (readonly LinkInput[])[] {
  const parents = inputs.map((_, index) => index);
  const rootOf = (index: number): number => {
    let at = index;
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] ?? at] ?? at;
      at = parents[at] ?? at;
    }
    return at;
  };
  const join = (index: number, other: number): void => {
    parents[rootOf(index)] = rootOf(other);
  };
  const definedIn = definitionIndex(inputs);
  const openRoles = inputs.flatMap(({ facts }, at) =>
    facts.definitions.filter(isOpenRole).map((key) => ({ at, key })),
  );
  for (const [index, input] of inputs.entries()) {
    for (const target of targetsOf(input)) {
      const exact = definedIn.get(keyOf(target));
      for (const other of exact ?? openRoles.flatMap(({ at, key }) => (mayBeRole(key, target) ? [at] : []))) {
        join(index, other);
      }
    }
  }
  for (const [index, other] of reachingRoles(inputs)) join(index, other);
  for (const [index, other] of admittingFiles(inputs)) join(index, other);
  for (const [index, other] of gainingFiles(inputs)) join(index, other);
  for (const [index, other] of enteringFiles(inputs, definedIn, openRoles)) join(index, other);
  const groups = new Map<number, LinkInput[]>();
  for (const [index, input] of inputs.entries()) {
    const root = rootOf(index);
    groups.set(root, [...(groups.get(root) ?? []), input]);
  }
  return [...groups.values()];
}

function targetsOf({ facts }: LinkInput): readonly DefinitionKey[] {
  const named = facts.sessions.flatMap((session) =>
    session.references.filter(({ kind }) => LINKING.has(kind)).map(({ target }) => target),
  );
  const attached = (facts.attachments ?? []).flatMap(({ set, holders }) => [
    set,
    ...holders.map(({ key }) => key),
  ]);
  const included = (facts.sets ?? []).flatMap(({ includes = [] }) => includes.map(({ target }) => target));
  const running = facts.platform === 'kubernetes' ? [] : (facts.workloads ?? []).map(({ runsAs }) => runsAs);
  return [...named, ...attached, ...included, ...running];
}

function definitionIndex(inputs: readonly LinkInput[]): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  for (const [at, input] of inputs.entries()) {
    const sets = (input.facts.sets ?? []).flatMap(({ key, aliases = [] }) => [key, ...aliases]);
    for (const definition of [...input.facts.definitions, ...sets]) {
      const key = keyOf(definition);
      index.set(key, [...(index.get(key) ?? []), at]);
    }
  }
  return index;
}

function keyOf({ space, key }: DefinitionKey): string {
  return `${space} ${key}`;
}

/** Pairs of files of which the first has sessions that can show a token of an issuer whom the second lets in. */
function admittingFiles(inputs: readonly LinkInput[]): readonly (readonly [number, number])[] {
  const letIn = new Map<string, number[]>();
  for (const [at, { facts }] of inputs.entries()) {
    for (const issuer of new Set(
      facts.sessions.flatMap(({ trust }) => trust?.admissions ?? []).map((one) => one.issuer),
    )) {
      if (issuer === undefined) continue;
      const product = productOf(issuer);
      letIn.set(product, [...(letIn.get(product) ?? []), at]);
    }
  }
  if (letIn.size === 0) return [];
  return inputs.flatMap(({ facts }, at) => {
    const shown = facts.sessions.filter(canShow).flatMap(({ presents }) => presents?.claimSets ?? []);
    const issuers = [...new Set(shown.map(({ issuer }) => productOf(issuer)))];
    return issuers.flatMap((issuer) => (letIn.get(issuer) ?? []).map((other) => [at, other] as const));
  });
}

/** Whether the session's own text grants what it takes to show anything; what a caller grants is joined by the call. */
function canShow({ presents, grants }: SessionFacts): boolean {
  const required = presents?.requires;
  return (
    presents !== undefined && (required === undefined || grants.some(({ right }) => right === required.right))
  );
}

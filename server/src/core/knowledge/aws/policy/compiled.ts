import type { PolicyCondition, PolicyStatement, PolicyText } from '../../../model/policyDocument.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { Wildcards } from '../wildcards.js';
import { literal, LONGEST, standsFor, wildcards } from '../wildcards.js';
import type { Operator } from './operators.js';
import { parseOperator } from './operators.js';
import { matches } from './patternText.js';
import { completeArn } from './resources.js';
import { or } from './tri.js';
import type { Tri } from './types.js';

/*
 * What the texts of a statement come to, worked out once for each statement: it is asked about them for every action,
 * every role and every request. Statements are never changed, so what was made of one stays true.
 */

/** Entries of `Action` or `NotAction`: those that name one action, and the patterns. */
interface CompiledActions {
  readonly exact: ReadonlySet<string>;
  readonly patterns: readonly Wildcards[];
}

/** An entry of `Resource` or `NotResource`. */
export interface CompiledResource {
  /** The text, completed to a whole ARN. */
  readonly text: string;
  /** The pattern that it is whatever a request says; absent for a text that may have a variable. */
  readonly pattern?: Wildcards;
}

const actionsOf = new WeakMap<readonly PolicyText<unknown>[], CompiledActions>();
const resourcesOf = new WeakMap<readonly PolicyText<unknown>[], readonly CompiledResource[]>();
const operators = new WeakMap<PolicyCondition<unknown>, { readonly operator: Operator | undefined }>();

const WILD = /[*?\uFFFC]/u;

function compiledActions(texts: readonly PolicyText<unknown>[]): CompiledActions {
  const known = actionsOf.get(texts);
  if (known !== undefined) return known;
  const exact = new Set<string>();
  const patterns: Wildcards[] = [];
  for (const { text } of texts) {
    const folded = text.toLowerCase();
    if (folded.length > LONGEST || WILD.test(folded)) patterns.push(wildcards(folded));
    else exact.add(folded);
  }
  const compiled = { exact, patterns };
  actionsOf.set(texts, compiled);
  return compiled;
}

/** Whether the action is among those that the entries name. Action names have no case. */
export function namesAction(texts: readonly PolicyText<unknown>[], action: string): Tri {
  const { exact, patterns } = compiledActions(texts);
  const folded = action.toLowerCase();
  if (folded.includes(UNKNOWN_PART)) return namesOpenAction(texts, folded);
  if (exact.has(folded)) return true;
  let named: Tri = false;
  for (const pattern of patterns) {
    if (!standsFor(pattern, folded)) continue;
    if (!pattern.open) return true;
    named = 'unknown';
  }
  return named;
}

function namesOpenAction(texts: readonly PolicyText<unknown>[], folded: string): Tri {
  const asked = literal(folded);
  return or(...texts.map(({ text }) => matches(wildcards(text.toLowerCase()), asked)));
}

/** The entries of `Resource` or `NotResource`, each as far as it is the same for every request. */
export function compiledResources(texts: readonly PolicyText<unknown>[]): readonly CompiledResource[] {
  const known = resourcesOf.get(texts);
  if (known !== undefined) return known;
  const compiled = texts.map(compiledResource);
  resourcesOf.set(texts, compiled);
  return compiled;
}

/** One such entry. */
export function compiledResource({ text: written }: PolicyText<unknown>): CompiledResource {
  const text = completeArn(written);
  return text.includes('${') || text.length > LONGEST ? { text } : { text, pattern: wildcards(text) };
}

/** The operator of a condition, taken apart; undefined for one that AWS does not know. */
export function operatorOf(condition: PolicyCondition<unknown>): Operator | undefined {
  const known = operators.get(condition);
  if (known !== undefined) return known.operator;
  const operator = condition.key.includes(UNKNOWN_PART) ? undefined : parseOperator(condition.operator);
  operators.set(condition, { operator });
  return operator;
}

/** Whether a statement speaks of the request's action. */
export function speaksOfAction(statement: PolicyStatement<unknown>, action: string): Tri {
  const { actions, notActions } = statement;
  if (actions !== undefined) return namesAction(actions, action);
  // Without either AWS would refuse the policy: it was not read whole.
  if (notActions === undefined) return 'unknown';
  const named = namesAction(notActions, action);
  return named === 'unknown' ? named : !named;
}

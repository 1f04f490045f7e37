import type { Gate } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { PolicyCondition } from '../../../model/policyDocument.js';
import { entries, get } from '../../../syntax/syntaxTree.js';
import type { ReadPolicy } from '../policy/readPolicy.js';
import type { SourceStatement } from '../policy/sourceStatement.js';
import type { Reading } from '../reading.js';
import type { ConditionGate } from './conditionGate.js';
import { conditionGate } from './conditionGate.js';

/** Gates of some policies, and which of them each statement brings. */
export interface StatementGates {
  readonly gates: readonly Gate[];
  /** Ids of the gates before what an allowing statement grants, or that a denying one puts before what it touches. */
  readonly of: (statement: SourceStatement) => readonly string[];
}

/**
 * Finds the gates in the conditions of policies.
 *
 * @param prefix makes the ids of several policies of one session differ
 */
export function statementGates(
  reading: Reading,
  policies: readonly { readonly prefix: string; readonly policy: ReadPolicy }[],
): StatementGates {
  const gates: Gate[] = [];
  const ids = new Set<string>();
  const twins = new Map<string, string>();
  const byStatement = new Map<SourceStatement, readonly string[]>();
  for (const { prefix, policy } of policies) {
    for (const [index, statement] of policy.statements.entries()) {
      const found = gatesOf(reading, statement);
      const own = found.map(({ gate, condition }) => {
        const id = uniqueId(
          `${gate.what}:${prefix}${statement.sid ?? String(index)}:${condition.key.toLowerCase()}`,
          ids,
        );
        const made = toGate(reading, statement, condition, gate, id);
        // What a template makes of one statement shares its conditions.
        const twin = twins.get(placeOf(made));
        if (twin !== undefined) return { id: twin, gate };
        gates.push(made);
        ids.add(id);
        twins.set(placeOf(made), id);
        return { id, gate };
      });
      // A date shuts out what is older than it, and asks nothing of whoever starts a session today.
      const guarding = own.filter(({ gate }) => gate.what !== 'token-time' && gate.state !== 'ineffective');
      if (guarding.length > 0) byStatement.set(statement, [...new Set(guarding.map(({ id }) => id))]);
    }
  }
  return { gates, of: (statement) => byStatement.get(statement) ?? [] };
}

function gatesOf(
  reading: Reading,
  statement: SourceStatement,
): readonly { readonly gate: ConditionGate; readonly condition: PolicyCondition }[] {
  const { effect, conditions } = statement;
  const around = { effect, conditions, catalogue: reading.catalogue };
  const found = conditions.flatMap((condition) => {
    const gate = conditionGate(condition, around);
    // What a caller could write itself, a service of AWS does not make up.
    const trusted = gate?.what === 'caller' && isForServices(statement);
    return gate === undefined || trusted ? [] : [{ gate, condition }];
  });
  if (effect === 'Allow') return found;
  // A deny holds only where all of its conditions do: one that passes another way round them is no gate.
  const kinds = new Set(found.map(({ gate }) => gate.what));
  return found.length === conditions.length && kinds.size === 1 ? found : [];
}

function isForServices({ principals = [] }: SourceStatement): boolean {
  return principals.length > 0 && principals.every(({ kind }) => kind === 'Service');
}

function toGate(
  reading: Reading,
  statement: SourceStatement,
  condition: PolicyCondition,
  gate: ConditionGate,
  id: string,
): Gate {
  const at =
    gate.repairAt === 'value' ? condition.values[0]?.origin : operatorOrigin(reading, statement, condition);
  const origin = gate.repairAt === undefined ? condition.origin : (at ?? condition.origin);
  return {
    id,
    kind: gate.kind,
    state: gate.state,
    name: gate.name,
    why: gate.why,
    ...(gate.repair === undefined ? {} : { repair: gate.repair }),
    origin,
  };
}

/** Where the operator of a condition stands. */
function operatorOrigin(
  reading: Reading,
  statement: SourceStatement,
  condition: PolicyCondition,
): Origin | undefined {
  const { start } = condition.origin.range;
  for (const { key, value } of entries(get(statement.node, 'Condition'))) {
    if (key.text === condition.operator && value.range.start <= start && start <= value.range.end) {
      return reading.originOf(key);
    }
  }
  return undefined;
}

/** What two gates have in common that are one. */
function placeOf({ name, state, origin: { range } }: Gate): string {
  return `${String(range.start)} ${String(range.end)} ${state} ${name}`;
}

function uniqueId(id: string, taken: ReadonlySet<string>): string {
  let candidate = id;
  for (let count = 2; taken.has(candidate); count++) candidate = `${id}#${String(count)}`;
  return candidate;
}

import type {
  DocumentedPolicy,
  DocumentedStatement,
} from '../../../knowledge/aws/documented/documentedPolicies.js';
import type { Origin } from '../../../model/origin.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { Guard } from '../text/guards.js';
import type { Part, SourceText } from '../text/sourceText.js';
import { known, unknown } from '../text/sourceText.js';
import type { ReadPolicy } from './readPolicy.js';
import type { SourceStatement } from './sourceStatement.js';

/** Values for the parameters of a documented policy. */
export type Arguments = Readonly<Record<string, Part>>;

/** A policy whose content the vendor documents, as if it were written at `origin`. */
export function readDocumented(
  policy: DocumentedPolicy,
  origin: Origin,
  values: Arguments = {},
  guards: readonly Guard[] = [],
): ReadPolicy {
  return {
    node: undefined,
    version: '2012-10-17',
    versionNode: undefined,
    statements: policy.statements.map((statement) => ({
      ...toSource(statement, origin, values, guards),
      policy: policy.name,
    })),
    incomplete: false,
    guards,
  };
}

function toSource(
  statement: DocumentedStatement,
  origin: Origin,
  values: Arguments,
  guards: readonly Guard[],
): SourceStatement {
  const text = (one: string): SourceText => ({ ...filled(one, values), guards, origin });
  const actions = statement.actions.map(text);
  const resources = statement.resources.map(text);
  return {
    effect: statement.effect,
    ...(statement.allButActions ? { notActions: actions } : { actions }),
    ...(statement.allButResources ? { notResources: resources } : { resources }),
    conditions: statement.conditions.map(({ operator, key, values: wanted }) => ({
      operator,
      key,
      values: wanted.map(text),
      origin,
    })),
    ...(guards.length === 0 ? {} : { possible: true as const }),
    origin,
    node: undefined,
    guards,
  };
}

/** `{Name}` is a parameter, `{AWS::Region}` a parameter of the deployment, and `{aws:username}` a variable of IAM. */
function filled(text: string, values: Arguments): Part {
  const pieces = text.split(/(\{[^}]*\})/u).map((piece): Part => {
    const name = /^\{([^}]*)\}$/u.exec(piece)?.[1];
    if (name === undefined) return known(piece);
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value !== undefined) return value;
    if (name === 'AWS::Partition') return { ...known('aws'), shown: `\${${name}}` };
    return /^[a-z0-9-]+:[^:]/u.test(name) ? known(`\${${name}}`) : unknown(`\${${name}}`);
  });
  return {
    text: pieces
      .map((piece) => piece.text)
      .join('')
      .replace(/\uFFFC+/gu, UNKNOWN_PART),
    shown: pieces.map(({ shown }) => shown).join(''),
    guards: [],
    inferred: pieces.some(({ inferred }) => inferred),
    resources: [...new Set(pieces.flatMap(({ resources }) => resources))],
  };
}

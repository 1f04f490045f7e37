import type { PolicyCondition, PolicyPrincipal, PolicyStatement } from '../../../model/policyDocument.js';
import type { TrustFlaw } from '../../../model/trust.js';
import { listWords } from '../../../model/words.js';
import { parseOperator } from '../policy/operators.js';
import { circleConditions } from './circle.js';
import { shown } from './words.js';
import { dottedUnder } from '../../../text/credentials.js';
import { quoted } from '../../../text/quoted.js';

/** What makes a statement that names everyone too wide. */
export function everyoneFlaws(statement: PolicyStatement, entry: PolicyPrincipal): readonly TrustFlaw[] {
  if (circleConditions(statement.conditions).length > 0) return [];
  const excluded = statement.notPrincipals !== undefined;
  const written = excluded ? '`NotPrincipal` with Allow' : '`*` as principal';
  const asked = [...new Set(statement.conditions.map(({ key }) => quoted(key)))];
  const only =
    asked.length === 0
      ? 'and nothing is asked of them'
      : `and ${listWords(asked)} ${asked.length > 1 ? 'do' : 'does'} not say who they are`;
  const who = excluded ? 'everyone but those it lists, in any AWS account,' : 'everyone in any AWS account';
  return [
    {
      kind: 'anyone',
      message: `${written} lets ${who} assume this role, ${only}. Name the accounts, roles or services that use it.`,
      severity: 'error',
      offers: [],
      origin: entry.origin,
    },
  ];
}

/**
 * Conditions that narrow whom a statement trusts, in words, for the initiator.
 *
 * @param issuer the issuer whose claims are told elsewhere
 */
export function narrowingWords(statement: PolicyStatement, issuer?: string): readonly string[] {
  const prefix = issuer === undefined ? undefined : `${issuer}:`.toLowerCase();
  return statement.conditions
    .filter(({ key }) => prefix === undefined || !key.toLowerCase().startsWith(prefix))
    .map(conditionWords);
}

/** A condition of a policy in words: `aws:PrincipalOrgID o-abc`. */
export function conditionWords({ operator, key, values }: PolicyCondition): string {
  const read = parseOperator(operator);
  const texts = listWords(
    values.map(({ text }) => dottedUnder(key, shown(text))),
    2,
  );
  if (read?.family === 'Null') return `${key} ${texts === 'true' ? 'absent' : 'present'}`;
  if (read === undefined || !EQUALITIES.has(read.relation)) return `${key} ${operator} ${texts}`;
  const ifThere = read.ifExists || read.set === 'all' ? ', if it is there' : '';
  return `${key} ${read.negated ? 'not ' : ''}${texts}${ifThere}`;
}

const EQUALITIES: ReadonlySet<string> = new Set(['equals', 'equals-ignoring-case', 'like']);

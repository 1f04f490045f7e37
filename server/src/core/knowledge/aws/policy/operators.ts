/** What an operator compares. */
export type OperatorFamily = 'String' | 'Numeric' | 'Date' | 'Bool' | 'Binary' | 'Ip' | 'Arn' | 'Null';

/** How the two sides must stand to each other. */
export type Relation =
  'equals' | 'equals-ignoring-case' | 'like' | 'less' | 'at-most' | 'greater' | 'at-least';

/** An operator of a condition, taken apart. */
export interface Operator {
  readonly family: OperatorFamily;
  readonly relation: Relation;
  /** Whether it demands that no value of the policy matches. */
  readonly negated: boolean;
  /** Whether it holds, too, when the request has no such key. */
  readonly ifExists: boolean;
  /** How it takes several values of the request: all must pass, one must, or it is made for one value. */
  readonly set: 'all' | 'any' | 'single';
}

type Base = Pick<Operator, 'family' | 'relation' | 'negated'>;

const operator = (family: OperatorFamily, relation: Relation, negated = false): Base => ({
  family,
  relation,
  negated,
});

/**
 * All operators, in AWS's own letters.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
const BASES: ReadonlyMap<string, Base> = new Map([
  ['StringEquals', operator('String', 'equals')],
  ['StringNotEquals', operator('String', 'equals', true)],
  ['StringEqualsIgnoreCase', operator('String', 'equals-ignoring-case')],
  ['StringNotEqualsIgnoreCase', operator('String', 'equals-ignoring-case', true)],
  ['StringLike', operator('String', 'like')],
  ['StringNotLike', operator('String', 'like', true)],
  ['NumericEquals', operator('Numeric', 'equals')],
  ['NumericNotEquals', operator('Numeric', 'equals', true)],
  ['NumericLessThan', operator('Numeric', 'less')],
  ['NumericLessThanEquals', operator('Numeric', 'at-most')],
  ['NumericGreaterThan', operator('Numeric', 'greater')],
  ['NumericGreaterThanEquals', operator('Numeric', 'at-least')],
  ['DateEquals', operator('Date', 'equals')],
  ['DateNotEquals', operator('Date', 'equals', true)],
  ['DateLessThan', operator('Date', 'less')],
  ['DateLessThanEquals', operator('Date', 'at-most')],
  ['DateGreaterThan', operator('Date', 'greater')],
  ['DateGreaterThanEquals', operator('Date', 'at-least')],
  ['Bool', operator('Bool', 'equals')],
  ['BinaryEquals', operator('Binary', 'equals')],
  ['IpAddress', operator('Ip', 'equals')],
  ['NotIpAddress', operator('Ip', 'equals', true)],
  // ArnEquals and ArnLike behave alike, and so do their opposites.
  ['ArnEquals', operator('Arn', 'like')],
  ['ArnLike', operator('Arn', 'like')],
  ['ArnNotEquals', operator('Arn', 'like', true)],
  ['ArnNotLike', operator('Arn', 'like', true)],
  ['Null', operator('Null', 'equals')],
]);

const BY_NAME: ReadonlyMap<string, Base> = new Map(
  [...BASES].map(([name, base]) => [name.toLowerCase(), base]),
);

/** All operators, without and with `IfExists`, which `Null` does not take. */
export const OPERATORS: readonly string[] = [...BASES.keys()].flatMap((name) =>
  name === 'Null' ? [name] : [name, `${name}IfExists`],
);

/** Takes an operator apart as it is written, without regard to case; undefined for one that AWS does not know. */
export function parseOperator(text: string): Operator | undefined {
  const [, set = '', rest = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.*)$/isu.exec(text.trim()) ?? [];
  const [, name = '', ifExists] = /^(.*?)(IfExists)?$/isu.exec(rest) ?? [];
  const base = BY_NAME.get(name.toLowerCase());
  if (base === undefined || (base.family === 'Null' && ifExists !== undefined)) return undefined;
  const quantifier = set.toLowerCase();
  return {
    ...base,
    ifExists: ifExists !== undefined,
    set: quantifier === 'forallvalues' ? 'all' : quantifier === 'foranyvalue' ? 'any' : 'single',
  };
}

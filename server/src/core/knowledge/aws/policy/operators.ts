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
 * All operators, in lower case.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
const BASES: ReadonlyMap<string, Base> = new Map([
  ['stringequals', operator('String', 'equals')],
  ['stringnotequals', operator('String', 'equals', true)],
  ['stringequalsignorecase', operator('String', 'equals-ignoring-case')],
  ['stringnotequalsignorecase', operator('String', 'equals-ignoring-case', true)],
  ['stringlike', operator('String', 'like')],
  ['stringnotlike', operator('String', 'like', true)],
  ['numericequals', operator('Numeric', 'equals')],
  ['numericnotequals', operator('Numeric', 'equals', true)],
  ['numericlessthan', operator('Numeric', 'less')],
  ['numericlessthanequals', operator('Numeric', 'at-most')],
  ['numericgreaterthan', operator('Numeric', 'greater')],
  ['numericgreaterthanequals', operator('Numeric', 'at-least')],
  ['dateequals', operator('Date', 'equals')],
  ['datenotequals', operator('Date', 'equals', true)],
  ['datelessthan', operator('Date', 'less')],
  ['datelessthanequals', operator('Date', 'at-most')],
  ['dategreaterthan', operator('Date', 'greater')],
  ['dategreaterthanequals', operator('Date', 'at-least')],
  ['bool', operator('Bool', 'equals')],
  ['binaryequals', operator('Binary', 'equals')],
  ['ipaddress', operator('Ip', 'equals')],
  ['notipaddress', operator('Ip', 'equals', true)],
  // ArnEquals and ArnLike behave alike, and so do their opposites.
  ['arnequals', operator('Arn', 'like')],
  ['arnlike', operator('Arn', 'like')],
  ['arnnotequals', operator('Arn', 'like', true)],
  ['arnnotlike', operator('Arn', 'like', true)],
  ['null', operator('Null', 'equals')],
]);

/** Takes an operator apart as it is written, without regard to case; undefined for one that AWS does not know. */
export function parseOperator(text: string): Operator | undefined {
  const [, set = '', rest = ''] = /^(?:(ForAllValues|ForAnyValue):)?(.*)$/isu.exec(text.trim()) ?? [];
  const [, name = '', ifExists] = /^(.*?)(IfExists)?$/isu.exec(rest) ?? [];
  const base = BASES.get(name.toLowerCase());
  if (base === undefined || (base.family === 'Null' && ifExists !== undefined)) return undefined;
  const quantifier = set.toLowerCase();
  return {
    ...base,
    ifExists: ifExists !== undefined,
    set: quantifier === 'forallvalues' ? 'all' : quantifier === 'foranyvalue' ? 'any' : 'single',
  };
}

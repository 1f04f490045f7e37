import { instant } from '../../../knowledge/aws/policy/instant.js';
import { ipRange } from '../../../knowledge/aws/policy/ipRange.js';
import type { OperatorFamily } from '../../../knowledge/aws/policy/operators.js';
import { OPERATORS, parseOperator } from '../../../knowledge/aws/policy/operators.js';
import type { MappingNode } from '../../../syntax/syntaxTree.js';
import { entries, get, isAbsent } from '../../../syntax/syntaxTree.js';
import type { Reading } from '../reading.js';
import { intrinsicOf } from '../template/intrinsics.js';
import type { SourceStatement } from './sourceStatement.js';
import { meantBy, meantWords } from '../../../text/meant.js';
import { quoted } from '../../../text/quoted.js';

/** Reports operators that IAM does not know, and blocks that are no objects. */
export function checkConditionShape(reading: Reading, node: MappingNode): void {
  const block = get(node, 'Condition');
  if (block === undefined || intrinsicOf(block) !== undefined || isAbsent(block)) return;
  if (block.kind !== 'mapping') {
    if (block.kind === 'sequence' || !block.text.includes('${')) {
      reading.refuse(block, 'A `Condition` is an object: an operator, with keys and values under it.');
    }
    return;
  }
  for (const { key, value } of entries(block)) {
    if (/^Fn::|^\$\{|^<</u.test(key.text)) continue;
    if (parseOperator(key.text) === undefined) {
      const [prefix = ''] = /^For(?:All|Any)Values?:/iu.exec(key.text) ?? [];
      const meant = meantBy(key.text.slice(prefix.length), OPERATORS);
      reading.refuse(key, `IAM knows no condition operator ${quoted(key.text)}${meantWords(meant)}`, meant);
    } else if (value.kind !== 'mapping' && intrinsicOf(value) === undefined && !isAbsent(value)) {
      if (value.kind === 'sequence' || !value.text.includes('${')) {
        reading.refuse(
          value,
          `Under ${quoted(key.text)} stands an object: the keys to test, with their values.`,
        );
      }
    }
  }
}

/** What a value must be, by the family of its operator. */
const VALUES: Partial<Record<OperatorFamily, readonly [is: (text: string) => boolean, words: string]>> = {
  Bool: [(text) => /^(?:true|false)$/iu.test(text.trim()), '`true` or `false`'],
  Null: [(text) => /^(?:true|false)$/iu.test(text.trim()), '`true` or `false`'],
  Numeric: [(text) => /^\s*[+-]?(?:\d+\.?\d*|\.\d+)\s*$/u.test(text), 'a number'],
  Date: [
    (text) => instant(text) !== undefined,
    'a time such as `2026-01-31T00:00:00Z`, or seconds since 1970',
  ],
  Ip: [(text) => ipRange(text) !== undefined, 'an address or a range such as `203.0.113.0/24`'],
};

/**
 * Warns of values that are not of their operator's type.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export function checkConditionValues(reading: Reading, { conditions }: SourceStatement): void {
  for (const { operator, values } of conditions) {
    const family = parseOperator(operator)?.family;
    const [is, words] = (family === undefined ? undefined : VALUES[family]) ?? [];
    if (is === undefined || words === undefined) continue;
    for (const { text, origin } of values) {
      if (/[\uFFFC<>{}$*?]/u.test(text) || is(text)) continue;
      reading.warn(
        origin,
        `${quoted(operator)} compares with ${words}; ${quoted(text)} is none, so that nothing is equal to it.`,
      );
    }
  }
}

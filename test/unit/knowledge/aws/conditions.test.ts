import { describe, expect, it } from 'vitest';
import { conditionHolds } from '../../../../server/src/core/knowledge/aws/policy/conditions.js';
import { requestContext } from '../../../../server/src/core/knowledge/aws/policy/context.js';
import { instant } from '../../../../server/src/core/knowledge/aws/policy/instant.js';
import { ipRange } from '../../../../server/src/core/knowledge/aws/policy/ipRange.js';
import { parseOperator } from '../../../../server/src/core/knowledge/aws/policy/operators.js';
import type { ContextValue, Tri } from '../../../../server/src/core/knowledge/aws/policy/types.js';
import { UNKNOWN_PART } from '../../../../server/src/core/model/policyDocument.js';

type Row = readonly [operator: string, values: readonly string[], value: ContextValue, expected: Tri];

/** What the pages say of each operator; the property test compares the rest. */
const ROWS: readonly Row[] = [
  // A key that is not there: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
  ['StringEquals', ['a'], 'absent', false],
  ['StringNotEquals', ['a'], 'absent', true],
  ['StringEqualsIfExists', ['a'], 'absent', true],
  ['StringNotEqualsIfExists', ['a'], 'absent', true],
  ['Bool', ['true'], 'absent', false],
  ['BoolIfExists', ['true'], 'absent', true],
  ['NumericLessThan', ['3600'], 'absent', false],
  ['IpAddress', ['0.0.0.0/0'], 'absent', false],
  ['NotIpAddress', ['0.0.0.0/0'], 'absent', true],
  ['ArnLike', ['arn:aws:*:*:*:*'], 'absent', false],
  ['Null', ['true'], 'absent', true],
  ['Null', ['false'], 'absent', false],
  ['Null', ['true'], ['x'], false],
  ['Null', ['false'], ['x'], true],
  ['Null', ['false'], 'unknown', 'unknown'],
  // Several values in the policy: one must match, or for a negated operator none.
  ['StringEquals', ['a', 'b'], ['b'], true],
  ['StringNotEquals', ['a', 'b'], ['b'], false],
  ['StringNotEquals', ['a', 'b'], ['c'], true],
  // Several in the request.
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
  ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], false],
  ['ForAllValues:StringEquals', ['a', 'b'], 'absent', true],
  ['ForAllValues:StringEquals', ['a', 'b'], [''], true],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['b', 'c'], true],
  ['ForAnyValue:StringEquals', ['a', 'b'], ['c'], false],
  ['ForAnyValue:StringEquals', ['a', 'b'], 'absent', false],
  ['ForAnyValue:StringNotEquals', ['a'], ['a', 'c'], true],
  ['ForAllValues:StringNotEquals', ['a'], ['a', 'c'], false],
  ['ForAnyValue:StringEqualsIfExists', ['a'], 'absent', 'unknown'],
  // Only Like knows wildcards, and only IgnoreCase no case.
  ['StringLike', ['repo:o/*'], ['repo:o/r:ref'], true],
  ['StringEquals', ['repo:o/*'], ['repo:o/r:ref'], false],
  ['StringEquals', ['repo:o/*'], ['repo:o/*'], true],
  ['StringLike', ['A*'], ['abc'], false],
  ['StringEqualsIgnoreCase', ['ABC'], ['abc'], true],
  // ARNs are compared part by part.
  ['StringLike', ['arn:aws:s:*:1:f/*'], ['arn:aws:s:r:9:store/a:1:f/d'], true],
  ['ArnLike', ['arn:aws:s:*:1:f/*'], ['arn:aws:s:r:9:store/a:1:f/d'], false],
  ['ArnEquals', ['arn:aws:sns:*:1:t*'], ['arn:aws:sns:eu:1:topic:x'], true],
  ['ArnNotEquals', ['arn:aws:sns:*:1:t*'], ['arn:aws:sns:eu:1:topic'], false],
  // Numbers, dates, addresses, bytes.
  ['NumericEquals', ['10.0'], ['10'], true],
  ['NumericLessThanEquals', ['10'], ['10'], true],
  ['NumericGreaterThan', ['x'], ['10'], 'unknown'],
  ['DateGreaterThan', ['2020-01-01T00:00:01Z'], ['2020-01-01T00:00:02Z'], true],
  ['DateLessThan', ['2020-01-01T02:00:00+02:00'], ['1577836800'], false],
  ['DateEquals', ['2020-01-01T02:00:00+02:00'], ['1577836800'], true],
  ['IpAddress', ['203.0.113.0/24'], ['203.0.113.200'], true],
  ['IpAddress', ['203.0.113.0'], ['203.0.113.1'], false],
  ['IpAddress', ['2001:DB8:1234:5678::/64'], ['2001:db8:1234:5678::1'], true],
  ['NotIpAddress', ['203.0.113.0/24'], ['2001:db8::1'], true],
  // All that is known of the request is the range that it comes from.
  ['IpAddress', ['10.0.0.0/16'], ['10.0.1.0/24'], true],
  ['IpAddress', ['10.0.1.0/24'], ['10.0.0.0/16'], 'unknown'],
  ['IpAddress', ['10.1.0.0/16'], ['10.0.0.0/16'], false],
  ['BinaryEquals', ['QQ=='], ['QQ=='], true],
  // What is not known.
  ['StringEquals', ['a'], 'unknown', 'unknown'],
  ['StringLike', ['repo:o/r:*'], [`repo:o/r:ref:${UNKNOWN_PART}`], true],
  ['StringLike', ['repo:o/r:ref:refs/heads/main'], [`repo:o/r:${UNKNOWN_PART}`], 'unknown'],
  ['StringLike', ['repo:o/r:*'], [`repo:o/q:${UNKNOWN_PART}`], false],
  ['StringNotLike', ['repo:o/r:*'], [`repo:o/q:${UNKNOWN_PART}`], true],
  ['StringEquals', [`a${UNKNOWN_PART}`], ['b'], false],
  ['StringEquals', [`a${UNKNOWN_PART}`], ['ab'], 'unknown'],
  ['StringNoSuch', ['a'], ['a'], 'unknown'],
  ['NullIfExists', ['true'], ['a'], 'unknown'],
];

describe('conditions', () => {
  it.each(ROWS)('%s %j against %j: %s', (operator, values, value, expected) => {
    const condition = {
      operator,
      key: 'x:Key',
      values: values.map((text) => ({ text, origin: null })),
      origin: null,
    };
    expect(conditionHolds(condition, requestContext({ 'X:key': value }, 'absent'), '2012-10-17')).toBe(
      expected,
    );
  });

  it.each([
    ['${aws:username}', '2012-10-17', ['bob'], 'bob', true],
    ['${aws:username}', '2012-10-17', ['bob'], 'eve', false],
    // Variables are plain text in the older version, and where a policy names none.
    ['${aws:username}', '2008-10-17', ['bob'], 'bob', false],
    ['${aws:username}', undefined, ['bob'], '${aws:username}', true],
    ["${aws:username, 'all'}", '2012-10-17', 'absent', 'all', true],
    ["${aws:username, 'all'}", '2012-10-17', [], 'all', true],
    ['${aws:username}', '2012-10-17', 'absent', '', false],
    ['${aws:username}', '2012-10-17', 'unknown', 'bob', 'unknown'],
    ['${aws:username}', '2012-10-17', ['b*'], 'bob', false],
    ['a${*}c', '2012-10-17', 'absent', 'abc', false],
    ['a${*}c', '2012-10-17', 'absent', 'a*c', true],
  ] as const)('%s in version %s for user %j against %s: %s', (text, version, user, value, expected) => {
    const condition = { operator: 'StringLike', key: 'k', values: [{ text, origin: null }], origin: null };
    const context = requestContext({ 'aws:username': user, k: [value] }, 'absent');
    expect(conditionHolds(condition, context, version)).toBe(expected);
  });
});

describe('parts of conditions', () => {
  it.each([
    ['StringLike', 'String', 'single', false, false],
    ['forallvalues:stringnotlikeifexists', 'String', 'all', true, true],
    ['ForAnyValue:ArnEquals', 'Arn', 'any', false, false],
    ['Null', 'Null', 'single', false, false],
  ])('reads the operator %s', (text, family, set, negated, ifExists) => {
    expect(parseOperator(text)).toMatchObject({ family, set, negated, ifExists });
  });

  it.each(['', 'StringLikes', 'ForSomeValues:Bool', 'Bool:ForAnyValue', 'IfExists'])(
    'knows no %s',
    (text) => {
      expect(parseOperator(text)).toBeUndefined();
    },
  );

  it.each([
    ['1970-01-01', 0],
    ['2000-02-29T23:59:59.25Z', 951_868_799.25],
    ['2024', 1_704_067_200],
    ['1717243200', 1_717_243_200],
    ['2024-13-01', undefined],
    ['yesterday', undefined],
  ])('reads the date %s', (text, seconds) => {
    expect(instant(text)).toBe(seconds);
  });

  it.each(['1.2.3', '1.2.3.400', '1.2.3.4/33', '::1::', 'g::', '1:2:3:4:5:6:7', '::/129', ''])(
    'takes %j for no address',
    (text) => {
      expect(ipRange(text)).toBeUndefined();
    },
  );
});

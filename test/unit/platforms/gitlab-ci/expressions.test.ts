import { describe, expect, it } from 'vitest';
import { truth } from '../../../../server/src/core/platforms/gitlab-ci/expressions/evaluate.js';
import { parseExpression } from '../../../../server/src/core/platforms/gitlab-ci/expressions/parseExpression.js';
import {
  globsOf,
  refPattern,
} from '../../../../server/src/core/platforms/gitlab-ci/expressions/refPattern.js';
import type { Value } from '../../../../server/src/core/platforms/gitlab-ci/expressions/values.js';
import {
  ANY,
  NULL,
  SOME,
  textValue,
} from '../../../../server/src/core/platforms/gitlab-ci/expressions/values.js';

const VARIABLES: Readonly<Record<string, Value>> = {
  NAME: textValue('value'),
  EMPTY: textValue(''),
  UNSET: NULL,
  OPEN: ANY,
  SET: SOME,
  PATTERN: textValue('/^val/'),
  BRANCH: { kind: 'ref', atom: { kind: 'name', name: 'main' } },
  OTHER: { kind: 'ref', atom: { kind: 'other' } },
};

function evaluated(text: string): string {
  const expression = parseExpression(text);
  if (expression === undefined) return 'refused';
  return truth(expression, {
    asked: { names: new Set(['main']), patterns: new Set(['/^release/']), byDefault: true },
    variable: (name) => VARIABLES[name] ?? ANY,
  });
}

describe('the expressions of if', () => {
  // https://docs.gitlab.com/ci/jobs/job_rules/#cicd-variable-expressions
  it.each([
    ['$NAME == "value"', 'yes'],
    ["$NAME == 'value'", 'yes'],
    ['"value" == $NAME', 'yes'],
    ['$NAME != "value"', 'no'],
    ['$NAME == "other"', 'no'],
    ['$UNSET == null', 'yes'],
    ['$NAME == null', 'no'],
    ['$NAME != null', 'yes'],
    ['$EMPTY == ""', 'yes'],
    ['$UNSET == ""', 'no'],
    ['$EMPTY == null', 'no'],
    ['$NAME', 'yes'],
    ['$EMPTY', 'no'],
    ['$UNSET', 'no'],
    ['$SET', 'yes'],
    ['$SET == ""', 'no'],
    ['$SET == "x"', 'maybe'],
    ['$OPEN', 'maybe'],
    ['$OPEN == "x"', 'maybe'],
    ['$OPEN != null', 'maybe'],
    ['$NAME =~ /^val/', 'yes'],
    ['$NAME =~ /^VAL/', 'no'],
    ['$NAME =~ /^VAL/i', 'yes'],
    ['$NAME !~ /^val/', 'no'],
    ['$NAME =~ $PATTERN', 'yes'],
    ['$UNSET =~ /x+/', 'no'],
    ['$UNSET !~ /x+/', 'yes'],
    ['$NAME =~ /a\\/b/', 'no'],
    // `&&` goes before `||`, parentheses before both.
    ['$UNSET && $UNSET || $NAME', 'yes'],
    ['$UNSET && ($UNSET || $NAME)', 'no'],
    ['$NAME || $OPEN', 'yes'],
    ['$OPEN || $NAME', 'yes'],
    ['$OPEN && $UNSET', 'no'],
    ['$OPEN && $NAME', 'maybe'],
    ['($NAME == "value" || $UNSET) && $SET', 'yes'],
    ['$BRANCH == "main"', 'yes'],
    ['$OTHER == "main"', 'no'],
    ['$OTHER == "develop"', 'maybe'],
    ['$OTHER =~ /^release/', 'no'],
    ['$OTHER =~ /^hotfix/', 'maybe'],
    ['$NAME  ==\n  "value"', 'yes'],
  ])('%s: %s', (text, expected) => {
    expect(evaluated(text)).toBe(expected);
  });

  it.each([
    '',
    '$A ==',
    '== "x"',
    '($A',
    '$A)',
    '$A = "x"',
    '$A == x',
    '$A =~ /x/',
    'true',
    '$A "x"',
    '$[[ inputs.a ]] == "x"',
  ])('refuses %s', (text) => {
    expect(evaluated(text)).toBe('refused');
  });

  it('answers for parentheses without end', () => {
    expect(evaluated('('.repeat(3000))).toBe('refused');
    expect(evaluated(`${'('.repeat(1500)}$A${')'.repeat(1500)}`)).toBe('refused');
  });
});

describe('patterns of refs', () => {
  it.each([
    ['^main$', ['main']],
    ['^(main|master)$', ['main', 'master']],
    ['^(?:main|release\\/.*)$', ['main', 'release/*']],
    ['^release-', ['release-*']],
    ['-rc$', ['*-rc']],
    ['hotfix', ['*hotfix*']],
    ['^v\\d+\\.\\d+$', ['v*.*']],
    ['^v[0-9]+$', ['v*']],
    ['\\Av1\\z', ['v1']],
    ['^a{2,3}b', ['*b*']],
    ['^(a|b)(c|d)$', ['ac', 'ad', 'bc', 'bd']],
  ])('%s stands for %j', (source, expected) => {
    expect(globsOf(source)).toEqual(expected);
  });

  it('leaves open what it does not read', () => {
    expect(globsOf('^(?!main)')).toBeUndefined();
    expect(globsOf('(')).toBeUndefined();
    expect(refPattern('^(?!main)').globs).toEqual(['*']);
  });

  it('tries no pattern that could take long', () => {
    expect(refPattern('^(a+)+$').test('a'.repeat(40))).toBeUndefined();
    expect(refPattern('a*a*a*a*a*a*a*b').test('a'.repeat(40))).toBeUndefined();
    expect(refPattern('^x').test('x'.repeat(100))).toBeUndefined();
    expect(refPattern('^(').test('x')).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../../../server/src/core/platforms/azure-pipelines/expressions/ast.js';
import { truth } from '../../../../server/src/core/platforms/azure-pipelines/expressions/evaluate.js';
import type { Value } from '../../../../server/src/core/platforms/azure-pipelines/expressions/value.js';
import {
  FALSE,
  oneOf,
  startingWith,
  TRUE,
} from '../../../../server/src/core/platforms/azure-pipelines/expressions/value.js';

const VARIABLES: Readonly<Record<string, Value>> = {
  'build.reason': oneOf('IndividualCI', 'BatchedCI'),
  'build.sourcebranch': startingWith('refs/heads/'),
  letters: oneOf('ABC'),
  switch: oneOf('false'),
  empty: oneOf(''),
};

function outcome(text: string): string {
  const expression = parseExpression(text);
  if (expression === undefined) return 'refused';
  const { canBeTrue, canBeFalse } = truth(expression, {
    valueOf: (context, name) => (context === 'variables' ? VARIABLES[name] : undefined),
    statusOf: (name) => (name === 'succeeded' ? FALSE : TRUE),
  });
  if (canBeTrue && canBeFalse) return 'either';
  return canBeTrue ? 'true' : 'false';
}

// https://learn.microsoft.com/en-us/azure/devops/pipelines/process/expressions, and what follows for runs not told apart
describe('expressions of Azure Pipelines', () => {
  it.each([
    ["and(eq(variables.letters, 'abc'), eq('a', 'A'))", 'true'],
    ["eq(variables['Build.Reason'], 'PullRequest')", 'false'],
    ["ne(variables['Build.Reason'], 'PullRequest')", 'true'],
    ["eq(variables['Build.Reason'], 'IndividualCI')", 'either'],
    ["in(variables['Build.Reason'], 'IndividualCI', 'BatchedCI')", 'true'],
    ["notIn(variables['Build.Reason'], 'Manual', 'Schedule')", 'true'],
    ["in('B', 'A', 'B', 'C')", 'true'],
    ["startsWith('ABCDE', 'ab')", 'true'],
    ["endsWith('ABCDE', 'de')", 'true'],
    ["contains('ABCDE', 'bcd')", 'true'],
    ["startsWith(variables['Build.SourceBranch'], 'refs/heads/')", 'true'],
    ["startsWith(variables['Build.SourceBranch'], 'refs/tags/')", 'false'],
    ["eq(variables['Build.SourceBranch'], 'refs/heads/main')", 'either'],
    ["eq(variables['Build.SourceBranch'], 'refs/pull/1/merge')", 'false'],
    ['or(eq(1, 1), eq(2, 3))', 'true'],
    ['xor(True, False)', 'true'],
    ['not(eq(1, 2))', 'true'],
    ["coalesce(variables.empty, 'literal')", 'true'],
    ["iif(eq(1, 1), variables.empty, 'x')", 'false'],
    // Every text that is not empty is true: https://learn.microsoft.com/en-us/azure/devops/pipelines/process/expressions#type-casting
    ['variables.switch', 'true'],
    ['variables.empty', 'false'],
    ['eq(variables.switch, false)', 'true'],
    ['eq(false, variables.switch)', 'false'],
    ['always()', 'true'],
    ['succeeded()', 'false'],
    ["and(failed('Build'), variables.unknown)", 'either'],
    ["eq(dependencies.A.outputs['set.doThing'], 'Yes')", 'either'],
    ["or(ne(variables['x'], 'a'), ne(variables['x'], 'b'))", 'true'],
    ["or(ne(variables['x'], 'a'), ne(variables['y'], 'b'))", 'either'],
    ["eq('it''s', 'It''s')", 'true'],
    ["format('{0}', 'a')", 'either'],
    ['gt(variables.number, 3)', 'either'],
    ['and(', 'refused'],
    ["eq('a' 'b')", 'refused'],
    ["a == 'b'", 'refused'],
    ['', 'refused'],
  ])('%s comes to %s', (text, expected) => {
    expect(outcome(text)).toBe(expected);
  });

  it('gives up on what is nested too deep', () => {
    expect(outcome(`${'not('.repeat(5000)}true${')'.repeat(5000)}`)).toBe('refused');
  });
});

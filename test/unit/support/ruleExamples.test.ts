import { describe, expect, it } from 'vitest';
import { readRuleExamples } from '../../support/docs/ruleExamples.js';

const PAGE = `# some-rule

## Incorrect

\`\`\`yaml
on: push
\`\`\`

A second one, of two files:

\`\`\`yaml
on: pull_request
\`\`\`

\`\`\`yaml path=.github/workflows/called.yml
on: workflow_call
\`\`\`

## Correct

\`\`\`yaml
on: {}
\`\`\`

## Remediation

\`\`\`yaml
not: an example
\`\`\`

\`\`\`sh
npm ci
\`\`\`
`;

describe('examples of a page', () => {
  it('are the blocks under Incorrect and Correct; a path that comes again starts the next', () => {
    expect(
      readRuleExamples(PAGE).map(({ heading, line, repository }) => [heading, line, [...repository]]),
    ).toEqual([
      ['Incorrect', 5, [['.github/workflows/example.yml', 'on: push\n']]],
      [
        'Incorrect',
        11,
        [
          ['.github/workflows/example.yml', 'on: pull_request\n'],
          ['.github/workflows/called.yml', 'on: workflow_call\n'],
        ],
      ],
      ['Correct', 21, [['.github/workflows/example.yml', 'on: {}\n']]],
    ]);
  });
});

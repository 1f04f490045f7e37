import { describe, expect, it } from 'vitest';
import { RULES } from '../../../../server/src/core/rules/index.js';
import { allFindings, openRepository } from '../../../support/repository.js';

const RULE = RULES.filter(({ meta }) => meta.id === 'untrusted-initiator');
const PATH = '.github/workflows/ci.yml';

const HEAD = 'ref: ${{ github.event.pull_request.head.sha }}';

/** How grave the finding is for a workflow that checks out the head with the action written so, and runs it. */
function severityOf(uses: string, ...inputs: readonly string[]): string | undefined {
  const text = [
    'on: pull_request_target',
    'permissions:',
    '  contents: write',
    'jobs:',
    '  test:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    `      - uses: actions/checkout@${uses}`,
    '        with:',
    ...inputs.map((input) => `          ${input}`),
    '      - run: npm ci',
    '',
  ].join('\n');
  const repository = new Map([[PATH, text]]);
  return allFindings(openRepository(repository, RULE), repository)[0]?.severity;
}

describe('the guard of actions/checkout', () => {
  it.each(['v2', 'v3', 'v4', 'v5', 'v6', 'v7', 'main', 'releases/v4', 'v4.4.0', 'v6.1.0'])(
    'turns a fork away in %s',
    (uses) => {
      expect(severityOf(uses, HEAD)).toBe('information');
    },
  );

  it.each([
    'v1',
    'master',
    'v2.7.0',
    'v3.6.0',
    'v4.2.2',
    'v4.3.1',
    'v5.0.1',
    'v6.0.3',
    'v6-beta',
    'my-branch',
  ])('is not there in %s', (uses) => {
    expect(severityOf(uses, HEAD)).toBe('error');
  });

  it('is told by the commit, not by the comment behind it', () => {
    expect(severityOf('11d5960a326750d5838078e36cf38b85af677262', HEAD)).toBe('information');
    expect(severityOf('11d5960a326750d5838078e36cf38b85af677262 # v4', HEAD)).toBe('information');
    expect(severityOf('34e114876b0b11c390a56381ad16ebd13914f8d5 # v4', HEAD)).toBe('error');
    expect(severityOf('34e114876b0b11c390a56381ad16ebd13914f8d5 # v4.4.0', HEAD)).toBe('error');
  });

  it.each(['v8', 'v4.4.1', 'v8.0.0', '0123456789012345678901234567890123456789 # v7.1.0'])(
    'may be there, or not, in %s, which is newer than what was read',
    (uses) => {
      expect(severityOf(uses, HEAD)).toBe('warning');
      expect(severityOf(uses, HEAD, 'allow-unsafe-pr-checkout: true')).toBe('error');
    },
  );

  it('is not told by a comment that names no release', () => {
    expect(severityOf('0123456789012345678901234567890123456789 # v7', HEAD)).toBe('error');
  });

  it('is off only where the input says true', () => {
    expect(severityOf('v4', HEAD, 'allow-unsafe-pr-checkout: true')).toBe('error');
    expect(severityOf('v4', HEAD, 'allow-unsafe-pr-checkout: "TRUE"')).toBe('error');
    expect(severityOf('v4', HEAD, 'allow-unsafe-pr-checkout: ${{ inputs.unsafe }}')).toBe('error');
    expect(severityOf('v4', HEAD, 'allow-unsafe-pr-checkout: yes')).toBe('information');
    expect(severityOf('v4', HEAD, "allow-unsafe-pr-checkout: ''")).toBe('information');
  });

  it('knows the merge ref and the full name of the fork', () => {
    expect(severityOf('v4', 'ref: refs/pull/${{ github.event.number }}/merge')).toBe('information');
    expect(
      severityOf(
        'v4',
        'repository: ${{ github.event.pull_request.head.repo.full_name }}',
        'ref: ${{ github.head_ref }}',
      ),
    ).toBe('information');
  });

  it('does not know another repository of whoever opened the pull request', () => {
    expect(
      severityOf(
        'v4',
        'repository: ${{ github.event.pull_request.user.login }}/shop',
        'ref: ${{ github.head_ref }}',
      ),
    ).toBe('error');
  });
});

import { describe, expect, it } from 'vitest';
import { knownMinimum } from '../../../server/src/core/model/needs.js';
import type { TrustScope } from '../../../server/src/core/model/trustScope.js';
import { openRepository } from '../../support/repository.js';

/** The calling job of a workflow, with the workflow that it calls. */
function caller(permissions: string, callee: string): TrustScope {
  const files = new Map([
    [
      '.github/workflows/caller.yml',
      `on: push\npermissions: ${permissions}\njobs:\n  go:\n    uses: ./.github/workflows/callee.yml\n`,
    ],
    ['.github/workflows/callee.yml', callee],
  ]);
  const scope = openRepository(files, []).model.scope('.github/workflows/caller.yml#job:go');
  if (scope === undefined) throw new Error('no session');
  return scope;
}

const steps = '    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v6\n';
const everything = '{ contents: write, packages: write, issues: write }';

describe('what a call needs', () => {
  it('is what the steps of the callee need where its text asks for nothing', () => {
    const scope = caller(everything, `on: workflow_call\njobs:\n  work:\n${steps}`);
    expect(knownMinimum(scope)).toEqual({ contents: 'read' });
  });

  it('is also what the callee asks for and no step of it needs, for less would be refused', () => {
    const scope = caller(
      everything,
      `on: workflow_call\njobs:\n  work:\n    permissions: { contents: write, packages: read }\n${steps}`,
    );
    expect(knownMinimum(scope)).toEqual({ contents: 'write', packages: 'read' });
    const evidence = Object.fromEntries(scope.grants.map((grant) => [grant.right, grant.evidence]));
    expect(evidence).toEqual({ contents: 'needed', packages: 'unneeded', issues: 'unneeded' });
    expect(scope.needs?.items.map(({ why }) => why)).toContain('the called job `work` asks for it');
  });

  it('counts what the callee asks for where its steps could do without', () => {
    const label = '      - uses: actions/labeler@v6\n';
    const scope = caller(
      '{ contents: read, pull-requests: write }',
      `on: workflow_call\njobs:\n  work:\n    permissions: { contents: read, pull-requests: write, issues: write }\n${steps}${label}`,
    );
    expect(knownMinimum(scope)).toEqual({ contents: 'read', 'pull-requests': 'write', issues: 'write' });
  });

  it('counts what the file of the callee asks for, although its job asks for less', () => {
    const scope = caller(
      everything,
      `on: workflow_call\npermissions: { issues: write }\njobs:\n  work:\n    permissions: {}\n${steps}`,
    );
    expect(knownMinimum(scope)).toEqual({ contents: 'read', issues: 'write' });
  });

  it('is not what the callee would do with a default that it does not write down', () => {
    const scope = caller(
      '{}',
      `on: workflow_call\njobs:\n  work:\n    runs-on: x\n    steps:\n      - run: echo a\n`,
    );
    expect(knownMinimum(scope)).toEqual({});
  });
});

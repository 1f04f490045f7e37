import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { readSchema } from '../schemas/readSchema.js';
import { runIn } from './fakeTerminal.js';
import { temporaryFolder } from './temporaryFolder.js';

const reviewers = [{ type: 'User', reviewer: { login: 'ana' } }];

/** What `gh api` prints, cut down to what is read and some of what is not. */
const EXPORTS = {
  'repo.json': {
    id: 456789,
    full_name: 'acme/shop',
    private: true,
    visibility: 'private',
    default_branch: 'main',
    owner: { login: 'acme', id: 123456 },
  },
  'environments.json': {
    total_count: 2,
    environments: [
      {
        id: 1,
        name: 'production',
        protection_rules: [{ id: 3, type: 'required_reviewers', prevent_self_review: true, reviewers }],
        deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
      },
      { id: 2, name: 'dev', protection_rules: [], deployment_branch_policy: null },
    ],
  },
  'token.json': { default_workflow_permissions: 'read', can_approve_pull_request_reviews: false },
  'actions.json': { enabled: true, allowed_actions: 'all', sha_pinning_required: false },
  'sub.json': {
    use_default: true,
    use_immutable_subject: false,
    sub_claim_prefix: 'repo:acme@123456/shop@456789',
  },
  'ruleset.json': {
    id: 9,
    name: 'main',
    target: 'branch',
    enforcement: 'active',
    bypass_actors: [],
    conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
    rules: [{ type: 'pull_request', parameters: { required_approving_review_count: 1 } }],
  },
  'project.json': {
    id: 7,
    path_with_namespace: 'acme/web/shop',
    visibility: 'internal',
    default_branch: 'main',
  },
  'protected.json': [
    {
      name: 'production',
      deploy_access_levels: [{ access_level: 40, access_level_description: 'Maintainers' }],
      required_approval_count: 0,
      approval_rules: [{ required_approvals: 2 }],
    },
  ],
  'checks.json': {
    count: 1,
    value: [
      { id: 1, type: { name: 'Approval' }, resource: { type: 'environment', id: '3', name: 'production' } },
    ],
  },
} as const;

const WORKFLOW = `on: push
permissions: { contents: write }
jobs:
  a: { runs-on: ubuntu-latest, environment: production, steps: [{ run: make }] }
  b: { runs-on: ubuntu-latest, environment: dev, steps: [{ run: make }] }
  c: { runs-on: ubuntu-latest, environment: made-on-the-way, steps: [{ run: make }] }
`;

function folder(): string {
  return temporaryFolder({
    ...Object.fromEntries(
      Object.entries(EXPORTS).map(([name, data]) => [`exports/${name}`, JSON.stringify(data)]),
    ),
    '.github/workflows/ci.yml': WORKFLOW,
  });
}

const paths = Object.keys(EXPORTS).map((name) => `exports/${name}`);

describe('trustscope facts', () => {
  it('writes what the exports say, dated, as the schema allows', () => {
    const cwd = folder();
    const { code, err } = runIn(cwd, ['facts', ...paths, '--as-of', '2026-11-30']);
    expect({ code, err }).toMatchObject({ code: 0 });
    const facts = JSON.parse(readFileSync(join(cwd, '.trustscope.facts.json'), 'utf8')) as unknown;
    const validate = new Ajv({ allErrors: true }).compile(readSchema('facts'));
    validate(facts);
    expect(validate.errors).toBeNull();
    const asOf = '2026-11-30';
    expect(facts).toMatchObject({
      version: 1,
      github: {
        repository: { name: 'acme/shop', id: '456789', ownerId: '123456', visibility: 'private', asOf },
        environments: {
          asOf,
          all: true,
          names: {
            production: { reviewers: true, preventsSelfReview: true, branches: 'protected' },
            dev: { reviewers: false, branches: 'any' },
          },
        },
        token: { default: 'read', asOf },
        subject: { prefix: 'repo:acme@123456/shop@456789', template: 'default', asOf },
        rulesets: { rules: [{ name: 'main', enforced: true, approvals: 1, bypassed: false }] },
      },
      gitlab: {
        project: { name: 'acme/web/shop' },
        environments: { names: { production: { reviewers: true, deployers: ['Maintainers'] } } },
      },
      azure: { environments: { names: { production: { reviewers: true } } } },
    });
  });

  it('settles the gates of environments: reviewers are enforced, none is no gate, a name that is not there neither', () => {
    const cwd = folder();
    runIn(cwd, ['facts', ...paths, '--as-of', '2026-11-30']);
    const report = JSON.parse(runIn(cwd, ['scan', '--format', 'json']).out) as {
      sessions: readonly { readonly gates: readonly { readonly name: string; readonly state: string }[] }[];
    };
    const gates = report.sessions.flatMap((session) => session.gates);
    expect(gates.map(({ name, state }) => `${name}: ${state}`)).toEqual([
      'environment production: enforced',
      'environment dev: ineffective',
      'environment made-on-the-way: ineffective',
    ]);
  });

  it('adds to the facts that there are', () => {
    const cwd = folder();
    runIn(cwd, ['facts', 'exports/token.json', '--as-of', '2026-11-01']);
    runIn(cwd, ['facts', 'exports/repo.json', '--as-of', '2026-11-30']);
    const { out } = runIn(cwd, ['facts', 'exports/actions.json', '--as-of', '2026-12-01', '--print']);
    expect(JSON.parse(out)).toMatchObject({
      github: {
        token: { asOf: '2026-11-01' },
        repository: { asOf: '2026-11-30' },
        actions: { asOf: '2026-12-01', allowed: 'all' },
      },
    });
  });

  it.each([
    [['facts'], 'needs the files'],
    [['facts', '.github/workflows/ci.yml'], 'is no JSON'],
    [['facts', 'exports/nothing.json'], 'cannot be read'],
    [['facts', 'exports/token.json', '--as-of', 'today'], '--as-of takes a day'],
  ])('refuses %j', (words, message) => {
    const { code, err } = runIn(folder(), words);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });
});

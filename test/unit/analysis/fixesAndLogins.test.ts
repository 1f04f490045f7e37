import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding, Fix, Snapshot } from '../../../server/src/core/analysis/snapshot.js';
import { isUntrusted } from '../../../server/src/core/model/vocabulary.js';
import type { NamedRepository } from '../../support/contract/everyFixture.js';
import { everyFixture } from '../../support/contract/everyFixture.js';
import type { Repository } from '../../support/repository.js';
import { allFindings, applyChanges, openRepository, uriOf } from '../../support/repository.js';

const EXAMPLES = join(import.meta.dirname, '../../../examples');

describe('after any fix, who was admitted is admitted, but for those whom nobody approved', () => {
  for (const { name, repository } of [...everyFixture().filter(joinsFiles), examples()]) {
    it(`in ${name}`, () => {
      const before = openRepository(repository);
      const admitted = loginsOf(before);
      const lost = allFixes(before, repository).flatMap(({ finding, fix }) => {
        const after = loginsOf(openRepository(applyChanges(repository, fix.changes)));
        return [...admitted].flatMap((login) =>
          after.has(login) ? [] : [`[${finding.rule}] "${fix.title}" ends ${login}`],
        );
      });
      expect(lost).toEqual([]);
    });
  }
});

const DEPLOYS = `on:
  push:
    branches: [main]
permissions:
  contents: read
  id-token: write
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: arn:aws:iam::111122223333:role/production-deploy
      - run: aws s3 sync dist s3://shop
`;
const CONFIGURED = 'assume:\n  environments:\n    production: { reviewers: true }\n';
const PUBLISHES = `on:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: ./deploy.sh
        env:
          PASSWORD: \${{ secrets.PROD_DB_PASSWORD }}
`;

describe('an environment is offered', () => {
  const gated = (files: Readonly<Record<string, string>>): readonly string[] => {
    const repository = new Map(Object.entries(files));
    return allFixes(openRepository(repository), repository)
      .map(({ fix }) => fix.title)
      .filter((title) => title.includes('in environment'));
  };

  it('where it is known to ask somebody', () => {
    expect(gated({ '.github/workflows/ci.yml': PUBLISHES, '.trustscope.yml': CONFIGURED })).toEqual([
      'Run job `deploy` in environment `production`',
    ]);
  });

  it('not where nothing proves that it does', () => {
    expect(gated({ '.github/workflows/ci.yml': PUBLISHES })).toEqual([]);
  });

  it('not where a role outside of the workspace decides by what the job shows', () => {
    expect(gated({ '.github/workflows/ci.yml': DEPLOYS, '.trustscope.yml': CONFIGURED })).toEqual([]);
  });

  it('not where a trust policy of the workspace would refuse the job then', () => {
    const role = (subject: string): string => `Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      RoleName: production-deploy
      AssumeRolePolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' }
            Action: sts:AssumeRoleWithWebIdentity
            Condition:
              StringEquals: { 'token.actions.githubusercontent.com:aud': sts.amazonaws.com }
              StringLike: { 'token.actions.githubusercontent.com:sub': '${subject}' }
`;
    const files = { '.github/workflows/ci.yml': DEPLOYS, '.trustscope.yml': CONFIGURED };
    expect(gated({ ...files, 'role.yaml': role('repo:acme/shop:ref:refs/heads/main') })).toEqual([]);
    expect(gated({ ...files, 'role.yaml': role('repo:acme/shop:*') })).toEqual([
      'Run job `deploy` in environment `production`',
    ]);
  });
});

function joinsFiles({ name, repository }: NamedRepository): boolean {
  return name.startsWith('linking/') || repository.size > 1;
}

function examples(): NamedRepository {
  const paths = readdirSync(EXAMPLES, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(?:ya?ml|json)$/u.test(path),
  );
  const texts = paths.map((path) => [path, readFileSync(join(EXAMPLES, path), 'utf8')] as const);
  return { name: relative(join(EXAMPLES, '..'), EXAMPLES), repository: new Map(texts) };
}

function allFixes(
  snapshot: Snapshot,
  repository: Repository,
): readonly { readonly finding: Finding; readonly fix: Fix }[] {
  return allFindings(snapshot, repository).flatMap((finding) =>
    snapshot.fixes(finding).map((fix) => ({ finding, fix })),
  );
}

/** Which session is let in where, by whom it is started; a session that nothing starts by itself counts as one. */
function loginsOf({ model }: Snapshot): ReadonlySet<string> {
  return new Set(
    model.scopes.flatMap((scope) => {
      const asked = scope.references.filter(({ reference }) => reference.kind === 'assumes');
      const starts = asked.map(({ reference: { origin } }) => `${origin.uri} ${String(origin.range.start)}`);
      return scope.becomes
        .filter(({ via, certain, origin }) => {
          const at = `${origin.uri} ${String(origin.range.start)}`;
          return via.length === 0 && certain && starts.includes(at);
        })
        .flatMap(({ session, initiators }) => {
          const started = scope.initiators.filter(
            ({ id, actor }) => !isUntrusted(actor) && (initiators?.includes(id) ?? true),
          );
          const ids = scope.initiators.length === 0 ? ['itself'] : started.map(({ id }) => id);
          return ids.map((id) => `${scope.id} → ${session}, started by ${id}`);
        });
    }),
  );
}

it('reads files of the examples', () => {
  expect(examples().repository.has('infra/roles.yaml')).toBe(true);
  expect(openRepository(examples().repository).file(uriOf('infra/roles.yaml'))).toBeDefined();
});

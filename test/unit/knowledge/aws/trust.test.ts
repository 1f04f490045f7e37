import { describe, expect, it } from 'vitest';
import { admissionsOf } from '../../../../server/src/core/knowledge/aws/trust/admissions.js';
import type { PolicyDocument } from '../../../../server/src/core/model/policyDocument.js';
import { ACCOUNT, federated, flaws, github, GITHUB } from '../../../support/aws/admissions.js';
import type { StatementJson } from '../../../support/aws/policyJson.js';
import { policyOf } from '../../../support/aws/policyJson.js';

describe('a subject of GitHub', () => {
  it.each([
    ['repo:acme/shop:ref:refs/heads/main', 'jobs of repository acme/shop on branch main', [], 'collaborator'],
    [
      'repo:acme/shop:environment:production',
      'jobs of repository acme/shop in environment production',
      [],
      'collaborator',
    ],
    ['repo:acme/shop:ref:refs/tags/v*', 'jobs of repository acme/shop on tag v*', [], 'collaborator'],
    [
      'repo:acme/shop:ref:refs/heads/release/*',
      'jobs of repository acme/shop on branch release/*',
      [],
      'collaborator',
    ],
    ['repo:acme/shop:pull_request', 'jobs of repository acme/shop by pull requests', [], 'collaborator'],
    [
      'repo:acme@12/shop@34:ref:refs/heads/main',
      'jobs of repository acme@12/shop@34 on branch main',
      [],
      'collaborator',
    ],
    [
      'repo:acme@*/shop@*:ref:refs/heads/main',
      'jobs of repository acme@*/shop@* on branch main',
      ['wide-subject information'],
      'collaborator',
    ],
    ['repo:acme/shop:*', 'jobs of repository acme/shop', ['wide-subject information'], 'collaborator'],
    [
      'repo:acme/shop:ref:refs/heads/*',
      'jobs of repository acme/shop on any branch',
      ['wide-subject information'],
      'collaborator',
    ],
    [
      'repo:acme/shop:environment:*',
      'jobs of repository acme/shop in any environment',
      ['wide-subject information'],
      'collaborator',
    ],
    [
      'repo:acme/shop*',
      'jobs of every repository of acme whose name fits `shop*`',
      ['wide-subject warning'],
      'collaborator',
    ],
    [
      'repo:acme/shop-?:ref:refs/heads/main',
      'jobs of every repository of acme whose name fits `shop-?` on branch main',
      ['wide-subject warning'],
      'collaborator',
    ],
    ['repo:acme/*', 'jobs of any repository of acme', ['wide-subject warning'], 'collaborator'],
    [
      'repo:acme/*:ref:refs/heads/main',
      'jobs of any repository of acme on branch main',
      ['wide-subject warning'],
      'collaborator',
    ],
    [
      'repo:acme/*:environment:production',
      'jobs of any repository of acme in environment production',
      ['wide-subject warning'],
      'collaborator',
    ],
    [
      'repo:acme*',
      'jobs of every owner on GitHub Actions whose name fits `acme*`',
      ['wide-subject error'],
      'anyone',
    ],
    [
      'repo:acme*/shop:ref:refs/heads/main',
      'jobs of every owner on GitHub Actions whose name fits `acme*` on branch main',
      ['wide-subject error'],
      'anyone',
    ],
    ['repo:*', 'jobs of any repository on GitHub Actions, whoever owns it', ['wide-subject error'], 'anyone'],
    [
      'repo:*/shop:ref:refs/heads/main',
      'jobs of any repository on GitHub Actions, whoever owns it on branch main',
      ['wide-subject error'],
      'anyone',
    ],
    [
      '*:ref:refs/heads/main',
      'jobs of any repository on GitHub Actions, whoever owns it',
      ['wide-subject error'],
      'anyone',
    ],
    ['*', 'jobs of any repository on GitHub Actions, whoever owns it', ['wide-subject error'], 'anyone'],
    [
      'repo:?cme/shop:ref:refs/heads/main',
      'jobs of any repository on GitHub Actions, whoever owns it on branch main',
      ['wide-subject error'],
      'anyone',
    ],
    [
      'environment:production',
      'jobs of any repository on GitHub Actions, whoever owns it',
      ['wide-subject error'],
      'anyone',
    ],
    ['repository_owner:acme', 'jobs of any repository of acme', ['wide-subject warning'], 'collaborator'],
    [
      'job_workflow_ref:acme/flows/.github/workflows/ship.yml@refs/heads/main',
      'jobs that run acme/flows/.github/workflows/ship.yml@refs/heads/main',
      ['wide-subject information'],
      'collaborator',
    ],
  ])('%s', (subject, words, expected, actor) => {
    const one = github(subject);
    expect(one.admission.admits).toBe(words);
    expect(flaws(one)).toEqual(expected);
    expect(one.initiator.actor).toBe(actor);
  });

  it('is proven by an example that passes and one that does not', () => {
    expect(github('repo:acme/shop:ref:refs/heads/main', 'StringEquals').admission).toMatchObject({
      passes: 'sub repo:acme/shop:ref:refs/heads/main, aud sts.amazonaws.com',
      fails: 'sub repo:acme/shop:pull_request, aud sts.amazonaws.com',
    });
    expect(github('repo:acme/*').admission).toMatchObject({
      passes: 'sub repo:acme/some-repository:ref:refs/heads/main, aud sts.amazonaws.com',
      fails: 'sub repo:another-owner/some-repository:ref:refs/heads/main, aud sts.amazonaws.com',
    });
    expect(github('*:ref:refs/heads/main').admission).toMatchObject({
      passes: 'sub repo:some-owner/some-repository:ref:refs/heads/main, aud sts.amazonaws.com',
      fails: 'sub repo:some-owner/some-repository:pull_request, aud sts.amazonaws.com',
    });
    expect(github('*').admission.fails).toBe(
      'sub repo:some-owner/some-repository:ref:refs/heads/main, aud another-service',
    );
  });

  it('counts by the tightest of several conditions, and by the widest of several values', () => {
    expect(
      flaws(
        github('repo:acme/*', 'StringLike', {
          StringEqualsIgnoreCase: { [`${GITHUB}:sub`]: 'repo:acme/shop:ref:refs/heads/main' },
        }),
      ),
    ).toEqual([]);
    const one = github(['repo:acme/shop:ref:refs/heads/main', 'repo:acme*']);
    expect(flaws(one)).toEqual(['wide-subject error']);
    expect(one.admission.flaws[0]?.origin).toBe('repo:acme*');
  });

  it.each([
    ['repository', 'acme/shop', ['no-subject information']],
    ['repository', 'acme/*', ['no-subject warning']],
    ['repository_id', '4711', ['no-subject information']],
    ['repository_owner_id', '12', ['no-subject warning']],
    [
      'job_workflow_ref',
      'acme/flows/.github/workflows/ship.yml@refs/heads/main',
      ['wide-subject information'],
    ],
    ['environment', 'production', ['no-subject error']],
    ['actor', 'octocat', ['no-subject error']],
  ])('is made up for by the claim %s %s', (claim, value, expected) => {
    const one = federated(GITHUB, {
      StringEquals: { [`${GITHUB}:aud`]: 'sts.amazonaws.com' },
      StringLike: { [`${GITHUB}:${claim}`]: value },
    });
    expect(flaws(one)).toEqual(expected);
  });

  it('counts the workflow that runs only with the owner whose job it is', () => {
    const called = {
      [`${GITHUB}:job_workflow_ref`]: 'acme/flows/.github/workflows/ship.yml@refs/heads/main',
    };
    const aud = { [`${GITHUB}:aud`]: 'sts.amazonaws.com' };
    const alone = federated(GITHUB, { StringEquals: { ...aud, ...called } });
    expect(alone.admission.open?.why).toBe('who may call the workflow is not in the files');
    for (const owner of [
      { StringEquals: { [`${GITHUB}:repository_owner_id`]: '12' } },
      { StringLike: { [`${GITHUB}:sub`]: 'repo:acme/*' } },
    ]) {
      const both = federated(GITHUB, {
        ...owner,
        StringEquals: { ...owner.StringEquals, ...aud, ...called },
      });
      expect(flaws(both)).toEqual([]);
      expect(both.admission.open).toBeUndefined();
    }
  });

  it('that is missing, negated, or only looked at if it exists', () => {
    const aud = { [`${GITHUB}:aud`]: 'sts.amazonaws.com' };
    const sub = { [`${GITHUB}:sub`]: 'repo:acme/shop:ref:refs/heads/main' };
    expect(flaws(federated(GITHUB, { StringEquals: aud }))).toEqual(['no-subject error']);
    expect(flaws(federated(GITHUB, { StringEquals: aud, StringNotEquals: sub }))).toEqual([
      'no-subject error',
    ]);
    // Every token has a subject, so these limit it all the same.
    expect(flaws(federated(GITHUB, { StringEquals: aud, StringEqualsIfExists: sub }))).toEqual([]);
    expect(flaws(federated(GITHUB, { StringEquals: aud, 'ForAllValues:StringLike': sub }))).toEqual([]);
    expect(flaws(federated(GITHUB, { StringEquals: aud, 'ForAnyValue:StringLike': sub }))).toEqual([]);
  });

  it('in a text that a template leaves open is taken for what it may be meant to be', () => {
    expect(flaws(github('repo:\uFFFC/shop:ref:refs/heads/main'))).toEqual([]);
    expect(flaws(github('\uFFFC'))).toEqual([]);
    expect(github('repo:\uFFFC:*').admission.admits).toBe('jobs of a repository that is not written here');
    expect(flaws(github('repo:\uFFFC'))).toEqual([]);
  });
});

describe('a condition that does not do what it looks like', () => {
  it('a wildcard where none is known', () => {
    const one = github('repo:acme/shop:*', 'StringEquals');
    expect(flaws(one)).toEqual(['pattern-taken-literally warning']);
    expect(one.admission.admits).toBe('nobody: no token has a `*` in its subject');
    expect(one.admission.passes).toBeUndefined();
    expect(one.admission.flaws[0]?.message).toContain('`StringEquals` takes the `*`');
  });

  it('one on a claim that a token may lack', () => {
    const one = github('repo:acme/shop:*', 'StringLike', {
      StringEqualsIfExists: { [`${GITHUB}:environment`]: 'production' },
    });
    expect(flaws(one)).toEqual(['wide-subject information', 'condition-lost warning']);
    const strict = github('repo:acme/shop:*', 'StringLike', {
      StringEqualsIgnoreCase: { [`${GITHUB}:environment`]: 'production' },
    });
    expect(flaws(strict)).toEqual([]);
    const required = github('repo:acme/shop:*', 'StringLike', {
      'ForAllValues:StringEquals': { [`${GITHUB}:environment`]: 'production' },
      Null: { [`${GITHUB}:environment`]: 'false' },
    });
    expect(flaws(required)).toEqual([]);
  });

  it('one on a claim that AWS has no key for', () => {
    const one = github('repo:acme/shop:ref:refs/heads/main', 'StringLike', {
      StringEqualsIfExists: { [`${GITHUB}:repository_owner`]: 'acme' },
    });
    expect(one.admission.flaws.map(({ message }) => message)).toEqual([
      'AWS gives no condition key for the claim `repository_owner`, and `StringEqualsIfExists` holds without it: this condition limits nothing.',
    ]);
  });

  it('one that only one branch of a template has', () => {
    const conditions = {
      StringEquals: {
        [`${GITHUB}:aud`]: 'sts.amazonaws.com',
        [`${GITHUB}:sub`]: 'repo:acme/shop:ref:refs/heads/main',
      },
    };
    const base: StatementJson = {
      Effect: 'Allow',
      Principal: { Federated: `arn:aws:iam::${ACCOUNT}:oidc-provider/${GITHUB}` },
      Action: 'sts:AssumeRoleWithWebIdentity',
    };
    const read = policyOf({ Statement: [{ ...base, Condition: conditions }, base] }) as PolicyDocument;
    const policy = {
      ...read,
      statements: read.statements.map((statement) => ({ ...statement, possible: true as const })),
    };
    const [bound, open] = admissionsOf(policy);
    expect(bound && flaws(bound)).toEqual([]);
    expect(open && flaws(open)).toEqual(['condition-lost error']);
    expect(open?.admission.flaws[0]?.message).toContain(`\`${GITHUB}:aud\` and \`${GITHUB}:sub\``);
  });
});

describe('a missing audience', () => {
  it('leaves it to the provider', () => {
    const one = federated(GITHUB, {
      StringEquals: { [`${GITHUB}:sub`]: 'repo:acme/shop:ref:refs/heads/main' },
    });
    expect(flaws(one)).toEqual(['no-audience information']);
    expect(one.admission.flaws[0]?.offers[0]?.intents).toMatchObject([
      { kind: 'set-value', path: ['Condition', 'StringEquals', `${GITHUB}:aud`], value: 'sts.amazonaws.com' },
    ]);
  });

  it('lets users of every identity pool in', () => {
    const cognito = 'cognito-identity.amazonaws.com';
    expect(flaws(federated(cognito))).toEqual(['no-audience error']);
    const pool = federated(cognito, { StringEquals: { [`${cognito}:aud`]: 'eu-west-1:pool' } });
    expect(flaws(pool)).toEqual(['login-not-asked information']);
    expect(pool.admission.admits).toContain('identity pool eu-west-1:pool');
    expect(pool.initiator.actor).toBe('anyone');
    const signedIn = federated(cognito, {
      StringEquals: { [`${cognito}:aud`]: 'eu-west-1:pool' },
      'ForAnyValue:StringLike': { [`${cognito}:amr`]: 'authenticated' },
    });
    expect(signedIn.initiator.actor).toBe('outside-contributor');
  });
});

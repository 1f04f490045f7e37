import type { Cell } from './claims.js';
import { ISSUER, REPOSITORY, tokenOf } from './claims.js';
import type { PolicyJson, PrincipalJson, StatementJson } from './policyJson.js';
import type { Random } from '../random.js';

const PROVIDER = `arn:aws:iam::111122223333:oidc-provider/${ISSUER}`;
const OTHER_PROVIDER = 'arn:aws:iam::111122223333:oidc-provider/gitlab.com';

/** Every operator that compares text, with each of its forms. */
const BASES = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
] as const;
const FORMS = ['', 'ForAllValues:', 'ForAnyValue:'] as const;

/** Claims with a condition key, two that AWS gives none for, and one of another issuer. */
const CLAIMS = [
  'sub',
  'sub',
  'sub',
  'aud',
  'repository',
  'ref',
  'environment',
  'job_workflow_ref',
  'workflow',
  'actor',
  'event_name',
  'repository_owner',
] as const;

/** A trust policy from a small world around the runs of a cell, so that it trusts some and refuses others. */
export function trustPolicy(random: Random, cell: Cell): PolicyJson {
  const statements = random.some(1, 3, () => statement(random, cell));
  return {
    Version: '2012-10-17',
    Statement: [...statements, ...(random.chance(0.2) ? [deny(random, cell)] : [])],
  };
}

function statement(random: Random, cell: Cell): StatementJson {
  return {
    Effect: 'Allow',
    Principal: principal(random),
    Action: random.pick([
      'sts:AssumeRoleWithWebIdentity',
      'sts:AssumeRoleWithWebIdentity',
      'sts:AssumeRole*',
      ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
      'sts:AssumeRole',
      'sts:TagSession',
    ]),
    ...(random.chance(0.05) ? {} : { Condition: conditions(random, cell) }),
  };
}

function deny(random: Random, cell: Cell): StatementJson {
  return {
    Effect: 'Deny',
    Principal: random.chance(0.5) ? '*' : principal(random),
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: conditions(random, cell),
  };
}

function principal(random: Random): PrincipalJson {
  const kind = random.below(20);
  if (kind === 0) return '*';
  if (kind === 1) return { AWS: '*' };
  if (kind === 2) return { Federated: OTHER_PROVIDER };
  if (kind === 3) return { Service: 'lambda.amazonaws.com' };
  if (kind === 4) return { Federated: [OTHER_PROVIDER, PROVIDER] };
  return { Federated: PROVIDER };
}

function conditions(random: Random, cell: Cell): NonNullable<StatementJson['Condition']> {
  const made: Record<string, Record<string, readonly string[]>> = {};
  for (const { operator, key, values } of random.some(1, 3, () => condition(random, cell))) {
    made[operator] = { ...made[operator], [key]: values };
  }
  return made;
}

function condition(
  random: Random,
  cell: Cell,
): { readonly operator: string; readonly key: string; readonly values: readonly string[] } {
  const claim = random.pick(CLAIMS);
  const issuer = random.chance(0.04) ? 'gitlab.com' : random.chance(0.1) ? ISSUER.toUpperCase() : ISSUER;
  const key = `${issuer}:${random.chance(0.1) ? claim.toUpperCase() : claim}`;
  if (random.chance(0.08)) return { operator: 'Null', key, values: [random.pick(['true', 'false'])] };
  const base = random.pick(BASES);
  const form = random.chance(0.7) ? '' : random.pick(FORMS);
  // What `ForAnyValue:…IfExists` makes of a key that is absent, AWS's pages leave open.
  const ifExists = form !== 'ForAnyValue:' && random.chance(0.2) ? 'IfExists' : '';
  return {
    operator: `${form}${base}${ifExists}`,
    key,
    values: random.some(1, 3, () => value(random, cell, claim, base)),
  };
}

function value(random: Random, cell: Cell, claim: (typeof CLAIMS)[number], base: string): string {
  const token: Readonly<Record<string, string>> = {
    ...tokenOf(random.pick(cell.runs)),
    event_name: cell.runs[0]?.event ?? '',
    repository_owner: 'acme',
  };
  const own = token[claim] ?? random.pick(['production', 'staging', 'dev']);
  const text = random.chance(0.45) ? own : random.pick(others(claim));
  if (base.includes('Like')) return random.chance(0.6) ? pattern(random, text) : text;
  return random.chance(0.1) ? text.toUpperCase() : text;
}

function others(claim: string): readonly string[] {
  switch (claim) {
    case 'sub':
      return [
        `repo:${REPOSITORY}:ref:refs/heads/main`,
        `repo:${REPOSITORY}:ref:refs/tags/v1.0`,
        `repo:${REPOSITORY}:environment:production`,
        `repo:${REPOSITORY}:pull_request`,
        `repo:${REPOSITORY}-tools:ref:refs/heads/main`,
        'repo:acme/other:ref:refs/heads/main',
        `repo:${REPOSITORY}`,
        'repo:*',
        '*:ref:refs/heads/main',
      ];
    case 'ref':
      return ['refs/heads/main', 'refs/tags/v1.0', 'refs/heads/release/1', 'main'];
    case 'environment':
      return ['production', 'Production', 'prod:eu', 'prod%3Aeu', 'staging'];
    case 'job_workflow_ref':
      return [
        `${REPOSITORY}/.github/workflows/ship.yml@refs/heads/main`,
        `${REPOSITORY}/.github/workflows/deploy.yml@refs/heads/main`,
        'acme/platform/.github/workflows/ship.yml@refs/heads/main',
      ];
    case 'aud':
      return ['sts.amazonaws.com', 'https://github.com/acme'];
    default:
      return ['acme/shop', 'acme', 'Deploy', 'octocat', 'push', 'dependabot[bot]'];
  }
}

/** The text with wildcards in the place of some of it. */
function pattern(random: Random, text: string): string {
  const start = random.below(text.length + 1);
  const end = Math.min(text.length, start + random.below(text.length + 1));
  if (random.chance(0.2) && start < text.length) return `${text.slice(0, start)}?${text.slice(start + 1)}`;
  return `${text.slice(0, start)}*${random.chance(0.7) ? text.slice(end) : ''}`;
}

import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../../server/src/core/knowledge/aws/policy/evaluate.js';
import { federationOf } from '../../../../server/src/core/knowledge/aws/trust/federation.js';
import { webIdentityRequest } from '../../../../server/src/core/knowledge/aws/trust/requests.js';
import { reachRank } from '../../../../server/src/core/knowledge/oidc/bounds.js';
import type { PolicyStatement } from '../../../../server/src/core/model/policyDocument.js';
import type { StatementJson } from '../../../support/aws/policyJson.js';
import { policyOf } from '../../../support/aws/policyJson.js';
import { Random } from '../../../support/random.js';

const ISSUER = 'token.actions.githubusercontent.com';
const CONTEXTS = [
  'ref:refs/heads/main',
  'ref:refs/heads/evil',
  'ref:refs/heads/release/1',
  'ref:refs/tags/v1',
  'environment:production',
  'environment:evil',
  'pull_request',
];

/** Who could come along: strangers, some with names that begin alike; other repositories of the owner; the repository. */
const STRANGERS = ['evil/shop', 'acme-evil/shop', 'acme2/evil', 'evil/acme'];
const NEIGHBOURS = ['acme/evil', 'acme/shop-evil', 'acme/x.y'];

function pattern(random: Random): string {
  const base = `repo:acme/shop:${random.pick(CONTEXTS)}`;
  let text = base;
  for (let cut = random.below(3); cut >= 0; cut -= 1) {
    const start = random.below(text.length + 1);
    const end = Math.min(text.length, start + random.below(1 + random.below(text.length)));
    text = `${text.slice(0, start)}${random.pick(['*', '*', '?', ''])}${random.chance(0.6) ? text.slice(end) : ''}`;
  }
  return random.chance(0.1) ? base : text;
}

function statement(random: Random): StatementJson {
  const values = random.some(1, 2, () => pattern(random));
  const extra = random.chance(0.3)
    ? {
        StringEquals: {
          [`${ISSUER}:${random.pick(['repository', 'ref', 'environment'])}`]: random.pick([
            'acme/shop',
            'refs/heads/main',
            'production',
          ]),
        },
      }
    : {};
  return {
    Effect: 'Allow',
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${ISSUER}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: {
      [random.pick(['StringLike', 'ForAnyValue:StringLike', 'StringLikeIfExists'])]: {
        [`${ISSUER}:sub`]: values,
      },
      ...extra,
    },
  };
}

/** Whether some run of one of the repositories gets in. */
function getsIn(
  json: StatementJson,
  repositories: readonly string[],
  contexts: readonly string[] = CONTEXTS,
): boolean {
  const resource = policyOf({ Version: '2012-10-17', Statement: json });
  return repositories.some((repository) =>
    contexts.some((context) => {
      const [, environment] = /^environment:(.*)$/u.exec(context) ?? [];
      const ref = /^ref:(.*)$/u.exec(context)?.[1] ?? 'refs/heads/main';
      const claims = {
        issuer: ISSUER,
        values: {
          sub: `repo:${repository}:${context}`,
          aud: 'sts.amazonaws.com',
          repository,
          ref,
          ...(environment === undefined ? {} : { environment }),
        },
        absent: environment === undefined ? ['environment'] : [],
      };
      return evaluate(webIdentityRequest(claims, '*'), { identity: [], resource }).decision === 'allow';
    }),
  );
}

describe('how far a condition on a subject reaches', () => {
  it('is never told to be less than those who get in', () => {
    const random = new Random(7);
    const told = { anyone: 0, tenant: 0, project: 0, bound: 0 };
    for (let at = 0; at < 2_000; at += 1) {
      const json = statement(random);
      const { reach } = federationOf(policyOf({ Statement: json }).statements[0] as PolicyStatement, ISSUER);
      told[reach] += 1;
      const shown = JSON.stringify(json.Condition);
      if (getsIn(json, STRANGERS)) expect(reach, shown).toBe('anyone');
      if (getsIn(json, NEIGHBOURS)) expect(reachRank(reach), shown).toBeLessThanOrEqual(reachRank('tenant'));
    }
    expect(Math.min(...Object.values(told))).toBeGreaterThan(50);
  });

  it('is told to be everybody only where a stranger gets in', () => {
    const random = new Random(8);
    let open = 0;
    for (let at = 0; at < 2_000; at += 1) {
      const base = statement(random);
      const json: StatementJson = {
        ...base,
        Condition: { StringLike: base.Condition?.['StringLike'] ?? {} },
      };
      const { reach } = federationOf(policyOf({ Statement: json }).statements[0] as PolicyStatement, ISSUER);
      if (reach !== 'anyone') continue;
      open += 1;
      // A pattern that fits no subject at all trusts nobody, and is not told apart.
      const values = Object.values(json.Condition?.['StringLike'] ?? {}).flat();
      if (!values.some((value) => value.includes('*'))) continue;
      const anybody = [...STRANGERS, ...wholeNames(values)];
      if (getsIn(json, [...NEIGHBOURS, 'acme/shop'])) {
        expect(getsIn(json, anybody), JSON.stringify(json.Condition)).toBe(true);
      }
    }
    expect(open).toBeGreaterThan(100);
  });
});

/** Names of repositories of strangers that are made to fit the patterns. */
function wholeNames(values: readonly string[]): readonly string[] {
  return values.flatMap((value) => {
    const [owner = '', rest = ''] = value.replace(/^repo:/u, '').split('/');
    const fill = (text: string): string => text.replace(/\*/gu, 'x').replace(/\?/gu, 'y');
    return [
      `${fill(owner)}/${fill(rest.split(':')[0] ?? '') || 'shop'}`,
      `${fill(owner.split(':')[0] ?? '')}z/shop`,
      `${fill(owner)}/shop`,
    ];
  });
}

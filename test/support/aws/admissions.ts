import type { Admitted, TrustContext } from '../../../server/src/core/knowledge/aws/trust/admissions.js';
import { admissionsOf } from '../../../server/src/core/knowledge/aws/trust/admissions.js';
import type { PolicyDocument } from '../../../server/src/core/model/policyDocument.js';
import type { PolicyJson, StatementJson } from './policyJson.js';
import { policyOf } from './policyJson.js';

export const GITHUB = 'token.actions.githubusercontent.com';
export const ACCOUNT = '111122223333';

export type Conditions = StatementJson['Condition'];

export function admitted(statement: Partial<StatementJson>, context?: TrustContext): readonly Admitted[] {
  const policy: PolicyJson = {
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', ...statement },
  };
  return admissionsOf(policyOf(policy) as PolicyDocument, context);
}

/** The admissions of a policy of several statements. */
export function besides(...statements: readonly StatementJson[]): readonly Admitted[] {
  return admissionsOf(policyOf({ Version: '2012-10-17', Statement: statements }) as PolicyDocument);
}

export function only(all: readonly Admitted[]): Admitted {
  const [one, ...others] = all;
  if (one === undefined || others.length > 0) throw new Error(`${String(all.length)} admissions`);
  return one;
}

export function federated(
  issuer: string,
  conditions: Conditions = {},
  action = 'sts:AssumeRoleWithWebIdentity',
): Admitted {
  return only(
    admitted({
      Principal: {
        Federated:
          issuer.includes('amazonaws.com') && !issuer.startsWith('oidc.eks')
            ? issuer
            : `arn:aws:iam::${ACCOUNT}:oidc-provider/${issuer}`,
      },
      Action: action,
      Condition: conditions,
    }),
  );
}

/** A job of GitHub with the right audience and this subject. */
export function github(
  subject: string | readonly string[],
  operator = 'StringLike',
  more: Conditions = {},
): Admitted {
  const audience = { [`${GITHUB}:aud`]: 'sts.amazonaws.com' };
  const sub = { [`${GITHUB}:sub`]: subject };
  const conditions =
    operator === 'StringEquals'
      ? { StringEquals: { ...audience, ...sub } }
      : { StringEquals: audience, [operator]: sub };
  return federated(GITHUB, { ...conditions, ...more });
}

export function flaws({ admission }: Admitted): readonly string[] {
  return admission.flaws.map(({ kind, severity }) => `${kind} ${severity}`);
}

import type { PolicyPrincipal, PolicyStatement } from '../../../model/policyDocument.js';
import type { TrustFlaw } from '../../../model/trust.js';
import { constraintsOn, isLimited } from './constraints.js';
import { quoted } from '../../../text/quoted.js';

/** Keys by which a role tells for whom the other account asks, or that both belong to one organisation. */
const PROOFS = ['aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', 'aws:PrincipalArn', 'aws:SourceArn'] as const;

/**
 * A whole account other than the role's own, of which no external id is asked: were it a vendor's, another of its
 * customers could have it assume this role.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function foreignAccountFlaws(
  statement: PolicyStatement,
  entry: PolicyPrincipal,
  { account, own }: { readonly account: string; readonly own: string | undefined },
): readonly TrustFlaw[] {
  if (account === own || isLimited(statement, PROOFS)) return [];
  const constraints = constraintsOn(statement, 'sts:ExternalId');
  if (isLimited(statement, ['sts:ExternalId'])) return [];
  const hollow = constraints.find(({ passesWithout }) => passesWithout);
  const which =
    own === undefined ? `If account ${account} is not your own` : `Account ${account} is another one`;
  const asked =
    hollow === undefined
      ? 'no `sts:ExternalId` is asked for'
      : `${quoted(hollow.condition.operator)} holds also where no external id is given`;
  return [
    {
      kind: 'no-external-id',
      message: `${which}, and ${asked}: should it be a vendor's, any other of its customers could have it assume this role. Ask for the external id that the vendor gave you.`,
      severity: 'information',
      offers: [],
      origin: hollow?.condition.origin ?? entry.origin,
    },
  ];
}

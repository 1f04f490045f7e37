import type { PolicyPrincipal, PolicyStatement } from '../../../model/policyDocument.js';
import type { TrustFlaw } from '../../../model/trust.js';
import { isLimited } from './constraints.js';
import { deputyPage } from './services.js';
import { quoted } from '../../../text/quoted.js';

const SOURCES = ['aws:SourceArn', 'aws:SourceAccount', 'aws:SourceOrgID', 'aws:SourceOrgPaths'] as const;

/** By which a role knows the certificate, or the authority, that somebody logs in with. */
const CERTIFICATES = /^aws:principaltag\/x509(?:subject|issuer|san)\//iu;

/**
 * IAM Roles Anywhere takes a role for whoever shows a certificate of any trust anchor of the account, unless the role asks
 * for the anchor or for what the certificate says: https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html
 */
function certificateFlaws(statement: PolicyStatement, entry: PolicyPrincipal): readonly TrustFlaw[] {
  const keys = statement.conditions.map(({ key }) => key).filter((key) => CERTIFICATES.test(key));
  if (isLimited(statement, [...SOURCES, 'sts:SourceIdentity', ...keys])) return [];
  return [
    {
      kind: 'wide-subject',
      message:
        'Nothing here asks which certificate it is: whoever has one of any trust anchor of the account can assume this role. Ask for the anchor by `aws:SourceArn`, and for the name by `aws:PrincipalTag/x509Subject/CN`.',
      severity: 'information',
      offers: [],
      origin: entry.origin,
    },
  ];
}

/** A service whose page asks for a source condition in such a policy, where none stands. */
export function deputyFlaws(
  statement: PolicyStatement,
  entry: PolicyPrincipal,
  service: string,
): readonly TrustFlaw[] {
  if (service.toLowerCase() === 'rolesanywhere.amazonaws.com') return certificateFlaws(statement, entry);
  const page = deputyPage(service);
  if (page === undefined || isLimited(statement, SOURCES)) return [];
  return [
    {
      kind: 'confused-deputy',
      message: `${quoted(service)} could be brought to assume this role for somebody else's resource. Its page asks for \`aws:SourceAccount\` or \`aws:SourceArn\` here (${page}).`,
      severity: 'information',
      offers: [],
      origin: entry.origin,
    },
  ];
}

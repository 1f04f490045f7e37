import type { PolicyPrincipal, PolicyStatement } from '../../../model/policyDocument.js';
import type { TrustFlaw } from '../../../model/trust.js';
import { isLimited } from './constraints.js';
import { deputyPage } from './services.js';
import { quoted } from '../../../text/quoted.js';

const SOURCES = ['aws:SourceArn', 'aws:SourceAccount', 'aws:SourceOrgID', 'aws:SourceOrgPaths'] as const;

/** A service whose page asks for a source condition in such a policy, where none stands. */
export function deputyFlaws(
  statement: PolicyStatement,
  entry: PolicyPrincipal,
  service: string,
): readonly TrustFlaw[] {
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

import { isUnneededByDefault, runsCode } from './sessions.js';
import { isOpen, ownWrites } from '../model/reach.js';
import { listWords } from '../model/words.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'implicit-token-permissions',
  title: 'The job token has whatever the repository gives by default',
  severity: 'warning',
  findingClass: 'default-implicit-grant',
  since: '0.1.0',
  absence: true,
};

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const { assumed } = scope.facts;
  if (assumed === undefined || scope.defaultGrants === 'none') return [];
  if (isOnlyCeiling(scope, model)) return [];
  const together = scopesAt(scope, model);
  return [
    {
      origin: assumed.origin,
      message: messageFor(scope, together),
      severity: severityOf(scope),
      confidence: scope.defaultGrants === 'configured' ? 'high' : 'medium',
      offers: [
        {
          title: 'Grant only `contents: read`',
          ...(together.every(isUnneededByDefault)
            ? { applicability: 'safe' as const }
            : {
                applicability: 'unsafe' as const,
                caution: 'steps that write with the token need their scopes added',
              }),
          preferred: true,
          intents: [
            {
              kind: 'declare-grants',
              uri: scope.file.uri,
              session: isWholeFile(scope) ? null : scope.facts.localId,
              grants: { contents: 'read' },
            },
          ],
        },
      ],
    },
  ];
}

export const implicitTokenPermissions: Rule = { meta, check };

/** A call whose callees all write down what they need passes on no more than that. */
function isOnlyCeiling(scope: TrustScope, model: TrustModel): boolean {
  if (runsCode(scope) || scope.delegations.length === 0) return false;
  return scope.delegations.every(
    (delegation) => model.scope(delegation.callee)?.facts.grantBlock !== undefined,
  );
}

function isWholeFile(scope: TrustScope): boolean {
  return scope.facts.assumed?.origin.range.start !== scope.facts.origin.range.start;
}

/** The sessions that share the place where a grant would be written. */
function scopesAt(scope: TrustScope, model: TrustModel): readonly TrustScope[] {
  const at = scope.facts.assumed?.origin.range.start;
  return model.scopesOf(scope.file.uri).filter((other) => other.facts.assumed?.origin.range.start === at);
}

function severityOf(scope: TrustScope): Severity {
  if (scope.defaultGrants === 'fallback') return runsCode(scope) ? 'warning' : 'information';
  const writes = ownWrites(scope).filter((grant) => isOpen(scope, grant));
  return writes.length > 0 ? 'warning' : 'hint';
}

function messageFor(scope: TrustScope, together: readonly TrustScope[]): string {
  const jobs = listWords(together.map((other) => `\`${other.facts.subject['job'] ?? other.facts.name}\``));
  const subject = `${together.length > 1 ? 'Jobs' : 'Job'} ${jobs} ${together.length > 1 ? 'name' : 'names'} no permissions`;
  if (scope.defaultGrants === 'configured') {
    const what =
      ownWrites(scope).length > 0
        ? 'may write everything in the repository'
        : 'has what the restricted default gives';
    return `${subject}, so GITHUB_TOKEN ${what} (configured default). Write down the scopes that the steps need.`;
  }
  return `${subject}, so GITHUB_TOKEN has the repository's default: it may write everything unless a setting outside this file restricts it. Grant the scopes that the steps need.`;
}

import type { Grant } from '../model/facts.js';
import { knownMinimum, sufficientGrants } from '../model/needs.js';
import { isStrong, ownGrants } from '../model/reach.js';
import type { GrantSet } from '../model/remediation.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { AccessLevel, Severity } from '../model/vocabulary.js';
import { accessRank } from '../model/vocabulary.js';
import { grantSet, grantSetWords, grantWords, listWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';

const meta: RuleMeta = {
  id: 'unneeded-permission',
  title: 'A permission that no step needs',
  severity: 'information',
  findingClass: 'unused-grant',
  since: '0.1.0',
};

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const block = scope.facts.grantBlock;
  // `write-all` is another rule's: what is not spelled out cannot be judged one by one.
  if (block?.form !== 'list') return [];
  const sharing = model
    .scopesOf(scope.file.uri)
    .filter((other) => other.facts.grantBlock?.value.range.start === block.value.range.start);
  if (sharing[0] !== scope) return [];
  const unneeded = ownGrants(scope).filter((grant) => sharing.every((other) => isUnneeded(other, grant)));
  const [first, ...others] = [...unneeded].sort((a, b) => accessRank(b.access) - accessRank(a.access));
  const sufficient = first === undefined ? undefined : unionOf(sharing);
  if (first === undefined || sufficient === undefined) return [];
  return [
    {
      origin: first.origin,
      message: messageFor(sharing, unneeded, sufficient),
      severity: severityOf(unneeded),
      confidence: sharing.every((other) => knownMinimum(other) !== null) ? 'high' : 'medium',
      related: others.map((grant) => ({
        origin: grant.origin,
        message: `${grantWords([grant])} is not needed either`,
      })),
      offers: [
        {
          title: `Grant only ${grantSetWords(sufficient)}, all that these steps need`,
          applicability: 'safe',
          preferred: true,
          intents: [{ kind: 'replace-grants', uri: scope.file.uri, block: block.value, grants: sufficient }],
        },
      ],
    },
  ];
}

export const unneededPermission: Rule = { meta, check };

function isUnneeded(scope: TrustScope, grant: Grant): boolean {
  return ownGrants(scope).find(({ right }) => right === grant.right)?.evidence === 'unneeded';
}

/** What is enough for all sessions that share a block. */
function unionOf(sharing: readonly TrustScope[]): GrantSet | undefined {
  const union: Record<string, AccessLevel> = {};
  for (const scope of sharing) {
    const sufficient = sufficientGrants(scope, grantSet(ownGrants(scope)));
    if (sufficient === undefined) return undefined;
    for (const [right, level] of Object.entries(sufficient)) {
      if (accessRank(level) > accessRank(union[right])) union[right] = level;
    }
  }
  return union;
}

function severityOf(unneeded: readonly Grant[]): Severity {
  if (unneeded.some(isStrong)) return 'warning';
  return unneeded.some((grant) => grant.access !== 'read') ? 'information' : 'hint';
}

function messageFor(
  sharing: readonly TrustScope[],
  unneeded: readonly Grant[],
  sufficient: GrantSet,
): string {
  const jobs = listWords(sharing.map((scope) => `\`${scope.facts.subject['job'] ?? scope.facts.name}\``));
  const [strongest] = unneeded.filter((grant) => grant.access !== 'read');
  const danger = strongest === undefined ? '' : `; a stolen token could ${strongest.opens}`;
  return `${grantWords(unneeded)} ${unneeded.length > 1 ? 'are' : 'is'} more than any step of ${sharing.length > 1 ? 'jobs' : 'job'} ${jobs} needs${danger}. Grant ${grantSetWords(sufficient)}.`;
}

import type { NeedItem } from '../model/facts.js';
import { missingNeeds } from '../model/needs.js';
import { ownGrants } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Confidence, Severity } from '../model/vocabulary.js';
import { accessRank } from '../model/vocabulary.js';
import { grantSet } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { runsCode, sessionWords } from './questions/sessions.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'missing-permission',
  title: 'A step needs a permission that the job does not have',
  severity: 'warning',
  findingClass: 'unused-grant',
  since: '0.1.0',
  absence: true,
};

function check(scope: TrustScope): readonly RuleHit[] {
  const block = scope.facts.grantBlock;
  // Under a default that nothing tells, nothing is known to be missing; a callee's own block is its caller's matter.
  if (!runsCode(scope) || block === undefined || scope.calledBy.length > 0) return [];
  const strongest = new Map<string, NeedItem>();
  for (const item of missingNeeds(scope.needs, ownGrants(scope))) {
    const known = strongest.get(item.right);
    if (known === undefined || weight(item) > weight(known)) strongest.set(item.right, item);
  }
  return [...strongest.values()].map((item) => hit(scope, item));
}

export const missingPermission: Rule = { meta, check };

/** What surely comes to it tells more than what may. */
function weight(item: NeedItem): number {
  return accessRank(item.access) * 2 + (item.conditional === true ? 0 : 1);
}

function hit(scope: TrustScope, item: NeedItem): RuleHit {
  const { uri } = scope.file;
  const held = ownGrants(scope).find((grant) => grant.right === item.right);
  const has =
    held === undefined ? `no ${quoted(item.right)}` : `only ${quoted(`${held.right}: ${held.access}`)}`;
  const { outcome, severity, confidence } = verdictOn(item, uri);
  return {
    origin: item.origin.uri === uri ? item.origin : scope.facts.origin,
    message: `${item.why.charAt(0).toUpperCase()}${item.why.slice(1)}, needs ${quoted(`${item.right}: ${item.access}`)}, and ${sessionWords(scope)} has ${has}: ${outcome}. Grant just that.`,
    severity,
    confidence,
    related: [{ origin: scope.facts.grantBlock?.key ?? scope.facts.origin, message: 'what the job may do' }],
    offers: [
      {
        title: `Grant ${quoted(`${item.right}: ${item.access}`)} to ${sessionWords(scope)}`,
        applicability: 'unsafe',
        caution: 'it widens what the job may do',
        preferred: true,
        intents: [
          {
            kind: 'set-right',
            uri,
            session: scope.facts.localId,
            right: item.right,
            level: item.access,
            current: grantSet(ownGrants(scope)),
          },
        ],
      },
    ],
  };
}

interface Verdict {
  readonly outcome: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
}

/** What comes of it that the right is not there, as far as the file tells. */
function verdictOn(item: NeedItem, uri: string): Verdict {
  // Whether the repository is public is not in the file, and most that are mean to grant no more than this.
  if (item.access === 'read') {
    const outcome = 'a public repository can be read without, in a private one the step fails';
    return { outcome, severity: 'hint', confidence: 'low' };
  }
  // What an action of the repository does, it does for others too; whether it comes to it here is not known.
  const surely = item.conditional !== true && item.origin.uri === uri;
  return surely
    ? { outcome: 'the step fails', severity: 'warning', confidence: 'medium' }
    : { outcome: 'where it comes to that, the step fails', severity: 'information', confidence: 'medium' };
}

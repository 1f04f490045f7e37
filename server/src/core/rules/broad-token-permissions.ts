import type { Initiator } from '../model/facts.js';
import { isOpen, ownWrites } from '../model/reach.js';
import type { RemediationOffer } from '../model/remediation.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { heldBy, untrustedInitiators } from '../model/trustScope.js';
import { canStart, grantSet } from '../model/words.js';
import type { Share } from './questions/narrowing.js';
import { EVERYTHING, narrowingOffer, shareOf } from './questions/narrowing.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import {
  askedByCallees,
  credentialOf,
  runsCode,
  sessionsWords,
  sharingBlock,
  writtenGrants,
} from './questions/sessions.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'broad-token-permissions',
  title: 'The job token may do everything',
  severity: 'warning',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const block = scope.facts.grantBlock;
  const writes = writtenGrants(scope).filter((grant) => grant.access !== 'read');
  if (block === undefined || (block.form === 'list' && writes.length < EVERYTHING)) return [];
  const sharing = sharingBlock(scope, block, model);
  if (sharing.length === 0) return [];
  const stranger = sharing.flatMap((other) => strangersOf(other)).at(0);
  return [
    {
      // A list is many lines, and none of them is too much by itself.
      origin: block.form === 'all' ? block.value : block.key,
      message:
        writes.length === 0
          ? readMessage(scope, sharing)
          : writeMessage(block.text, writes.length, sharing, stranger?.who),
      severity: writes.length === 0 ? 'hint' : stranger === undefined ? 'warning' : 'error',
      confidence: 'high',
      offers: offersFor(scope, sharing, model),
    },
  ];
}

export const broadTokenPermissions: Rule = { meta, check };

function strangersOf(scope: TrustScope): readonly Initiator[] {
  return untrustedInitiators(scope).filter((initiator) =>
    ownWrites(scope).some((grant) => isOpen(scope, grant) && heldBy(initiator, grant)),
  );
}

function writeMessage(
  text: string | undefined,
  count: number,
  sharing: readonly TrustScope[],
  who: string | undefined,
): string {
  const value = text === undefined ? `${String(count)} write scopes let` : `${quoted(text)} lets`;
  const start = who === undefined ? '' : `, and ${canStart(who)}`;
  return `${value} ${credentialOf(sharing)} of ${sessionsWords(sharing)} change code, releases and deployments${start}. Name the scopes that the steps need.`;
}

function readMessage(scope: TrustScope, sharing: readonly TrustScope[]): string {
  const count = writtenGrants(scope).length;
  return `\`read-all\` lets ${credentialOf(sharing)} of ${sessionsWords(sharing)} read all ${String(count)} scopes, security alerts and artifacts among them. Name those that the steps need.`;
}

/** A call keeps what its callees ask for, or their run would be refused; where that is not known, nothing is offered. */
function offersFor(
  scope: TrustScope,
  sharing: readonly TrustScope[],
  model: TrustModel,
): readonly RemediationOffer[] {
  const block = scope.facts.grantBlock;
  const shares = sharing.flatMap((other) => shareFor(other, model) ?? []);
  if (block === undefined || shares.length < sharing.length) return [];
  return [narrowingOffer(shares, { at: block.level, block: block.value })];
}

function shareFor(scope: TrustScope, model: TrustModel): Share | undefined {
  if (runsCode(scope)) return shareOf(scope, grantSet(writtenGrants(scope)));
  const grants = askedByCallees(scope, model);
  return grants && { scope, grants };
}

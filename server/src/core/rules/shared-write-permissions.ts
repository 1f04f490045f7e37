import type { Grant } from '../model/facts.js';
import { sufficientGrants } from '../model/needs.js';
import { isStrong, ownGrants } from '../model/reach.js';
import type { GrantSet, RemediationOffer } from '../model/remediation.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import type { Evidence } from '../model/vocabulary.js';
import { accessRank } from '../model/vocabulary.js';
import { grantSet, grantWords } from '../model/words.js';
import { enoughForAll } from './questions/enough.js';
import type { Share } from './questions/narrowing.js';
import { EVERYTHING, narrowingOffer } from './questions/narrowing.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { askedByCallees, runsCode, sessionsWords, speaksFor, writtenGrants } from './questions/sessions.js';

const meta: RuleMeta = {
  id: 'shared-write-permissions',
  title: 'Write permissions of the whole workflow reach jobs that did not ask for them',
  severity: 'information',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const block = scope.facts.grantBlock;
  // What grants everything is another rule's; a workflow with one job shares nothing.
  if (block?.level !== 'file' || block.form !== 'list') return [];
  const sharing = speaksFor(
    scope,
    model,
    model.sharersOf(scope.id),
    (other) => other.facts.grantBlock?.level === 'file',
  );
  const written = writtenGrants(scope).filter((grant) => grant.access !== 'read');
  if (sharing.length < 2 || written.length >= EVERYTHING) return [];
  // What no job needs is another rule's too.
  const enough = enoughForAll(sharing, model);
  const writes = written.filter((grant) =>
    enough === undefined
      ? sharing.some((other) => evidenceOf(other, grant) !== 'unneeded')
      : accessRank(enough[grant.right]) >= accessRank(grant.access),
  );
  const idle = (other: TrustScope): readonly Grant[] =>
    writes.filter((grant) => evidenceOf(other, grant) === 'unneeded');
  const unused = sharing.filter((other) => idle(other).length > 0);
  const told =
    unused.length > 0
      ? writes.filter((grant) => unused.some((other) => idle(other).includes(grant)))
      : writes.filter((grant) => isUnclear(grant, sharing));
  const [first, ...others] = told;
  if (first === undefined) return [];
  return [
    {
      origin: first.origin,
      message: messageFor(
        told,
        sharing,
        unused,
        unused.every((other) => idle(other).length === told.length),
      ),
      severity: unused.length > 0 && told.some(isStrong) ? 'warning' : 'information',
      confidence: unused.length > 0 ? 'high' : 'medium',
      related: [
        ...others.map((grant) => ({ origin: grant.origin, message: `${grantWords([grant])} is shared too` })),
        ...unused.map((other) => ({
          origin: other.facts.origin,
          message: `no step of this job needs ${grantWords(idle(other))}`,
        })),
      ],
      offers: [offerFor(sharing, model, unused.length > 0)],
    },
  ];
}

export const sharedWritePermissions: Rule = { meta, check };

function evidenceOf(scope: TrustScope, { right, access }: Grant): Evidence {
  return (
    ownGrants(scope).find((grant) => grant.right === right && grant.access === access)?.evidence ?? 'unknown'
  );
}

/** Worth moving although nobody is known not to need it: one job is known to, or it does lasting harm. */
function isUnclear(grant: Grant, sharing: readonly TrustScope[]): boolean {
  const evidence = sharing.map((other) => evidenceOf(other, grant));
  if (!evidence.includes('unknown')) return false;
  return isStrong(grant) && (evidence.includes('needed') || grant.system.kind !== 'identity');
}

function messageFor(
  writes: readonly Grant[],
  sharing: readonly TrustScope[],
  unused: readonly TrustScope[],
  ofAll: boolean,
): string {
  const subject = `${grantWords(writes)} ${writes.length > 1 ? 'are' : 'is'} written for the whole workflow`;
  const them = writes.length > 1 ? 'them' : 'it';
  const all = sessionsWords(sharing).replace(/^jobs? /u, '');
  return unused.length > 0
    ? `${subject}, and ${sessionsWords(unused)} ${unused.length > 1 ? 'do' : 'does'} not need ${ofAll ? them : `all of ${them}`}; code that gets to run there could use ${them}. Move ${them} to the jobs that do.`
    : `${subject}, so ${sharing.length === 2 ? 'both jobs' : `all ${String(sharing.length)} jobs`} (${all}) hold ${them}; code that gets to run in any of them could use ${them}. Move ${them} to the jobs that need ${them}.`;
}

/** Each job keeps what is not known to be too much; a call also what its callees ask for, or their run would be refused. */
function offerFor(sharing: readonly TrustScope[], model: TrustModel, narrows: boolean): RemediationOffer {
  const shares = sharing.map((scope): Share => ({ scope, grants: keptBy(scope, model) }));
  const block = sharing[0]?.facts.grantBlock?.value;
  const offer = narrowingOffer(shares, { at: 'file', ...(block === undefined ? {} : { block }) });
  return narrows ? offer : { ...offer, title: 'Move the permissions to the jobs' };
}

function keptBy(scope: TrustScope, model: TrustModel): GrantSet {
  const written = grantSet(writtenGrants(scope));
  if (!runsCode(scope)) return askedByCallees(scope, model) ?? written;
  return sufficientGrants(scope, written) ?? written;
}

import type { Grant } from '../model/facts.js';
import { isStrong } from '../model/reach.js';
import type { Origin } from '../model/origin.js';
import type { GrantSet, RemediationOffer } from '../model/remediation.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { grantSet, grantWords } from '../model/words.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { askedByCallees, isUnneededByDefault, runsCode, sessionsWords, writtenGrants } from './sessions.js';

const meta: RuleMeta = {
  id: 'shared-write-permissions',
  title: 'Write permissions of the whole workflow reach jobs that did not ask for them',
  severity: 'information',
  findingClass: 'overbroad-grant',
  since: '0.1.0',
};

/** From here on the list is too much by itself: `broad-token-permissions`. */
const EVERYTHING = 8;

function check(scope: TrustScope, model: TrustModel): readonly RuleHit[] {
  const block = scope.facts.grantBlock;
  // What grants everything is another rule's; a workflow with one job shares nothing.
  if (block?.level !== 'file' || block.form !== 'list') return [];
  const sharing = model.scopesOf(scope.file.uri).filter((other) => other.facts.grantBlock?.level === 'file');
  const writes = writtenGrants(scope).filter((grant) => grant.access !== 'read');
  const [first, ...others] = writes;
  if (sharing.length < 2 || first === undefined || writes.length >= EVERYTHING) return [];
  const use = new Map(sharing.map((other) => [other, usesWrites(other, writes, model)]));
  const unused = sharing.filter((other) => use.get(other) === 'no');
  const unclear = sharing.filter((other) => use.get(other) === 'unknown');
  const identityOnly = writes.every(isIdentity);
  // Whether a script asks for an identity token is not read, so that nothing is said to be unused of it.
  const ordinary = writes.filter((grant) => !isIdentity(grant));
  const strong = ordinary.some(isStrong);
  // Where all use it, or nothing shows who does, moving it narrows nothing.
  const contrast = unclear.length > 0 && (identityOnly ? unclear.length < sharing.length : strong);
  if (unused.length === 0 && !contrast) return [];
  return [
    {
      origin: first.origin,
      message: messageFor(unused.length > 0 ? ordinary : writes, sharing, unused),
      severity: unused.length > 0 && strong ? 'warning' : 'information',
      confidence: unused.length > 0 ? 'high' : 'medium',
      related: [
        ...others.map((grant) => ({ origin: grant.origin, message: `${grantWords([grant])} is shared too` })),
        ...unused.map(({ facts }) => ({ origin: facts.origin, message: 'no step of this job uses it' })),
      ],
      offers: [offerFor(scope, block.value, sharing, identityOnly ? unclear : unused, model)],
    },
  ];
}

export const sharedWritePermissions: Rule = { meta, check };

function messageFor(
  writes: readonly Grant[],
  sharing: readonly TrustScope[],
  unused: readonly TrustScope[],
): string {
  const subject = `${grantWords(writes)} ${writes.length > 1 ? 'are' : 'is'} written for the whole workflow`;
  const them = writes.length > 1 ? 'them' : 'it';
  const all = sessionsWords(sharing).replace(/^jobs? /u, '');
  return unused.length > 0
    ? `${subject}, so ${sessionsWords(unused)} ${unused.length > 1 ? 'hold' : 'holds'} ${them} without a use; code that gets to run there could use ${them}. Move ${them} to the jobs that need it.`
    : `${subject}, so all ${String(sharing.length)} jobs (${all}) hold ${them}; code that gets to run in any of them could use ${them}. Move ${them} to the jobs that need it.`;
}

/** What is read stays for all; each job gets what it has beyond, but for those that are to lose it. */
function offerFor(
  scope: TrustScope,
  block: Origin,
  sharing: readonly TrustScope[],
  losing: readonly TrustScope[],
  model: TrustModel,
): RemediationOffer {
  const shared = grantSet(readingOf(scope));
  const identityOnly = writtenGrants(scope).every((grant) => grant.access === 'read' || isIdentity(grant));
  const kept = (other: TrustScope): GrantSet => {
    if (!losing.includes(other)) return grantSet(writtenGrants(other));
    if (!runsCode(other)) return askedByCallees(other, model) ?? grantSet(writtenGrants(other));
    return identityOnly ? shared : { ...shared, ...grantSet(writtenGrants(other).filter(isIdentity)) };
  };
  const sessions = sharing
    .map((other) => ({ session: other.facts.localId, grants: kept(other) }))
    .filter(({ grants }) => Object.entries(grants).some(([right, level]) => shared[right] !== level));
  return {
    ...(identityOnly
      ? {
          title: 'Move the permissions to the jobs that are known to use them',
          applicability: 'unsafe',
          caution: 'a script of another job may ask for an identity token',
        }
      : { title: 'Move the permissions to the jobs', applicability: 'safe', preferred: true }),
    intents: [{ kind: 'move-grants-to-sessions', uri: scope.file.uri, block, shared, sessions }],
  };
}

/** Whether the session does something with one of the shared writes, as far as its text and its callees tell. */
function usesWrites(
  scope: TrustScope,
  writes: readonly Grant[],
  model: TrustModel,
): 'yes' | 'no' | 'unknown' {
  const { facts } = scope;
  const federates = scope.carried.some(({ kind }) => kind === 'cloud-role' || kind === 'federated-workload');
  if (federates && writes.some(isIdentity)) return 'yes';
  if (writes.every(isIdentity)) return 'unknown';
  if (!runsCode(scope)) {
    const asked = askedByCallees(scope, model);
    if (asked === undefined) return 'unknown';
    return writes.some(({ right }) => asked[right] === 'write') ? 'yes' : 'no';
  }
  if (isUnneededByDefault(scope)) return 'no';
  const pushes = facts.exposures.some(({ usedLater }) => usedLater === 'yes');
  return pushes || facts.tokenUses.length > 0 || facts.purposes.length > 0 ? 'yes' : 'unknown';
}

function isIdentity(grant: Grant): boolean {
  return grant.system.kind === 'identity';
}

/** What is read, and the code, which a job that could write it may read. */
function readingOf(scope: TrustScope): readonly Grant[] {
  return writtenGrants(scope).flatMap((grant): readonly Grant[] => {
    if (grant.access === 'read') return [grant];
    return grant.right === 'contents' ? [{ ...grant, access: 'read' }] : [];
  });
}

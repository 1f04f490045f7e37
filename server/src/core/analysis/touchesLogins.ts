import type { GrantSet, Remediation } from '../model/remediation.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { accessRank } from '../model/vocabulary.js';

/**
 * Whether what an intent changes could decide about a login: a time, a secret that is handed over or a credential that is
 * left behind cannot, and a right only where a login needs it. Only the file of the intent is looked at: to try a fix out
 * costs as much as reading its file, and to know the logins of the workspace takes all of its sessions.
 */
export function touchesLogins(intent: Remediation, model: TrustModel): boolean {
  switch (intent.kind) {
    case 'bound-lifetime':
    case 'name-secrets':
    case 'drop-persisted-credential':
    case 'scope-token':
    case 'project-token':
    case 'limit-attachment':
    case 'widen-contract':
      return false;
    case 'set-right':
      return model.scopesOf(intent.uri).some((scope) => isHandedOn(scope) || needs(scope, intent.right));
    case 'replace-grants':
    case 'declare-grants':
      return model
        .scopesOf(intent.uri)
        .filter((scope) => isMeant(scope, intent))
        .some((scope) => isHandedOn(scope) || !leavesNeeded(scope, intent.grants));
    default:
      return true;
  }
}

function isMeant(
  { facts }: TrustScope,
  intent: Extract<Remediation, { kind: 'replace-grants' | 'declare-grants' }>,
): boolean {
  const block = facts.grantBlock;
  if (intent.kind === 'replace-grants') return block?.value.range.start === intent.block.range.start;
  return block === undefined && (intent.session === null || intent.session === facts.localId);
}

/** Whether another session works with what this one is granted, and may log in with it. */
function isHandedOn({ delegations, references }: TrustScope): boolean {
  return delegations.length > 0 || references.some(({ reference }) => reference.kind === 'calls');
}

function needs({ carried }: TrustScope, right: string): boolean {
  return carried.some(({ requires }) => requires?.right === right);
}

function leavesNeeded({ carried }: TrustScope, grants: GrantSet): boolean {
  return carried.every(
    ({ requires }) =>
      requires === undefined || accessRank(grants[requires.right]) >= accessRank(requires.access),
  );
}

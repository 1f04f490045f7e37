import { grouped } from '../collections/grouping.js';
import type { GrantSet, Remediation } from '../model/remediation.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { accessRank } from '../model/vocabulary.js';
import type { Block } from '../text/block.js';
import { placeOf } from '../text/block.js';

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
      return meantBy(intent, model.scopesOf(intent.uri)).some(
        (scope) => isHandedOn(scope) || !leavesNeeded(scope, intent.grants),
      );
    default:
      return true;
  }
}

type Grants = Extract<Remediation, { kind: 'replace-grants' | 'declare-grants' }>;

/** The sessions of a file whose grants an intent changes. */
function meantBy(intent: Grants, scopes: readonly TrustScope[]): readonly TrustScope[] {
  const { inBlocks, silent } = sorted(scopes);
  if (intent.kind === 'replace-grants') {
    const { block, from } = placeOf(intent.block.range);
    return inBlocks.get(block)?.get(from) ?? [];
  }
  return intent.session === null ? [...silent.values()].flat() : (silent.get(intent.session) ?? []);
}

/** Sessions of a file by where the block of their grants begins, and those without one by name. */
interface Sorted {
  readonly inBlocks: ReadonlyMap<Block | undefined, ReadonlyMap<number, readonly TrustScope[]>>;
  readonly silent: ReadonlyMap<string, readonly TrustScope[]>;
}

const known = new WeakMap<readonly TrustScope[], Sorted>();

/** Worked out once for all fixes of a file. */
function sorted(scopes: readonly TrustScope[]): Sorted {
  const before = known.get(scopes);
  if (before !== undefined) return before;
  const granting = scopes.flatMap((scope) => {
    const block = scope.facts.grantBlock?.value;
    return block === undefined ? [] : [{ scope, place: placeOf(block.range) }];
  });
  const inBlocks = new Map(
    [...grouped(granting, ({ place }) => place.block)].map(([block, inside]) => [
      block,
      new Map(
        [...grouped(inside, ({ place }) => place.from)].map(([from, all]) => [
          from,
          all.map(({ scope }) => scope),
        ]),
      ),
    ]),
  );
  const silent = grouped(
    scopes.filter(({ facts }) => facts.grantBlock === undefined),
    ({ facts }) => facts.localId,
  );
  known.set(scopes, { inBlocks, silent });
  return { inBlocks, silent };
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

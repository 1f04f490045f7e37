import type { Becoming } from '../model/escalation.js';
import type { CarriedIdentity } from '../model/facts.js';
import type { TrustModel, TrustScope } from '../model/trustScope.js';
import { ownGrants } from '../model/reach.js';
import { accessRank, isUntrusted } from '../model/vocabulary.js';
import type { Uri } from '../text/uri.js';

/** A session that logs in somewhere, and where. */
interface Holder {
  readonly scope: TrustScope;
  /** Identities of the workspace that let it in. */
  readonly admitted: readonly Becoming[];
  /** Identities that nothing in the workspace defines: whoever keeps them decides by what the session shows. */
  readonly outside: readonly CarriedIdentity[];
}

/** The logins of the workspace that are admitted, or that somebody outside of it decides on. */
export class Logins {
  readonly #holders: readonly Holder[];
  readonly #uris: ReadonlySet<Uri>;

  constructor(model: TrustModel) {
    this.#holders = model.scopes.flatMap((scope) => holderOf(scope) ?? []);
    this.#uris = filesBehind(this.#holders, model);
  }

  /** Whether what a file says could decide about a login. */
  hangOn(uri: Uri): boolean {
    return this.#uris.has(uri);
  }

  /** Whether each of them is still admitted, but for those that only strangers could start. */
  keptBy(after: TrustModel): boolean {
    return this.#holders.every((holder) => {
      const scope = after.scope(holder.scope.id);
      if (scope === holder.scope) return true;
      if (scope === undefined) return false;
      return (
        holder.admitted.every((login) => isKept(holder.scope, login, scope)) &&
        holder.outside.every(
          (identity) =>
            mayAsk(holder.scope, identity, scope) &&
            (isPublisher(identity) || showsTheSame(holder.scope, identity, scope)),
        )
      );
    });
  }
}

function holderOf(scope: TrustScope): Holder | undefined {
  const admitted = scope.becomes.filter((step) => isLogin(scope, step));
  const led = new Set(admitted.map(({ identity }) => identity));
  const outside = scope.carried.filter(
    (identity) => identity.claimSets !== undefined && !led.has(identity.key),
  );
  return admitted.length + outside.length === 0 ? undefined : { scope, admitted, outside };
}

/** Whether the step is one that the session's own text asks for. */
function isLogin({ references }: TrustScope, { via, origin }: Becoming): boolean {
  return (
    via.length === 0 &&
    references.some(
      ({ reference }) =>
        reference.kind === 'assumes' &&
        reference.origin.uri === origin.uri &&
        reference.origin.range.start === origin.range.start,
    )
  );
}

/**
 * A publisher that a registry trusts names an environment or none, and one that names none takes any: PyPI, npm,
 * crates.io and RubyGems alike. https://docs.pypi.org/trusted-publishers/adding-a-publisher/
 */
function isPublisher({ system }: CarriedIdentity): boolean {
  return system?.kind === 'artifacts';
}

/** The files of the sessions and of who trusts them, and those that call them or are taken in by them. */
function filesBehind(holders: readonly Holder[], model: TrustModel): ReadonlySet<Uri> {
  const seen = new Set<string>();
  const uris = new Set<Uri>();
  const open = holders.map(({ scope }) => scope.id);
  for (const { admitted } of holders) {
    for (const { session } of admitted) addIdentity(model.scope(session), uris);
  }
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const scope = seen.has(id) ? undefined : model.scope(id);
    seen.add(id);
    if (scope === undefined) continue;
    uris.add(scope.file.uri);
    for (const { reference, targets } of scope.references) {
      if (reference.kind !== 'assumes') for (const { uri } of targets) uris.add(uri);
    }
    open.push(...scope.calledBy.map(({ caller }) => caller));
  }
  return uris;
}

function addIdentity(scope: TrustScope | undefined, uris: Set<Uri>): void {
  if (scope === undefined) return;
  uris.add(scope.file.uri);
  const { trust } = scope.facts;
  if (trust !== undefined) uris.add(trust.origin.uri);
  for (const { origin } of trust?.admissions ?? []) uris.add(origin.uri);
}

/** Whether all whom somebody approved are let in as before. */
function isKept(before: TrustScope, login: Becoming, after: TrustScope): boolean {
  const now = after.becomes.find(
    ({ session, via, certain }) =>
      session === login.session && via.length === 0 && (certain || !login.certain),
  );
  const trusted = trustedOf(before, login.initiators);
  if (trusted.length === 0 && before.initiators.length > 0) return true;
  return now !== undefined && trusted.every((id) => now.initiators?.includes(id) ?? true);
}

function trustedOf({ initiators }: TrustScope, only: readonly string[] | undefined): readonly string[] {
  return initiators
    .filter(({ id, actor }) => (only?.includes(id) ?? true) && !isUntrusted(actor))
    .map(({ id }) => id);
}

/** Whether the session still has the right without which it is given nothing to show. */
function mayAsk(before: TrustScope, { requires }: CarriedIdentity, after: TrustScope): boolean {
  const has = (scope: TrustScope): boolean =>
    requires === undefined ||
    ownGrants(scope).some(
      ({ right, access }) => right === requires.right && accessRank(access) >= accessRank(requires.access),
    );
  return has(after) || !has(before);
}

function showsTheSame(before: TrustScope, identity: CarriedIdentity, after: TrustScope): boolean {
  const now = after.carried.find(({ key }) => key === identity.key);
  const trusted = new Set(trustedOf(before, undefined));
  const shown = ({ claimSets = [] }: CarriedIdentity): string =>
    JSON.stringify(
      claimSets
        .filter(({ initiator }) => trusted.has(initiator))
        .map(({ issuer, values }) => [issuer, values]),
    );
  return now !== undefined && shown(now) === shown(identity);
}

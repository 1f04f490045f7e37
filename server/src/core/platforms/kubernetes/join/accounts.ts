import type { SessionFacts } from '../../../model/facts.js';
import type { Uri } from '../../../text/uri.js';
import type { ObjectName } from './nameAt.js';
import { placedName } from './names.js';
import { unitedAccount } from './patched.js';
import type { Account, Binding, HeldCredential, Placed, RunningWorkload } from './placed.js';
import { idOf } from './placed.js';
import { areSame, Remembered } from './remembered.js';

/** By `namespace/name`. Several where several files declare the same account. */
type Accounts = Map<string, readonly Account[]>;

const DECLARED = new Remembered<Placed<SessionFacts>, Account>();
const UNITED = new Remembered<SessionFacts, SessionFacts>();
const WITH_BOTH = new Remembered<SessionFacts, Account>();
const NAMED = new Remembered<object, Account>();

/** The accounts that files declare. */
export function declaredAccounts(placed: readonly Placed<SessionFacts>[]): Accounts {
  const accounts: Accounts = new Map();
  for (const each of placed) {
    const { fact, uri, placement } = each;
    const written = fact.subject['serviceAccount'];
    if (fact.kind !== 'service-account' || written === undefined || written === '') continue;
    const name = placedName(placement, 'account', {
      namespace: fact.subject['namespace'] ?? '',
      name: written,
    });
    const id = idOf(name);
    const known = accounts.get(id);
    // A second document for the same account in one file says nothing that the first does not, unless a patch does.
    const same = known?.find((one) => one.uri === uri);
    if (known === undefined || same === undefined) {
      accounts.set(id, [...(known ?? []), declared(each, name)]);
      continue;
    }
    const first = same.declared;
    const both = first === undefined ? fact : UNITED.of(fact, [first], () => unitedAccount(first, fact));
    if (both === first) continue;
    const united = WITH_BOTH.of(both, [same], () => ({ ...same, declared: both }));
    accounts.set(
      id,
      known.map((one) => (one === same ? united : one)),
    );
  }
  return accounts;
}

function declared(placed: Placed<SessionFacts>, name: ObjectName): Account {
  return DECLARED.of(placed, [], () => {
    const { fact, uri, builds, placement } = placed;
    return { uri, builds, placement, ...name, declared: fact, origin: fact.origin, extent: fact.extent };
  });
}

/** What names accounts. */
interface Naming {
  readonly bindings: readonly Binding[];
  readonly workloads: readonly RunningWorkload[];
  readonly credentials: readonly HeldCredential[];
}

/** With those that no file declares, each at the first text that names it. */
export function withNamed(accounts: Accounts, { bindings, workloads, credentials }: Naming): Accounts {
  const named = new Map<string, { readonly first: First; builds: readonly Uri[] }>();
  const add = (first: First): void => {
    const id = idOf(first.name);
    if (accounts.has(id)) return;
    const known = named.get(id);
    // It is wherever something names it.
    if (known === undefined) named.set(id, { first, builds: first.at.builds });
    else known.builds = everywhere(known.builds, first.at.builds);
  };
  for (const binding of bindings) {
    for (const { account, fact } of binding.holders) {
      if (account === undefined) continue;
      add({ by: fact, name: account, at: binding, origin: fact.origin });
    }
  }
  for (const workload of workloads) {
    add({ by: workload, name: workload.runsAs, at: workload, origin: workload.fact.runsAsOrigin });
  }
  for (const credential of credentials) {
    add({
      by: credential,
      name: credential.identity,
      at: credential,
      origin: credential.fact.identityOrigin,
    });
  }
  for (const [id, { first, builds }] of named) {
    const { by, at, name, origin } = first;
    const { uri, placement, fact } = at;
    const account = { uri, builds, placement, ...name, origin, extent: fact.extent };
    accounts.set(id, [
      NAMED.of(by, [placement, name.namespace, name.name, builds.join('\n')], () => account),
    ]);
  }
  return accounts;
}

/** The first text that names an account. */
interface First {
  readonly by: object;
  readonly name: ObjectName;
  readonly at: Binding | RunningWorkload | HeldCredential;
  readonly origin: Account['origin'];
}

/** No kustomization at all stands for every cluster. */
function everywhere(a: readonly Uri[], b: readonly Uri[]): readonly Uri[] {
  if (a.length === 0 || b.length === 0) return [];
  return areSame(a, b) ? a : [...new Set([...a, ...b])];
}

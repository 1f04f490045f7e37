import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';

import { GLOBAL_ACCOUNT } from '../../knowledge/brokers/nats.js';
/** The account of the servers themselves, where the configuration names no other. */
const SYSTEM_ACCOUNT = '$SYS';

/** An account with its users and with what it takes from others. */
export interface Account {
  readonly name: string;
  readonly users: readonly SyntaxNode[];
  readonly defaults: SyntaxNode | undefined;
  readonly jetstream: boolean;
  readonly isSystem: boolean;
  readonly imports: readonly Import[];
}

/** What an account takes from another one, and by which subject it knows it. */
export interface Import {
  readonly kind: 'stream' | 'service';
  readonly local: string;
  /** Where it comes from, or goes to: the account and its own subject. */
  readonly source: { readonly account: string; readonly subject: string };
}

/** All accounts of a configuration, the global one first. */
export function accountsOf(root: SyntaxNode | undefined): readonly Account[] {
  // A file that others take in can hold the users alone.
  const authorization = get(root, 'authorization') ?? (get(root, 'users') === undefined ? undefined : root);
  const system = textOf(get(root, 'system_account')) ?? textOf(get(root, 'system')) ?? SYSTEM_ACCOUNT;
  const streams = isOn(get(root, 'jetstream'));
  const global: Account = {
    name: GLOBAL_ACCOUNT,
    users: usersOf(authorization),
    defaults: defaultsOf(authorization),
    jetstream: streams,
    isSystem: false,
    imports: [],
  };
  const named = entries(get(root, 'accounts')).map(({ key, value }): Account => ({
    name: key.text,
    users: usersOf(value),
    // What is set for the whole authorization counts for its own users only.
    defaults: defaultsOf(value),
    jetstream: streams && isOn(get(value, 'jetstream')),
    isSystem: key.text === system,
    imports: importsOf(value),
  }));
  return [global, ...named];
}

function usersOf(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  const list = get(node, 'users');
  const listed = list?.kind === 'sequence' ? list.items.filter(({ kind }) => kind === 'mapping') : [];
  // One user, or one token, can stand in the block itself.
  const single = get(node, 'user') ?? get(node, 'username') ?? get(node, 'token');
  return node !== undefined && single !== undefined && listed.length === 0 ? [node] : listed;
}

function defaultsOf(node: SyntaxNode | undefined): SyntaxNode | undefined {
  return get(node, 'default_permissions');
}

/** JetStream is on with `enabled`, `true`, or a block of settings that does not say otherwise. */
function isOn(node: SyntaxNode | undefined): boolean {
  if (node === undefined) return false;
  if (node.kind === 'mapping') return get(node, 'enabled') === undefined || isOn(get(node, 'enabled'));
  return node.kind === 'scalar' && (node.value === true || /^enabled?$/iu.test(node.text));
}

/** https://docs.nats.io/running-a-nats-service/configuration/securing_nats/accounts#exporting-and-importing */
function importsOf(account: SyntaxNode): readonly Import[] {
  const list = get(account, 'imports');
  if (list?.kind !== 'sequence') return [];
  return list.items.flatMap((item) =>
    (['stream', 'service'] as const).flatMap((kind): Import[] => {
      const source = get(item, kind);
      const from = textOf(get(source, 'account'));
      const subject = textOf(get(source, 'subject'));
      if (from === undefined || subject === undefined) return [];
      const prefix = textOf(get(item, 'prefix'));
      const to = textOf(get(item, 'to'));
      const local = to ?? (prefix === undefined ? subject : `${prefix}.${subject}`);
      return [{ kind, local, source: { account: from, subject } }];
    }),
  );
}

/** A subject that an account opens to others. */
export interface Export {
  readonly account: string;
  readonly kind: 'stream' | 'service';
  readonly subject: string;
  readonly node: SyntaxNode;
  /** The accounts that may import it; any when absent. */
  readonly importers: readonly string[] | undefined;
}

/** https://docs.nats.io/running-a-nats-service/configuration/securing_nats/accounts#export-configuration-map */
export function exportsOf(root: SyntaxNode | undefined): readonly Export[] {
  return entries(get(root, 'accounts')).flatMap(({ key, value }) => {
    const list = get(value, 'exports');
    if (list?.kind !== 'sequence') return [];
    return list.items.flatMap((item) =>
      (['stream', 'service'] as const).flatMap((kind): Export[] => {
        const node = get(item, kind);
        const subject = textOf(node);
        if (node === undefined || subject === undefined) return [];
        const allowed = get(item, 'accounts');
        const importers =
          allowed?.kind === 'sequence' ? allowed.items.flatMap((one) => textOf(one) ?? []) : undefined;
        return [{ account: key.text, kind, subject, node, importers }];
      }),
    );
  });
}

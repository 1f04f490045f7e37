import { GLOBAL_ACCOUNT } from '../../knowledge/brokers/nats.js';
import type { NatsAccount, NatsImport } from '../../model/brokerParts.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, textOf } from '../../syntax/syntaxTree.js';
import { setting } from './settings.js';

/** The account of the servers themselves, where the configuration names no other. */
const SYSTEM_ACCOUNT = '$SYS';

/** An account with its users, and the block in which they stand. */
export interface Account extends NatsAccount {
  readonly users: readonly SyntaxNode[];
  readonly defaults: SyntaxNode | undefined;
  readonly block: SyntaxNode | undefined;
}

/** All accounts of a configuration, the global one first. */
export function accountsOf(root: SyntaxNode | undefined): readonly [Account, ...Account[]] {
  // A file that others take in can hold the users alone.
  const authorization =
    setting(root, 'authorization') ?? (setting(root, 'users') === undefined ? undefined : root);
  const system = textOf(setting(root, 'system_account')) ?? textOf(setting(root, 'system')) ?? SYSTEM_ACCOUNT;
  const streams = isOn(setting(root, 'jetstream'));
  const global: Account = {
    name: GLOBAL_ACCOUNT,
    users: usersOf(authorization),
    // Under any of these names for the block outside of accounts; inside of them it has one alone.
    defaults: setting(authorization, 'default_permissions', 'default_permission', 'permissions'),
    block: authorization,
    jetstream: streams,
    isSystem: false,
    imports: [],
  };
  const named = entries(setting(root, 'accounts')).map(({ key, value }): Account => ({
    name: key.text,
    users: usersOf(value),
    // What is set for the whole authorization counts for its own users only.
    defaults: defaultsOf(value),
    block: value,
    jetstream: streams && isOn(setting(value, 'jetstream')),
    isSystem: key.text === system,
    imports: importsOf(value),
  }));
  return [global, ...named];
}

function usersOf(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  const list = setting(node, 'users');
  const listed = list?.kind === 'sequence' ? list.items.filter(({ kind }) => kind === 'mapping') : [];
  // One user, or one token, can stand in the block itself.
  const single = setting(node, 'user', 'username', 'token');
  return node !== undefined && single !== undefined && listed.length === 0 ? [node] : listed;
}

function defaultsOf(node: SyntaxNode | undefined): SyntaxNode | undefined {
  return setting(node, 'default_permissions');
}

/** JetStream is on with `enabled`, `true`, or a block of settings that does not say otherwise. */
function isOn(node: SyntaxNode | undefined): boolean {
  if (node === undefined) return false;
  if (node.kind === 'mapping') {
    return setting(node, 'enabled') === undefined || isOn(setting(node, 'enabled'));
  }
  return node.kind === 'scalar' && (node.value === true || /^enabled?$/iu.test(node.text));
}

/** https://docs.nats.io/running-a-nats-service/configuration/securing_nats/accounts#exporting-and-importing */
function importsOf(account: SyntaxNode): readonly NatsImport[] {
  const list = setting(account, 'imports');
  if (list?.kind !== 'sequence') return [];
  return list.items.flatMap((item) =>
    (['stream', 'service'] as const).flatMap((kind): NatsImport[] => {
      const source = setting(item, kind);
      const from = textOf(setting(source, 'account'));
      const subject = textOf(setting(source, 'subject'));
      if (from === undefined || subject === undefined) return [];
      const prefix = textOf(setting(item, 'prefix'));
      const to = textOf(setting(item, 'to'));
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
  return entries(setting(root, 'accounts')).flatMap(({ key, value }) => {
    const list = setting(value, 'exports');
    if (list?.kind !== 'sequence') return [];
    return list.items.flatMap((item) =>
      (['stream', 'service'] as const).flatMap((kind): Export[] => {
        const node = setting(item, kind);
        const subject = textOf(node);
        if (node === undefined || subject === undefined) return [];
        const allowed = setting(item, 'accounts');
        const importers =
          allowed?.kind === 'sequence' ? allowed.items.flatMap((one) => textOf(one) ?? []) : undefined;
        return [{ account: key.text, kind, subject, node, importers }];
      }),
    );
  });
}

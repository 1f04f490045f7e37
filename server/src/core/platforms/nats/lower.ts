import { writtenPassword } from '../../knowledge/brokers/writtenPassword.js';
import { GLOBAL_ACCOUNT } from '../../knowledge/brokers/nats.js';
import { effortProblems } from '../../knowledge/brokers/limits.js';
import { isPlaceholder } from '../../knowledge/brokers/placeholders.js';
import { UNLIMITED, userGrants } from '../../knowledge/brokers/natsUsers.js';
import { purposesOf } from '../../knowledge/brokers/purposes.js';
import type {
  DeferredUser,
  NatsAccount,
  NatsInclude,
  NatsPart,
  NatsPermissions,
} from '../../model/brokerParts.js';
import { emptySession } from '../../model/emptySession.js';
import type {
  CarriedIdentity,
  FactProblem,
  FileFacts,
  Initiator,
  Note,
  SessionFacts,
  Unknown,
} from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { originOfNode } from '../../model/origin.js';
import { Effort } from '../../patterns/effort.js';
import type { SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { entries, textOf } from '../../syntax/syntaxTree.js';
import { baseName } from '../../text/uri.js';
import type { Uri } from '../../text/uri.js';
import type { Account } from './accounts.js';
import { accountsOf, exportsOf } from './accounts.js';
import { includesOf } from './includes.js';
import { isPermissions, openVariable, readPermissions } from './permissions.js';
import { setting, settingEntry } from './settings.js';
import { quoted } from '../../text/quoted.js';

interface Reading {
  readonly uri: Uri;
  readonly root: SyntaxNode | undefined;
  readonly effort: Effort;
  readonly includes: readonly NatsInclude[];
}

/** The users of a server's configuration, with the subjects that each may publish and subscribe to. */
export function lower(uri: Uri, tree: SyntaxTree): FileFacts {
  const root = tree.documents[0];
  const reading: Reading = { uri, root, effort: new Effort(), includes: includesOf(uri, root) };
  const known = accountsOf(root).flatMap((account) =>
    account.users.map((user) => sessionOf(reading, account, user)),
  );
  const users: readonly LoweredUser[] = tree.complete ? [...known, ...anybody(reading)] : known;
  const sessions = users.map(({ session }) => session);
  return {
    uri,
    platform: 'nats',
    title: baseName(uri),
    complete: tree.complete,
    problems: [...idleLimits(reading), ...effortProblems(reading.effort, sessions[0]?.origin)],
    sessions,
    definitions: sessions.map(({ subject, origin }) => ({
      space: 'identity',
      key: `nats:user/${subject['account'] ?? ''}/${subject['user'] ?? ''}`,
      origin,
    })),
    broker: partOf(
      reading,
      users.flatMap(({ deferred }) => deferred ?? []),
    ),
    notes: exportNotes(uri, root),
  };
}

/** Limits that look as if they counted for the user beside them. nats-server 2.10 takes them and does not hold it to them. */
function idleLimits({ uri, root }: Reading): readonly FactProblem[] {
  const [{ block, users, defaults }] = accountsOf(root);
  if (defaults === undefined || block === undefined || !users.includes(block)) return [];
  return [
    {
      message:
        'NATS limits only users of a list `users`: the one that stands beside these permissions may use every subject.',
      origin: originOfNode(uri, defaults),
      severity: 'warning',
      kind: 'shape',
    },
  ];
}

/** To whom an account opens some of its subjects. */
function exportNotes(uri: Uri, root: SyntaxNode | undefined): readonly Note[] {
  return exportsOf(root).map(({ account, kind, subject, node, importers }) => {
    const who = importers === undefined ? 'Any account of the server' : `Only ${importers.join(', ')}`;
    const what = kind === 'stream' ? 'receive what is published to' : 'send requests to';
    return {
      origin: originOfNode(uri, node),
      title: `Export of a ${kind}`,
      text: `${who} may ${what} ${quoted(subject)} of account ${quoted(account)}, once it imports it.`,
      source: EXPORTS,
    };
  });
}

const EXPORTS =
  'https://docs.nats.io/running-a-nats-service/configuration/securing_nats/accounts#exporting-and-importing';

/** The file as those see it that take it in. */
function partOf(reading: Reading, deferred: readonly DeferredUser[]): NatsPart {
  const { uri, root, includes } = reading;
  const defaults = setting(root, 'default_permissions');
  return {
    kind: 'nats',
    permissions: Object.fromEntries(
      entries(root).flatMap(({ key, value }) =>
        isPermissions(value) ? [[key.text, readPermissions(uri, value)] as const] : [],
      ),
    ),
    ...(defaults === undefined ? {} : { defaults: readPermissions(uri, defaults) }),
    includes,
    deferred,
  };
}

/** Where the permissions of a user stand: here, or in what is included. */
type Told =
  | { readonly permissions: NatsPermissions }
  | { readonly variable?: string; readonly includes: readonly NatsInclude[] };

function permissionsOf({ uri, includes }: Reading, { block, defaults }: Account, user: SyntaxNode): Told {
  // The server limits users of a list alone: the one that stands in the block itself may use every subject.
  if (user === block) return { permissions: UNLIMITED };
  const own = setting(user, 'permissions', 'permission', 'authorization') ?? defaults;
  const around = [...includes, ...(block === undefined ? [] : includesOf(uri, block))];
  const variable = openVariable(own);
  if (variable !== undefined) return { variable, includes: around };
  const inBlock = includesOf(uri, block);
  if (own === undefined && inBlock.length > 0) return { includes: inBlock };
  return { permissions: readPermissions(uri, own) };
}

function unknownOf(told: Told, origin: Origin): readonly Unknown[] {
  if ('permissions' in told) return [];
  const what = 'what it may publish and subscribe to';
  const why =
    told.variable === undefined
      ? 'permissions for users without any may stand in a file that is included'
      : `${quoted(`$${told.variable}`)} has no value in this file`;
  return [{ what, why, origin }];
}

interface LoweredUser {
  readonly session: SessionFacts;
  readonly deferred?: DeferredUser;
}

function sessionOf(reading: Reading, account: Account, user: SyntaxNode): LoweredUser {
  const { uri, effort } = reading;
  const nameNode = setting(user, 'user', 'username', 'nkey', 'token') ?? user;
  const isToken = setting(user, 'user') === undefined && setting(user, 'token') !== undefined;
  const name = isToken ? 'token' : (textOf(nameNode) ?? 'user');
  const origin = originOfNode(uri, nameNode);
  const label = account.name === GLOBAL_ACCOUNT ? name : `${account.name}/${name}`;
  const carried = secretOf(reading, user, label);
  const localId = `user:${account.name}/${name}`;
  const told = permissionsOf(reading, account, user);
  const session: SessionFacts = {
    ...emptySession(origin, user.written),
    localId,
    kind: 'broker-user',
    name: label,
    noun: 'NATS user',
    label,
    credential: `NATS user ${label}`,
    subject: { user: name, account: account.name },
    role: 'acted-as',
    purposes: purposesOf(name, origin),
    lifetime: { seconds: null, basis: 'unbounded', boundBy: 'until its credential is changed', origin },
    initiators: withoutCredential(reading, name),
    grants:
      'permissions' in told
        ? userGrants({ account: plain(account), permissions: told.permissions, origin, effort })
        : [],
    carried,
    unknowns: unknownOf(told, origin),
  };
  if ('permissions' in told) return { session };
  return { session, deferred: { localId, account: plain(account), origin, ...told } };
}

function plain({ name, jetstream, isSystem, imports }: Account): NatsAccount {
  return { name, jetstream, isSystem, imports };
}

/** https://docs.nats.io/running-a-nats-service/configuration/securing_nats/accounts#no-auth-user */
function withoutCredential({ uri, root }: Reading, name: string): readonly Initiator[] {
  const node = setting(root, 'no_auth_user');
  if (node === undefined || textOf(node) !== name) return [];
  return [
    {
      id: 'no_auth_user',
      event: 'connection without a credential',
      actor: 'anyone',
      who: 'anyone who reaches the server, without a credential',
      conditions: [],
      withholds: [],
      certainty: 'declared',
      origin: originOfNode(uri, node),
      source: 'https://docs.nats.io/running-a-nats-service/configuration/securing_nats/accounts#no-auth-user',
    },
  ];
}

/** What makes a server ask for a credential, or lets it take who may do what from elsewhere. */
const ASKS = [
  'authorization',
  'users',
  'operator',
  'operators',
  'resolver',
  'resolver_preload',
  'trusted_keys',
  'trusted',
  'no_auth_user',
  'default_permissions',
];
/** What a server's own configuration has, other than a file of permissions that it takes in. */
const OWN = [
  'port',
  'listen',
  'host',
  'net',
  'jetstream',
  'server_name',
  'http_port',
  'http',
  'monitor_port',
];

/**
 * Whether a server asks for a credential. Where the system's own account is the only one, the server makes a user for
 * whoever names none: https://pkg.go.dev/vuln/GO-2023-2133 (nats-server 2.10.27 does so, in test/brokers).
 */
function asks(root: SyntaxNode | undefined): boolean {
  if (setting(root, ...ASKS) !== undefined) return true;
  if (setting(root, 'accounts') === undefined) return false;
  const [, ...named] = accountsOf(root);
  return named.length === 0 || named.some(({ isSystem, users }) => !isSystem || users.length === 0);
}

/**
 * The client of a server that asks for nothing: "no authentication is configured" takes anybody, with every right of the
 * one account that there is. https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro
 */
function anybody(reading: Reading): readonly LoweredUser[] {
  const { uri, root, includes, effort } = reading;
  const [at] = OWN.flatMap((name) => settingEntry(root, name) ?? []);
  if (at === undefined || includes.length > 0 || asks(root)) return [];
  // A certificate of the client's own is a credential as well.
  const tls = setting(root, 'tls');
  if (/^(?:true|yes|on)$/iu.test(textOf(setting(tls, 'verify', 'verify_and_map')) ?? '')) return [];
  const address = `${textOf(setting(root, 'listen')) ?? ''} ${textOf(setting(root, 'host', 'net')) ?? ''}`;
  const isLocal = /(?:^|\s)(?:127\.|localhost\b|\[?::1\]?)/u.test(address);
  const [global] = accountsOf(root);
  const origin = originOfNode(uri, at.key);
  const initiator: Initiator = {
    id: 'anybody',
    event: 'connection without a credential',
    actor: isLocal ? 'workload' : 'anyone',
    who: isLocal
      ? 'any program on the same machine, without a credential'
      : 'anyone who reaches the server, without a credential',
    conditions: [],
    withholds: [],
    certainty: 'platform-default',
    remark: 'A user and a password on the command line of the server would ask for one.',
    origin,
    source: 'https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro',
  };
  return [
    {
      session: {
        ...emptySession(origin, at.key.written),
        localId: 'user:anonymous',
        kind: 'broker-user',
        name: 'anonymous',
        noun: 'client without a name',
        label: 'anonymous',
        credential: 'a connection without a credential',
        subject: { user: 'anonymous', account: GLOBAL_ACCOUNT },
        role: 'acted-as',
        lifetime: {
          seconds: null,
          basis: 'unbounded',
          boundBy: 'until the server asks for a credential',
          origin,
        },
        initiators: [initiator],
        grants: userGrants({ account: plain(global), permissions: UNLIMITED, origin, effort }),
      },
    },
  ];
}

/** A password or token in clear text. A hash by bcrypt is none, nor is a variable of the environment. */
function secretOf({ uri }: Reading, user: SyntaxNode, label: string): readonly CarriedIdentity[] {
  const node = setting(user, 'password', 'pass', 'token');
  const text = textOf(node);
  if (node === undefined || text === undefined || text === '' || isHash(text) || isPlaceholder(text)) {
    return [];
  }
  const origin = originOfNode(uri, node);
  return [
    writtenPassword({
      broker: 'NATS',
      user: label,
      alternative: 'Write its bcrypt hash (`nats server passwd`), or take it from the environment.',
      origin,
    }),
  ];
}

/** A hash by bcrypt, as `nats server passwd` makes it. */
function isHash(text: string): boolean {
  return /^\$2[abxy]\$/u.test(text);
}

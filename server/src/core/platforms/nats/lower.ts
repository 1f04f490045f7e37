import type { SubjectText } from '../../knowledge/brokers/nats.js';
import { GLOBAL_ACCOUNT, accountSpace, subjectGrants } from '../../knowledge/brokers/nats.js';
import type { Destination } from '../../model/breadth.js';
import { effortProblems } from '../../knowledge/brokers/limits.js';
import { isPlaceholder } from '../../knowledge/brokers/placeholders.js';
import { purposesOf } from '../../knowledge/brokers/purposes.js';
import { emptySession } from '../../model/emptySession.js';
import type {
  CarriedIdentity,
  FileFacts,
  Grant,
  Initiator,
  Note,
  SessionFacts,
  Unknown,
} from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { destinationCovers, destinationsMeet } from '../../patterns/destinations.js';
import { Effort } from '../../patterns/effort.js';
import type { SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';
import { baseName } from '../../text/uri.js';
import type { Uri } from '../../text/uri.js';
import type { Account } from './accounts.js';
import { accountsOf, exportsOf } from './accounts.js';
import type { Permissions, Side, Subject } from './permissions.js';
import { readPermissions } from './permissions.js';

interface Reading {
  readonly uri: Uri;
  readonly root: SyntaxNode | undefined;
  readonly effort: Effort;
  readonly includes: readonly Unknown[];
}

/** The users of a server's configuration, with the subjects that each may publish and subscribe to. */
export function lower(uri: Uri, tree: SyntaxTree): FileFacts {
  const root = tree.documents[0];
  const reading: Reading = { uri, root, effort: new Effort(), includes: includesOf(uri, root) };
  const sessions = accountsOf(root).flatMap((account) =>
    account.users.map((user) => sessionOf(reading, account, user)),
  );
  return {
    uri,
    platform: 'nats',
    title: baseName(uri),
    complete: tree.complete,
    problems: effortProblems(reading.effort, sessions[0]?.origin),
    sessions,
    definitions: sessions.map(({ subject, origin }) => ({
      space: 'identity',
      key: `nats:user/${subject['account'] ?? ''}/${subject['user'] ?? ''}`,
      origin,
    })),
    notes: exportNotes(uri, root),
  };
}

/** To whom an account opens some of its subjects. */
function exportNotes(uri: Uri, root: SyntaxNode | undefined): readonly Note[] {
  return exportsOf(root).map(({ account, kind, subject, node, importers }) => {
    const who = importers === undefined ? 'Any account of the server' : `Only ${importers.join(', ')}`;
    const what = kind === 'stream' ? 'receive what is published to' : 'send requests to';
    return {
      origin: originOf(uri, node),
      title: `Export of a ${kind}`,
      text: `${who} may ${what} \`${subject}\` of account \`${account}\`, once it imports it.`,
      source: EXPORTS,
    };
  });
}

const EXPORTS =
  'https://docs.nats.io/running-a-nats-service/configuration/securing_nats/accounts#exporting-and-importing';

/** What stands in files that are taken in is not followed: permissions may come from there. */
function includesOf(uri: Uri, root: SyntaxNode | undefined): readonly Unknown[] {
  return entries(root)
    .filter(({ key }) => key.text === 'include')
    .map(({ value }) => ({
      what: `what \`${textOf(value) ?? ''}\` adds`,
      why: 'files that a configuration includes are not read with it',
      origin: { uri, range: value.range },
    }));
}

function sessionOf(reading: Reading, account: Account, user: SyntaxNode): SessionFacts {
  const { uri } = reading;
  const nameNode = ['user', 'username', 'nkey', 'token'].map((key) => get(user, key)).find(Boolean) ?? user;
  const isToken = get(user, 'user') === undefined && get(user, 'token') !== undefined;
  const name = isToken ? 'token' : (textOf(nameNode) ?? 'user');
  const origin = originOf(uri, nameNode);
  const label = account.name === GLOBAL_ACCOUNT ? name : `${account.name}/${name}`;
  const carried = secretOf(reading, user, label);
  return {
    ...emptySession(origin, user.written),
    localId: `user:${account.name}/${name}`,
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
    grants: grantsOf(reading, account, user, origin),
    carried,
    unknowns: reading.includes,
  };
}

function originOf(uri: Uri, { range, written }: SyntaxNode): Origin {
  return range === written ? { uri, range } : { uri, range, anchor: written };
}

/** https://docs.nats.io/running-a-nats-service/configuration/securing_nats/accounts#no-auth-user */
function withoutCredential({ uri, root }: Reading, name: string): readonly Initiator[] {
  const node = get(root, 'no_auth_user');
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
      origin: originOf(uri, node),
      source: 'https://docs.nats.io/running-a-nats-service/configuration/securing_nats/accounts#no-auth-user',
    },
  ];
}

function grantsOf(
  reading: Reading,
  account: Account,
  user: SyntaxNode,
  userOrigin: Origin,
): readonly Grant[] {
  const own = get(user, 'permissions') ?? get(user, 'permission') ?? get(user, 'authorization');
  const permissions: Permissions = readPermissions(own ?? account.defaults);
  const side = (flow: SubjectText['flow'], { allow, deny }: Side): readonly Grant[] => {
    const subjects: readonly (Subject | undefined)[] = allow ?? [undefined];
    return subjects.flatMap((subject) => {
      const pattern = subject?.pattern ?? '>';
      return subjectGrants({
        flow,
        pattern,
        except: deny.filter((one) => concerns(one, subject?.queue)).map((one) => one.pattern),
        account: account.name,
        jetstream: account.jetstream,
        isSystem: account.isSystem,
        beyond: beyondOf(account, flow, pattern),
        ...(subject?.queue === undefined ? {} : { queue: subject.queue }),
        origin: subject === undefined ? userOrigin : originOf(reading.uri, subject.node),
        effort: reading.effort,
        declared: subject !== undefined,
      });
    });
  };
  return [...side('consume', permissions.subscribe), ...side('publish', permissions.publish)];
}

/**
 * Whether a denied subject takes something away from an allowed one: one with a queue counts for that queue group only,
 * and leaves the others and the plain subscription.
 */
function concerns(deny: Subject, queue: string | undefined): boolean {
  if (deny.queue === undefined) return true;
  const of = (pattern: string): Destination => ({ space: 'queue groups', syntax: 'nats', pattern });
  return queue !== undefined && destinationCovers(of(deny.queue), of(queue)) === true;
}

/** Subjects of other accounts behind what this account imports: streams to consume from, services to publish to. */
function beyondOf(account: Account, flow: SubjectText['flow'], pattern: string): readonly string[] {
  const kind = flow === 'consume' ? 'stream' : 'service';
  const of = (subject: string): Destination => ({
    space: accountSpace(account.name),
    syntax: 'nats',
    pattern: subject,
  });
  return account.imports
    .filter((item) => item.kind === kind && destinationsMeet(of(pattern), of(item.local)) === true)
    .map(({ source }) => `${source.subject} of account ${source.account}`);
}

/** A password or token in clear text. A hash by bcrypt is none, nor is a variable of the environment. */
function secretOf({ uri }: Reading, user: SyntaxNode, label: string): readonly CarriedIdentity[] {
  const node = get(user, 'password') ?? get(user, 'pass') ?? get(user, 'token');
  const text = textOf(node);
  if (node === undefined || text === undefined || text === '' || isHash(text) || isPlaceholder(text)) {
    return [];
  }
  const origin = originOf(uri, node);
  return [
    {
      key: `nats:password/${label}`,
      kind: 'static-credential',
      name: `password of ${label}`,
      system: { kind: 'queue', name: 'NATS' },
      credential: 'password',
      lifetime: { seconds: null, basis: 'unbounded', boundBy: 'until it is changed', origin },
      alternative: 'Write its bcrypt hash (`nats server passwd`), or take it from the environment.',
      writtenOut: true,
      visibleTo: 'session',
      gates: [],
      sensitivity: [],
      origin,
      uses: [],
    },
  ];
}

/** A hash by bcrypt, as `nats server passwd` makes it. */
function isHash(text: string): boolean {
  return /^\$2[abxy]\$/u.test(text);
}

import { writtenPassword } from '../../knowledge/brokers/writtenPassword.js';
import { effortProblems } from '../../knowledge/brokers/limits.js';
import { isPlaceholder } from '../../knowledge/brokers/placeholders.js';
import { purposesOf } from '../../knowledge/brokers/purposes.js';
import { emptySession } from '../../model/emptySession.js';
import type { RedisSettingsPart } from '../../model/brokerParts.js';
import type { CarriedIdentity, FactProblem, FileFacts, Initiator, SessionFacts } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { originOfPiece } from '../../model/origin.js';
import { Effort } from '../../patterns/effort.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Piece } from '../../text/lines.js';
import { linesOf, wordsOf } from '../../text/lines.js';
import { baseName } from '../../text/uri.js';
import type { Uri } from '../../text/uri.js';
import type { AclUser } from './aclRules.js';
import { applyRules } from './aclRules.js';
import type { AclReading } from './grants.js';
import { defaultUser, whoConnects } from './defaultUser.js';
import { grantsOf } from './grants.js';
import { SENTINEL } from './select.js';
import type { RedisSettings } from './settingsFile.js';
import { readRedisSettings } from './settingsFile.js';
import { quoted } from '../../text/quoted.js';

/** The users of an ACL file, or of the lines `user …` in a server's configuration. */
export function lower(uri: Uri, tree: SyntaxTree): FileFacts {
  const users = usersOf(tree);
  const reading: AclReading = { uri, effort: new Effort() };
  const settings = isAclFile(uri) ? undefined : readRedisSettings(tree.text);
  const byDefault = settings && defaultOf(reading, settings, users, tree.text);
  const sessions = [
    ...users.filter(({ enabled }) => enabled).map((user) => sessionOf(reading, user, settings)),
    ...(byDefault?.session === undefined ? [] : [byDefault.session]),
  ];
  return {
    uri,
    platform: 'redis',
    title: baseName(uri),
    complete: tree.complete,
    ...brokerOf(uri, users, byDefault?.part),
    problems: [
      ...users.flatMap(({ refused }) => refused.map((rule) => refusal(uri, rule))),
      ...lineProblems(uri, tree.text),
      ...effortProblems(reading.effort, sessions[0]?.origin),
    ],
    sessions,
    definitions: sessions.map(({ subject, origin }) => ({
      space: 'identity',
      key: `redis:user/${subject['user'] ?? ''}`,
      origin,
    })),
    notes: users
      .filter(({ enabled }) => !enabled)
      .map(({ name }) => ({
        origin: originOfPiece(uri, name),
        title: 'This user is off',
        text: `Nobody can log in as ${name.text}: its rules count only once it is \`on\`.`,
        source: 'https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/',
      })),
  };
}

/** Whether a file is one of users alone, and not a server's configuration. */
function isAclFile(uri: Uri): boolean {
  return !/\.conf$/iu.test(uri);
}

interface DefaultUser {
  readonly session?: SessionFacts;
  readonly part?: RedisSettingsPart;
}

/** The user that no line names: its session, and, where an ACL file decides whether there is one, by which file. */
function defaultOf(
  reading: AclReading,
  settings: RedisSettings,
  users: readonly AclUser[],
  text: string,
): DefaultUser {
  const aclFile = settings.value('aclfile');
  if (SENTINEL.test(text) || users.some(({ name }) => name.text === 'default')) return {};
  const session = defaultUser(reading, settings, aclFile !== undefined);
  if (session === undefined) return {};
  if (aclFile === undefined) return { session };
  const name = aclFile.text.split(/[/\\]/u).at(-1) ?? aclFile.text;
  return { session, part: { kind: 'redis-settings', aclFile: name, localId: session.localId } };
}

function brokerOf(
  uri: Uri,
  users: readonly AclUser[],
  part: RedisSettingsPart | undefined,
): Pick<FileFacts, 'broker'> {
  if (part !== undefined) return { broker: part };
  if (!isAclFile(uri)) return {};
  const namesDefault = users.some(({ name }) => name.text === 'default');
  return { broker: { kind: 'redis-acl', namesDefault } };
}

/**
 * What makes Redis refuse the whole file: a user that comes twice; and in an ACL file, whatever does not begin with
 * `user`, comments among it. Redis 8.0.2 says so when it starts.
 */
function lineProblems(uri: Uri, text: string): readonly FactProblem[] {
  const isUsersAlone = isAclFile(uri);
  const seen = new Set<string>();
  return linesOf(text).flatMap((line): readonly FactProblem[] => {
    const [keyword, name] = wordsOf(line);
    if (keyword === undefined) return [];
    const isUser = isUsersAlone ? keyword.text === 'user' : keyword.text.toLowerCase() === 'user';
    if (!isUser) {
      const why = 'An ACL file holds lines `user NAME rules` only, without comments: Redis refuses it.';
      return isUsersAlone ? [problem(why, originOfPiece(uri, line))] : [];
    }
    if (name === undefined) return [];
    if (!seen.has(name.text)) {
      seen.add(name.text);
      return [];
    }
    return [
      problem(
        `User ${quoted(name.text)} stands here again: Redis refuses the file.`,
        originOfPiece(uri, name),
      ),
    ];
  });
}

function problem(message: string, origin: Origin): FactProblem {
  return { message, origin, severity: 'warning', kind: 'shape' };
}

const read = new WeakMap<SyntaxTree, readonly AclUser[]>();

/** The users of a file, read once for all fixes that are looked for in it. */
export function usersOf(tree: SyntaxTree): readonly AclUser[] {
  const known = read.get(tree) ?? usersIn(tree.text);
  read.set(tree, known);
  return known;
}

/** Of several lines about one user the last one is told. */
function usersIn(text: string): readonly AclUser[] {
  const users = new Map<string, AclUser>();
  for (const line of linesOf(text)) {
    const [keyword, name, ...rules] = wordsOf(line);
    if (keyword?.text.toLowerCase() !== 'user' || name === undefined) continue;
    users.set(name.text, applyRules(name, line, rules));
  }
  return [...users.values()];
}

function refusal(uri: Uri, rule: Piece): FactProblem {
  return problem(
    `Redis knows no rule ${quoted(rule.text.slice(0, 60))}: it refuses the file.`,
    originOfPiece(uri, rule),
  );
}

function sessionOf(reading: AclReading, user: AclUser, settings: RedisSettings | undefined): SessionFacts {
  const { name, line } = user;
  const { uri } = reading;
  const origin = originOfPiece(uri, name);
  return {
    ...emptySession(origin, { start: line.start, end: line.end }),
    localId: `user:${name.text}`,
    kind: 'broker-user',
    name: name.text,
    noun: 'Redis user',
    label: name.text,
    credential: `Redis user ${name.text}`,
    subject: { user: name.text },
    role: 'acted-as',
    purposes: purposesOf(name.text, origin),
    lifetime: { seconds: null, basis: 'unbounded', boundBy: 'until its password is changed', origin },
    initiators: user.passwordless ? [withoutPassword(origin, name.text, settings)] : [],
    grants: user.rights.flatMap((rights) => grantsOf(reading, rights)),
    carried: user.passwords
      .filter(({ text }) => text.startsWith('>') && !isPlaceholder(text.slice(1)))
      .map((at) => password(uri, name.text, at)),
  };
}

/** A new connection is the user `default` until it logs in. */
function withoutPassword(origin: Origin, name: string, settings: RedisSettings | undefined): Initiator {
  const isDefault = name === 'default';
  // Protected mode and addresses that are bound keep others out, where they are written.
  const connects = isDefault && settings !== undefined ? whoConnects(origin.uri, settings) : undefined;
  if (connects?.actor === 'workload') return { ...connects, origin };
  return {
    id: 'nopass',
    event: isDefault ? 'connection' : 'login without a password',
    actor: 'anyone',
    who: `anyone who reaches the server${isDefault ? ', without logging in' : ', with any password'}`,
    conditions: [],
    withholds: [],
    certainty: 'declared',
    origin,
    source: 'https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/',
  };
}

function password(uri: Uri, user: string, at: Piece): CarriedIdentity {
  const origin = originOfPiece(uri, at);
  return writtenPassword({
    broker: 'Redis',
    user,
    alternative: 'Write its SHA-256 as `#hash`, as `ACL SAVE` does.',
    origin,
  });
}

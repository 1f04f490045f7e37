import { isPlaceholder } from '../../knowledge/brokers/placeholders.js';
import { purposesOf } from '../../knowledge/brokers/purposes.js';
import { emptySession } from '../../model/emptySession.js';
import type { CarriedIdentity, FactProblem, FileFacts, Initiator, SessionFacts } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import type { Piece } from '../../text/lines.js';
import { linesOf, wordsOf } from '../../text/lines.js';
import { baseName } from '../../text/uri.js';
import type { Uri } from '../../text/uri.js';
import type { AclUser } from './aclRules.js';
import { applyRules } from './aclRules.js';
import { grantsOf } from './grants.js';

/** The users of an ACL file, or of the lines `user …` in a server's configuration. */
export function lower(uri: Uri, tree: SyntaxTree): FileFacts {
  const users = usersOf(tree.text);
  const sessions = users.filter(({ enabled }) => enabled).map((user) => sessionOf(uri, user));
  return {
    uri,
    platform: 'redis',
    title: baseName(uri),
    complete: tree.complete,
    problems: users.flatMap(({ refused }) => refused.map((rule) => refusal(uri, rule))),
    sessions,
    definitions: sessions.map(({ subject, origin }) => ({
      space: 'identity',
      key: `redis:user/${subject['user'] ?? ''}`,
      origin,
    })),
    notes: users
      .filter(({ enabled }) => !enabled)
      .map(({ name }) => ({
        origin: originOf(uri, name),
        title: 'This user is off',
        text: `Nobody can log in as ${name.text}: its rules count only once it is \`on\`.`,
        source: 'https://redis.io/docs/latest/operate/oss_and_stack/management/security/acl/',
      })),
  };
}

/** Of several lines about one user the last one counts. */
export function usersOf(text: string): readonly AclUser[] {
  const users = new Map<string, AclUser>();
  for (const line of linesOf(text)) {
    const [keyword, name, ...rules] = wordsOf(line);
    if (keyword?.text.toLowerCase() !== 'user' || name === undefined) continue;
    users.set(name.text, applyRules(name, line, rules));
  }
  return [...users.values()];
}

function refusal(uri: Uri, rule: Piece): FactProblem {
  return {
    message: `Redis knows no rule \`${rule.text.slice(0, 60)}\`: it refuses the file.`,
    origin: originOf(uri, rule),
    severity: 'warning',
    kind: 'shape',
  };
}

function originOf(uri: Uri, { start, end }: Piece): Origin {
  return { uri, range: { start, end } };
}

function sessionOf(uri: Uri, user: AclUser): SessionFacts {
  const { name, line } = user;
  const origin = originOf(uri, name);
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
    initiators: user.passwordless ? [withoutPassword(origin, name.text)] : [],
    grants: user.rights.flatMap((rights) => grantsOf(uri, rights)),
    carried: user.passwords
      .filter(({ text }) => text.startsWith('>') && !isPlaceholder(text.slice(1)))
      .map((at) => password(uri, name.text, at)),
  };
}

/** A new connection is the user `default` until it logs in. */
function withoutPassword(origin: Origin, name: string): Initiator {
  const isDefault = name === 'default';
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
  const origin = originOf(uri, at);
  return {
    key: `redis:password/${user}`,
    kind: 'static-credential',
    name: `password of ${user}`,
    system: { kind: 'queue', name: 'Redis' },
    credential: 'password',
    lifetime: { seconds: null, basis: 'unbounded', boundBy: 'until it is changed', origin },
    alternative: 'Write its SHA-256 as `#hash`, as `ACL SAVE` does.',
    writtenOut: true,
    visibleTo: 'session',
    gates: [],
    sensitivity: [],
    origin,
    uses: [],
  };
}

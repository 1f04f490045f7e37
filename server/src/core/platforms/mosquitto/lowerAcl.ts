import { topicGrants } from '../../knowledge/brokers/mosquitto.js';
import { effortProblems } from '../../knowledge/brokers/limits.js';
import { purposesOf } from '../../knowledge/brokers/purposes.js';
import { emptySession } from '../../model/emptySession.js';
import type { FactProblem, FileFacts, Grant, Initiator, SessionFacts } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import { originOfPiece } from '../../model/origin.js';
import { Effort } from '../../patterns/effort.js';
import { HeadIndex, headOf } from '../../patterns/headIndex.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import { textOf } from '../../syntax/syntaxTree.js';
import type { Piece } from '../../text/lines.js';
import { baseName } from '../../text/uri.js';
import type { Uri } from '../../text/uri.js';
import type { AclFile, TopicLine, UserBlock } from './aclFile.js';
import { readAclFile } from './aclFile.js';
import { quoted } from '../../text/quoted.js';

/** The session of clients that give no name. */
const NAMELESS = 'user:anonymous';

/** More lines of patterns than that, each counted for each user, are not told. */
const MOST_FILLED = 10_000;

interface Reading {
  readonly uri: Uri;
  readonly effort: Effort;
  /** How many lines of patterns may still be told of users; below zero once some were left out. */
  left: number;
}

/** The users of an ACL file, clients without a name, and everybody, with the topics of each. */
export function lowerAcl(uri: Uri, tree: SyntaxTree): FileFacts {
  const reading: Reading = { uri, effort: new Effort(), left: MOST_FILLED };
  const acl = readAclFile(textOf(tree.documents[0]) ?? '');
  const sessions = [
    ...joined(acl.blocks).flatMap((block) => sessionOf(reading, acl, block) ?? []),
    ...everyone(reading, acl),
  ];
  return {
    uri,
    platform: 'mosquitto',
    title: baseName(uri),
    complete: tree.complete,
    broker: {
      kind: 'mosquitto-acl',
      ...(sessions.some(({ localId }) => localId === NAMELESS) ? { localId: NAMELESS } : {}),
    },
    problems: [
      ...acl.refused.map((line) => refusal(uri, line)),
      ...leftOut(reading, acl),
      ...effortProblems(reading.effort, sessions[0]?.origin),
    ],
    sessions,
    definitions: sessions.map(({ subject, origin }) => ({
      space: 'identity',
      key: `mosquitto:user/${subject['user'] ?? ''}`,
      origin,
    })),
    notes: [],
  };
}

function refusal(uri: Uri, line: Piece): FactProblem {
  return {
    message: `Mosquitto does not know the line ${quoted(line.text.trim().slice(0, 60))}: write \`topic read orders/#\`, \`pattern write devices/%u\` or \`user NAME\`.`,
    origin: originOfPiece(uri, line),
    severity: 'warning',
    kind: 'shape',
  };
}

/** The lines of a user that is named twice count together. */
function joined(blocks: readonly UserBlock[]): readonly UserBlock[] {
  const byName = new Map<string | undefined, UserBlock>();
  for (const block of blocks) {
    const known = byName.get(block.name?.text);
    const topics = [...(known?.topics ?? []), ...block.topics];
    byName.set(block.name?.text, { name: known?.name ?? block.name, topics });
  }
  return [...byName.values()];
}

/** Says that what patterns open to some users is not told. */
function leftOut({ uri, left }: Reading, { patterns: [first] }: AclFile): readonly FactProblem[] {
  if (left >= 0 || first === undefined) return [];
  return [
    {
      message:
        'This file has more patterns for more users than are told: what they open to some of them is not known.',
      origin: originOfPiece(uri, first.line),
      severity: 'information',
      kind: 'limit',
    },
  ];
}

function sessionOf(reading: Reading, acl: AclFile, { name, topics }: UserBlock): SessionFacts | undefined {
  const place = name ?? topics[0]?.line;
  if (place === undefined) return undefined;
  const { uri } = reading;
  const user = name?.text ?? 'anonymous';
  const origin = originOfPiece(uri, place);
  reading.left -= acl.patterns.length;
  const isLeftOut = acl.patterns.length > 0 && reading.left < 0;
  const filled = isLeftOut ? [] : patternsFor(acl, name?.text);
  const end = Math.max(place.end, ...topics.map(({ line }) => line.end));
  return {
    ...emptySession(origin, { start: place.start, end }),
    ...credentialOf(origin, user),
    localId: `user:${user}`,
    noun: name === undefined ? 'client without a name' : 'Mosquitto user',
    initiators: name === undefined ? [anonymous(origin)] : [],
    grants: grantsOf(reading, topics, filled),
    ...(isLeftOut
      ? {
          unknowns: [
            {
              what: 'what the patterns of the file open to it',
              why: 'there are too many for too many users',
              origin,
            },
          ],
        }
      : {}),
  };
}

function credentialOf(
  origin: Origin,
  user: string,
): Pick<
  SessionFacts,
  'kind' | 'name' | 'label' | 'credential' | 'subject' | 'role' | 'purposes' | 'lifetime'
> {
  return {
    kind: 'broker-user',
    name: user,
    label: user,
    credential: `Mosquitto user ${user}`,
    subject: { user },
    role: 'acted-as',
    purposes: purposesOf(user, origin),
    lifetime: { seconds: null, basis: 'unbounded', boundBy: 'until its password is changed', origin },
  };
}

function anonymous(origin: Origin): Initiator {
  return {
    id: 'anonymous',
    event: 'connection without a name',
    actor: 'anyone',
    who: 'anyone who reaches the broker, where it lets clients in without a name',
    remark: 'Mosquitto does so only with `allow_anonymous true`, or with nothing but a local listener.',
    conditions: [],
    withholds: [],
    certainty: 'platform-default',
    origin,
    source: 'https://mosquitto.org/man/mosquitto-conf-5.html',
  };
}

/** The label of whoever logs in with a name that the file does not hold. */
const ANY_USER = 'any other user';

/** What patterns open for whoever logs in, beside the users that are named. */
function everyone(reading: Reading, { patterns }: AclFile): readonly SessionFacts[] {
  const [first] = patterns;
  if (first === undefined) return [];
  const origin = originOfPiece(reading.uri, first.line);
  return [
    {
      ...emptySession(origin, { start: first.line.start, end: first.line.end }),
      ...credentialOf(origin, ANY_USER),
      localId: 'patterns',
      noun: 'Mosquitto user',
      grants: grantsOf(
        reading,
        [],
        patterns.map((line) => filled(line, '+')),
      ),
    },
  ];
}

/** A line with the topic filter that it comes to for one user. */
interface Filled {
  readonly line: TopicLine;
  readonly filter: string;
  /** Whether the filter holds names of the user or client alone. */
  readonly own: boolean;
}

/** The patterns as they count for a user; one with `%u` does not for a client without a name. */
function patternsFor({ patterns }: AclFile, user: string | undefined): readonly Filled[] {
  return patterns
    .filter(({ topic }) => user !== undefined || !topic.text.includes('%u'))
    .map((line) => filled(line, user ?? ''));
}

/** The client identifier is the client's own choice, so `%c` can be any. */
function filled(line: TopicLine, user: string): Filled {
  const filter = line.topic.text
    .split('/')
    .map((level) => (level.includes('%c') ? '+' : level.replaceAll('%u', () => user)))
    .join('/');
  return { line, filter, own: /%[uc]/u.test(line.topic.text) };
}

/**
 * The user's own lines come first, those that deny before those that grant; then the patterns, in the same way. What the
 * own lines grant no pattern takes away.
 */
function grantsOf(
  reading: Reading,
  topics: readonly TopicLine[],
  patterns: readonly Filled[],
): readonly Grant[] {
  const own = topics.map((line): Filled => ({ line, filter: line.topic.text, own: false }));
  const denied = (lines: readonly Filled[]): readonly Filled[] =>
    lines.filter(({ line }) => line.access === 'deny');
  const ofOwn = deniedBy(denied(own));
  const ofAll = deniedBy([...denied(own), ...denied(patterns)]);
  return [
    ...own.flatMap((one) => lineGrants(reading, one, ofOwn(one))),
    ...patterns.flatMap((one) => lineGrants(reading, one, ofAll(one))),
  ];
}

/** The filters that may keep topics out of one. */
function deniedBy(lines: readonly Filled[]): (one: Filled) => readonly string[] {
  const index = new HeadIndex(lines, ({ filter }) => [topicHead(filter)]);
  return ({ filter }) => index.near([topicHead(filter)]).map((line) => line.filter);
}

/** What all topics begin with that a filter stands for: `a/#` is `a` too. */
function topicHead(filter: string): string {
  return headOf(filter, /[+#]/u).replace(/\/$/u, '');
}

function lineGrants(
  { uri, effort }: Reading,
  { line, filter, own }: Filled,
  except: readonly string[],
): readonly Grant[] {
  const text = {
    filter,
    own,
    written: line.topic.text,
    except,
    effort,
    origin: originOfPiece(uri, line.topic),
  };
  const reads = line.access === 'read' || line.access === 'readwrite';
  const writes = line.access === 'write' || line.access === 'readwrite';
  return [
    ...(reads ? topicGrants({ ...text, flow: 'consume' }) : []),
    ...(writes ? topicGrants({ ...text, flow: 'publish' }) : []),
  ];
}

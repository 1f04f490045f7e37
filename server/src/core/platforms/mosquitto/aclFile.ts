import type { Piece } from '../../text/lines.js';
import { linesOf, wordsOf } from '../../text/lines.js';

/** How a line opens a topic. */
export type TopicAccess = 'read' | 'write' | 'readwrite' | 'deny';

/** A line `topic …` or `pattern …`. */
export interface TopicLine {
  readonly access: TopicAccess;
  /** The text that names the access; absent where the default counts. */
  readonly accessAt: Piece | undefined;
  readonly topic: Piece;
  readonly line: Piece;
}

/** The lines of one user; of clients without a name where `name` is undefined. */
export interface UserBlock {
  readonly name: Piece | undefined;
  readonly topics: readonly TopicLine[];
}

/** What an ACL file says. */
export interface AclFile {
  readonly blocks: readonly UserBlock[];
  /** Lines that count for every user and client. */
  readonly patterns: readonly TopicLine[];
  /** Lines that the broker refuses. */
  readonly refused: readonly Piece[];
}

const ACCESS: ReadonlySet<string> = new Set(['read', 'write', 'readwrite', 'deny']);

/**
 * Reads an ACL file as the broker does. The topics before the first `user` are those of clients that log in without a
 * name; a pattern counts for all, wherever it stands.
 * https://mosquitto.org/man/mosquitto-conf-5.html (acl_file),
 * https://github.com/eclipse-mosquitto/mosquitto/blob/v2.0.21/src/security_default.c (aclfile__parse)
 */
export function readAclFile(text: string): AclFile {
  const blocks: { name: Piece | undefined; topics: TopicLine[] }[] = [{ name: undefined, topics: [] }];
  const patterns: TopicLine[] = [];
  const refused: Piece[] = [];
  for (const line of linesOf(text)) {
    // A comment starts in the first column only, and only blanks keep words apart: a tab does not.
    const [keyword, ...rest] = wordsOf(withoutEnd(line), / /u);
    if (keyword === undefined || line.text.startsWith('#')) continue;
    if (keyword.text === 'user' && rest.length > 0) {
      blocks.push({ name: span(line, rest), topics: [] });
      continue;
    }
    const topic = topicLine(line, rest);
    if (topic === undefined || (keyword.text !== 'topic' && keyword.text !== 'pattern')) refused.push(line);
    else if (keyword.text === 'pattern') patterns.push(topic);
    else blocks.at(-1)?.topics.push(topic);
  }
  return { blocks, patterns, refused };
}

function withoutEnd(line: Piece): Piece {
  const text = line.text.trimEnd();
  return { text, start: line.start, end: line.start + text.length };
}

/** The topic is the rest of the line and may hold blanks, but then the access must be written. */
function topicLine(line: Piece, rest: readonly Piece[]): TopicLine | undefined {
  const [first, ...others] = rest;
  if (first === undefined) return undefined;
  const topic = others.length === 0 ? first : span(line, others);
  if (!isFilter(topic.text)) return undefined;
  if (others.length === 0) return { access: 'readwrite', accessAt: undefined, topic, line };
  if (!ACCESS.has(first.text)) return undefined;
  return { access: first.text as TopicAccess, accessAt: first, topic, line };
}

/** `+` stands alone on its level, and `#` alone on the last one. */
function isFilter(topic: string): boolean {
  const levels = topic.split('/');
  return levels.every(
    (level, index) => level === '+' || (level === '#' && index === levels.length - 1) || !/[+#]/u.test(level),
  );
}

/** From the first of the words to the last, with the blanks between. */
function span(line: Piece, words: readonly Piece[]): Piece {
  const start = words[0]?.start ?? line.start;
  const end = words.at(-1)?.end ?? line.end;
  return { text: line.text.slice(start - line.start, end - line.start), start, end };
}

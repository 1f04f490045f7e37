import type { Destination, DestinationSyntax } from '../model/breadth.js';
import type { Language } from './language.js';
import { contains, covers, isEverything, literal, matched, overlap, searched, without } from './language.js';

/**
 * Whether two grants can meet at one destination: a name that both patterns accept. Undefined where that cannot be
 * decided. Decided by the languages of the patterns, however they are written.
 */
export function destinationsMeet(a: Destination, b: Destination): boolean | undefined {
  const answers = [a, ...(a.also ?? [])].flatMap((one) =>
    [b, ...(b.also ?? [])].map((other) => patternsMeet(one, other)),
  );
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

function patternsMeet(a: Destination, b: Destination): boolean | undefined {
  if (a.space !== b.space) return false;
  const keptOut = (a.except ?? []).length + (b.except ?? []).length > 0;
  if (!keptOut && a.syntax === b.syntax && a.pattern === b.pattern) return true;
  return overlap(languageOf(a), languageOf(b));
}

/** Whether a name is among those that the pattern accepts; undefined where that cannot be decided. */
export function accepts(destination: Destination, name: string): boolean | undefined {
  return contains(languageOf(destination), name);
}

/** Those of many names that the pattern is known to accept. */
export function acceptedOf(destination: Destination, names: readonly string[]): readonly string[] {
  const language = languageOf(destination);
  return names.filter((name) => contains(language, name) === true);
}

/** Whether the first pattern accepts all that the second does; undefined where that cannot be decided. */
export function destinationCovers(a: Destination, b: Destination): boolean | undefined {
  return a.space === b.space && covers(languageOf(a), languageOf(b));
}

/** Whether the pattern accepts every name that a destination can have. */
export function isEveryDestination(destination: Destination): boolean | undefined {
  const { syntax, pattern, except } = destination;
  if ((except ?? []).length > 0) return false;
  // A subject or topic has at least one part, so these accept all names without being every text.
  if (syntax === 'nats') return pattern === '>';
  if (syntax === 'mqtt') return pattern === '#' || pattern === '+/#';
  return isEverything(languageOf(destination));
}

/** The names that a pattern accepts, without those that are kept out again. */
export function languageOf({ syntax, pattern, except = [] }: Destination): Language {
  return except.reduce<Language>(
    (language, text) => without(language, languageOfPattern(syntax, text)),
    languageOfPattern(syntax, pattern),
  );
}

function languageOfPattern(syntax: DestinationSyntax, pattern: string): Language {
  switch (syntax) {
    case 'literal':
      return matched(literal(pattern));
    case 'prefix':
      return matched(`${literal(pattern)}[^]*`);
    case 'glob':
      return matched(globSource(pattern));
    case 'regex':
      return searched(pattern);
    case 'nats':
      return matched(natsSource(pattern));
    case 'mqtt':
      return matched(mqttSource(pattern));
  }
}

/** `*` is any text, `?` any character, as IAM and Redis have it; a class in brackets as Redis has it. */
function globSource(pattern: string): string {
  return pattern.replace(/\\[^]|\[[^\]]*\]|[^]/gu, (part) => {
    if (part === '*') return '[^]*';
    if (part === '?') return '[^]';
    if (part.startsWith('[')) return part;
    return literal(part.startsWith('\\') ? part.slice(1) : part);
  });
}

/**
 * `*` is one token, `>` at the end one or more.
 * https://docs.nats.io/nats-concepts/subjects#wildcards
 */
function natsSource(pattern: string): string {
  const tokens = pattern.split('.');
  return tokens
    .map((token, index) => {
      if (token === '>' && index === tokens.length - 1) return '[^.]+(?:[.][^.]+)*';
      return token === '*' ? '[^.]+' : literal(token);
    })
    .join('[.]');
}

/**
 * `+` is one level, which may be empty; `#` at the end is the level above and all below.
 * https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901242
 */
function mqttSource(pattern: string): string {
  const levels = pattern.split('/');
  if (levels.length === 1 && levels[0] === '#') return '[^]*';
  const isTree = levels.at(-1) === '#';
  const own = (isTree ? levels.slice(0, -1) : levels).map((level) =>
    level === '+' ? '[^/]*' : literal(level),
  );
  return own.join('[/]') + (isTree ? '(?:[/][^]*)?' : '');
}

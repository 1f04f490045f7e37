import type { Destination, DestinationSyntax } from '../model/breadth.js';
import type { Glob } from './globs.js';
import {
  globMatches,
  globsAreEverything,
  globsMeet,
  literalGlob,
  prefixGlob,
  regexGlobs,
  starGlob,
} from './globs.js';
import { headOf } from './headIndex.js';
import type { Language } from './language.js';
import { contains, covers, isEverything, literal, matched, overlap, searched, without } from './language.js';
import { remembered } from './remembered.js';
import type { TokenSyntax } from './tokens.js';
import { MQTT_TOKENS, NATS_TOKENS, tokensAccept, tokensMeet } from './tokens.js';

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
  const direct = directlyMeet(a, b);
  if (direct === false) return false;
  const kept = [...concerning(a, b), ...concerning(b, a)];
  if (direct === true && kept.length === 0) return true;
  return overlap(languageOf(a), languageOf(b));
}

/** The destination with only that kept out of it which would be in it. */
export function withoutNeedless(destination: Destination): Destination {
  const { space, syntax, pattern, also } = destination;
  const except = concerning(destination, destination);
  return {
    space,
    syntax,
    pattern,
    ...(also === undefined ? {} : { also }),
    ...(except.length === 0 ? {} : { except }),
  };
}

/** What is kept out of one that the other could reach: what is not in both takes nothing away. */
function concerning(a: Destination, b: Destination): readonly string[] {
  return (a.except ?? []).filter((text) => {
    const denied: Destination = { space: a.space, syntax: a.syntax, pattern: text };
    return directlyMeet(denied, a) !== false && directlyMeet(denied, b) !== false;
  });
}

/** The same for the patterns alone, where that can be told without an automaton. */
function directlyMeet(a: Destination, b: Destination): boolean | undefined {
  const x = shapeOf(a);
  const y = shapeOf(b);
  if (x?.kind === 'globs' && y?.kind === 'globs') {
    return x.globs.some((one) => y.globs.some((other) => globsMeet(one, other)));
  }
  if (x?.kind === 'tokens' && y?.kind === 'tokens') {
    return x.syntax === y.syntax ? tokensMeet(a.pattern, b.pattern, x.syntax) : undefined;
  }
  if (x?.kind === 'tokens' && b.syntax === 'literal') return tokensAccept(a.pattern, b.pattern, x.syntax);
  if (y?.kind === 'tokens' && a.syntax === 'literal') return tokensAccept(b.pattern, a.pattern, y.syntax);
  if (b.syntax === 'literal') return contains(languageOfPattern(a.syntax, a.pattern), b.pattern);
  if (a.syntax === 'literal') return contains(languageOfPattern(b.syntax, b.pattern), a.pattern);
  return undefined;
}

/** Whether a name is among those that the pattern accepts; undefined where that cannot be decided. */
export function accepts(destination: Destination, name: string): boolean | undefined {
  return destinationsMeet(
    { ...destination, also: [] },
    { space: destination.space, syntax: 'literal', pattern: name },
  );
}

/** What all names of a destination begin with, its space before it: what cannot meet is told apart by that alone. */
export function destinationHeads(destination: Destination): readonly string[] {
  return [destination, ...(destination.also ?? [])].map(
    ({ space, syntax, pattern }) => `${space}\n${headOf(pattern, SIGNS[syntax])}`,
  );
}

/** Where a pattern begins to stand for more than its own text; in an expression that may be anywhere. */
const SIGNS: Readonly<Record<DestinationSyntax, RegExp>> = {
  literal: /(?!)/u,
  prefix: /(?!)/u,
  glob: /[*?[\\]/u,
  regex: /^/u,
  nats: /[*>]/u,
  mqtt: /\/?[+#]/u,
};

/** Those of many names that the pattern is known to accept. */
export function acceptedOf(destination: Destination, names: readonly string[]): readonly string[] {
  const shape = shapeOf(destination);
  if (shape?.kind === 'globs' && (destination.except ?? []).length === 0) {
    return names.filter((name) => shape.globs.some((glob) => globMatches(glob, name)));
  }
  const language = languageOf(destination);
  return names.filter((name) => contains(language, name) === true);
}

/** Whether the first pattern accepts all that the second does; undefined where that cannot be decided. */
export function destinationCovers(a: Destination, b: Destination): boolean | undefined {
  if (a.space !== b.space) return false;
  if (b.syntax === 'literal') return accepts(a, b.pattern);
  if (directlyMeet(a, b) === false) return false;
  return covers(languageOf(a), languageOf(b));
}

/** Whether the pattern accepts every name that a destination can have. */
export function isEveryDestination(destination: Destination): boolean | undefined {
  const { syntax, pattern, except } = destination;
  if ((except ?? []).length > 0) return false;
  // A subject or topic has at least one part, so these accept all names without being every text.
  if (syntax === 'nats') return pattern === '>';
  if (syntax === 'mqtt') return pattern === '#' || pattern === '+/#';
  const shape = shapeOf(destination);
  return shape?.kind === 'globs' ? globsAreEverything(shape.globs) : isEverything(languageOf(destination));
}

/** Whether all that is asked of a pattern can be told without an automaton, which takes long. */
export function isPlain(destination: Destination): boolean {
  return shapeOf(destination) !== undefined && concerning(destination, destination).length === 0;
}

/** A destination of which nothing can be told, in the place of one that it would take too long to look at. */
export function undecided({ space }: Destination): Destination {
  return { space, syntax: 'regex', pattern: '(' };
}

/** What a pattern is where it is no more than globs or tokens. */
type Shape =
  | { readonly kind: 'globs'; readonly globs: readonly Glob[] }
  | { readonly kind: 'tokens'; readonly syntax: TokenSyntax };

function shapeOf({ syntax, pattern }: Destination): Shape | undefined {
  return SHAPES(`${syntax} ${pattern}`, () => readShape(syntax, pattern));
}

const SHAPES = remembered<Shape | undefined>(5_000);

function readShape(syntax: DestinationSyntax, pattern: string): Shape | undefined {
  switch (syntax) {
    case 'literal':
      return { kind: 'globs', globs: [literalGlob(pattern)] };
    case 'prefix':
      return { kind: 'globs', globs: [prefixGlob(pattern)] };
    case 'glob': {
      const glob = starGlob(pattern);
      return glob === undefined ? undefined : { kind: 'globs', globs: [glob] };
    }
    case 'regex': {
      const globs = regexGlobs(pattern);
      return globs === undefined ? undefined : { kind: 'globs', globs };
    }
    case 'nats':
      return { kind: 'tokens', syntax: NATS_TOKENS };
    case 'mqtt':
      return { kind: 'tokens', syntax: MQTT_TOKENS };
  }
}

/** The names that a pattern accepts, without those that are kept out again. */
export function languageOf({ syntax, pattern, except = [] }: Destination): Language {
  return LANGUAGES(JSON.stringify([syntax, pattern, except]), () =>
    except.reduce<Language>(
      (language, text) => without(language, languageOfPattern(syntax, text)),
      languageOfPattern(syntax, pattern),
    ),
  );
}

const LANGUAGES = remembered<Language>(500);

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

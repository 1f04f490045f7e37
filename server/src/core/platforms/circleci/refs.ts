import { contains, literal, matched } from '../../patterns/language.js';
import type { Glob } from '../../patterns/globs.js';
import { globMatches, globsAreEverything } from '../../patterns/globs.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get } from '../../syntax/syntaxTree.js';
import type { Truth, Value } from './evaluate.js';
import { isAmong, textGlobs, wholeGlobs } from './evaluate.js';
import type { Expr } from './expressions.js';
import { partsOf, readCondition } from './expressions.js';
import { scalarsOf } from './reading.js';
import type { Bindings } from './values.js';
import { expandText, isOpen } from './values.js';

/** A name of a branch or tag in a filter, or a pattern of names. */
interface Specifier {
  /** As readers know it: `main`, `release/*`, `/v[0-9]+/`. */
  readonly text: string;
  /** With `*` for what is open; takes in at least what the specifier does. */
  readonly pattern: string;
  readonly isName: boolean;
  /** Set for one that only a run fills in: it may be any. */
  readonly isOpen?: true;
  /** Precisely what it takes in, where globs can say it. */
  readonly globs?: readonly Glob[];
  readonly expression?: string;
}

/** What decides whether a job runs for a branch or tag. */
export interface Filter {
  readonly only?: readonly Specifier[];
  readonly ignore?: readonly Specifier[];
}

/** A job's filters. A string is an expression in the place of both. */
export interface Filters {
  readonly branches?: Filter;
  readonly tags?: Filter;
  readonly condition?: Expr;
}

/** A branch or tag that the file tells apart, or all those that it does not. */
export interface Candidate {
  readonly kind: 'branch' | 'tag';
  readonly value: Value;
  /** As readers know it. */
  readonly text: string;
  /** With `*` for what is open. */
  readonly pattern: string;
}

/** https://circleci.com/docs/reference/configuration-reference/#jobfilters */
export function readFilters(node: SyntaxNode | undefined, bindings: Bindings = NOTHING_BOUND): Filters {
  if (node === undefined) return {};
  if (node.kind === 'scalar') return node.value === null ? {} : { condition: readCondition(node) };
  const branches = readFilter(get(node, 'branches'), bindings);
  const tags = readFilter(get(node, 'tags'), bindings);
  return {
    ...(branches === undefined ? {} : { branches }),
    ...(tags === undefined ? {} : { tags }),
  };
}

const NOTHING_BOUND: Bindings = new Map();

/** Whether a run has a say in what the filters let through. */
export function isOpenFilter({ branches, tags }: Filters): boolean {
  return [branches, tags].some((filter) =>
    [...(filter?.only ?? []), ...(filter?.ignore ?? [])].some((one) => one.isOpen === true),
  );
}

function readFilter(node: SyntaxNode | undefined, bindings: Bindings): Filter | undefined {
  if (node?.kind !== 'mapping') return undefined;
  const only = specifiers(get(node, 'only'), bindings);
  const ignore = specifiers(get(node, 'ignore'), bindings);
  return {
    ...(only.length > 0 ? { only } : {}),
    ...(ignore.length > 0 ? { ignore } : {}),
  };
}

function specifiers(node: SyntaxNode | undefined, bindings: Bindings): readonly Specifier[] {
  return scalarsOf(node).map(({ text }) => specifier(expandText(text, bindings).trim()));
}

/** Regular expressions stand between slashes, and must match the entire name. */
function specifier(text: string): Specifier {
  if (isOpen(text)) return { text, pattern: '*', isName: false, isOpen: true };
  const body = /^\/(.*)\/$/su.exec(text)?.[1];
  if (body === undefined) return { text, pattern: text, isName: true, globs: textGlobs(text) };
  return { ...patternOf(body), text: shown(body) ?? text };
}

/** A regular expression that must match the whole. */
function patternOf(body: string): Specifier {
  const bare = body.replace(/^\^/u, '').replace(/(?<!\\)\$$/u, '');
  const globs = wholeGlobs(body);
  return {
    text: shown(body) ?? `/${body}/`,
    pattern: openPattern(bare),
    isName: false,
    ...(globs === undefined ? {} : { globs }),
    expression: bare,
  };
}

/** A plain pattern as people write it in words: `release/*` for `release\/.*`. */
function shown(body: string): string | undefined {
  const bare = body.replace(/^\^/u, '').replace(/(?<!\\)\$$/u, '');
  const plain = bare.replace(/\\([/.-])/gu, '\u0000$1');
  const text = plain.replace(/(?<!\u0000)\.[*+]/gu, '*').replaceAll('\u0000', '');
  return /[()[\]{}|?+\\^$]/u.test(text) || /(?<!\u0000)\.(?![*+])/u.test(plain) ? undefined : text;
}

/** At least all that an expression takes in, as a text with `*`: its literal start, and whatever comes. */
function openPattern(bare: string): string {
  const words = shown(bare);
  if (words !== undefined) return words;
  if (hasAlternatives(bare)) return '*';
  let start = '';
  for (let at = 0; at < bare.length; at += 1) {
    const char = bare.charAt(at);
    const escaped = char === '\\' ? bare.charAt(at + 1) : undefined;
    if (escaped !== undefined && /\w/u.test(escaped)) break;
    if (escaped === undefined && /[.[({^$|*+?]/u.test(char)) break;
    const next = bare.charAt(at + (escaped === undefined ? 1 : 2));
    // What may be left out, or comes several times, is no longer a start.
    if (/[*+?{]/u.test(next)) break;
    start += escaped ?? char;
    if (escaped !== undefined) at += 1;
  }
  return `${start}*`;
}

function hasAlternatives(bare: string): boolean {
  let depth = 0;
  for (let at = 0; at < bare.length; at += 1) {
    const char = bare.charAt(at);
    if (char === '\\') at += 1;
    else if (char === '(' || char === '[') depth += 1;
    else if (char === ')' || char === ']') depth -= 1;
    else if (char === '|' && depth <= 0) return true;
  }
  return false;
}

/** Whether a filter lets a branch or tag through. */
export function passes({ only, ignore }: Filter, candidate: Candidate): Truth {
  // Where both are given, `only` counts.
  if (only !== undefined) {
    const fits = anyOf(only, candidate);
    // What two patterns have in common is told under the narrower one, which is a candidate itself.
    const open = only.some((one) => one.isOpen === true);
    return fits === 'maybe' && candidate.value.kind === 'some' && !open ? 'no' : fits;
  }
  if (ignore === undefined) return 'yes';
  const left = anyOf(ignore, candidate);
  return left === 'maybe' ? 'maybe' : left === 'yes' ? 'no' : 'yes';
}

function anyOf(those: readonly Specifier[], candidate: Candidate): Truth {
  const truths = those.map((one) => takesIn(one, candidate));
  if (truths.includes('yes')) return 'yes';
  return truths.includes('maybe') ? 'maybe' : 'no';
}

function takesIn(one: Specifier, candidate: Candidate): Truth {
  const { value, text } = candidate;
  if (one.isOpen === true) return 'maybe';
  // A pattern that several filters name is told apart once.
  if (value.kind === 'some' && (value.text === one.text || covers(one, candidate))) return 'yes';
  if (one.globs !== undefined) return isAmong(value, one.globs);
  if (value.kind !== 'known' || one.expression === undefined) {
    return value.kind === 'other' ? 'no' : 'maybe';
  }
  const known = contains(matched(one.expression), text);
  return known === undefined ? 'maybe' : known ? 'yes' : 'no';
}

/** Whether all that a pattern may stand for is among what a specifier takes in. */
function covers({ globs }: Specifier, { pattern }: Candidate): boolean {
  // A `*` of the pattern is a character like others, which nothing but a `*` takes in.
  return globs?.some((glob) => globMatches(glob, pattern)) === true;
}

const MOST = 40;

/** The branches and tags that conditions and filters tell apart, and one for all others of each kind. */
export function candidatesOf(conditions: readonly Expr[], filters: readonly Filters[]): readonly Candidate[] {
  const own = (kind: 'branches' | 'tags'): readonly Specifier[] =>
    filters.flatMap(({ [kind]: filter }) => [...(filter?.only ?? []), ...(filter?.ignore ?? [])]);
  const all = [...conditions, ...filters.flatMap(({ condition }) => condition ?? [])].flatMap(partsOf);
  return [
    ...candidates('branch', [...own('branches'), ...namedIn(all, 'pipeline.git.branch')]),
    ...candidates('tag', [...own('tags'), ...namedIn(all, 'pipeline.git.tag')]),
  ];
}

function namedIn(parts: readonly Expr[], path: string): readonly Specifier[] {
  const isPath = (part: Expr): boolean => part.op === 'path' && part.path === path;
  return parts.flatMap((part): readonly Specifier[] => {
    if (part.op === 'equal' && part.parts.some(isPath)) {
      return part.parts.flatMap((other) =>
        other.op === 'literal' && typeof other.value === 'string' && other.value !== ''
          ? [{ text: other.value, pattern: other.value, isName: true }]
          : [],
      );
    }
    if (part.op === 'matches' && isPath(part.value)) return [patternOf(part.pattern)];
    if (part.op === 'starts-with' && isPath(part.value)) {
      return [patternOf(`${literal(part.pattern)}.*`)];
    }
    return [];
  });
}

function candidates(kind: Candidate['kind'], named: readonly Specifier[]): readonly Candidate[] {
  const narrow = named.filter(
    ({ globs, isOpen: open }) => open !== true && (globs === undefined || !globsAreEverything(globs)),
  );
  const distinct = [...new Map(narrow.map((one) => [one.text, one])).values()].slice(0, MOST);
  return [
    ...distinct.map((one): Candidate => ({
      kind,
      text: one.text,
      pattern: one.pattern,
      value: one.isName
        ? { kind: 'known', value: one.text }
        : { kind: 'some', globs: one.globs, text: one.text },
    })),
    { kind, text: '*', pattern: '*', value: { kind: 'other' } },
  ];
}

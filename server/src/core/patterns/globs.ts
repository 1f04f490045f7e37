import type { AST } from '@eslint-community/regexpp';
import { RegExpParser } from '@eslint-community/regexpp';
import { plainSpelling } from './pcre.js';

/** Any text, and any character, among the code units of a glob. */
const ANY = -1;
const ONE = -2;

/** A pattern of code units, any characters and any texts: most patterns are no more than that. */
export type Glob = readonly number[];

/** More ways to read an expression than one that a person writes has. */
const MOST_GLOBS = 64;

export function literalGlob(text: string): Glob {
  return Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
}

export function prefixGlob(text: string): Glob {
  return [...literalGlob(text), ANY];
}

/** `*` is any text, `?` any character; undefined where there is more to it. */
export function starGlob(pattern: string): Glob | undefined {
  if (/[[\]\\]/u.test(pattern)) return undefined;
  return literalGlob(pattern).map((unit) => (unit === 0x2a ? ANY : unit === 0x3f ? ONE : unit));
}

/**
 * What an expression that is searched in names comes to, as globs of which one must match; undefined where it says more
 * than globs can.
 */
export function regexGlobs(expression: string): readonly Glob[] | undefined {
  const spelled = plainSpelling(expression);
  if (spelled === undefined || spelled.ignoreCase) return undefined;
  try {
    const pattern = new RegExpParser({ ecmaVersion: 2024 }).parsePattern(spelled.source);
    const globs = pattern.alternatives.map(alternativeGlobs);
    if (!globs.every((found) => found !== undefined)) return undefined;
    const all = globs.flat();
    return all.length > MOST_GLOBS ? undefined : all;
  } catch {
    return undefined;
  }
}

function alternativeGlobs({ elements }: AST.Alternative): readonly Glob[] | undefined {
  const starts = elements[0]?.type === 'Assertion' && elements[0].kind === 'start';
  const last = elements.at(-1);
  const ends = last?.type === 'Assertion' && last.kind === 'end';
  const inner = elements.slice(starts ? 1 : 0, ends && elements.length > (starts ? 1 : 0) ? -1 : undefined);
  const bodies = sequenceGlobs(inner);
  return bodies?.map((body) => [...(starts ? [] : [ANY]), ...body, ...(ends ? [] : [ANY])]);
}

function sequenceGlobs(elements: readonly AST.Element[]): readonly Glob[] | undefined {
  let globs: readonly Glob[] = [[]];
  for (const element of elements) {
    const next = elementGlobs(element);
    if (next === undefined || globs.length * next.length > MOST_GLOBS) return undefined;
    globs = globs.flatMap((glob) => next.map((part) => [...glob, ...part]));
  }
  return globs;
}

function elementGlobs(element: AST.Element): readonly Glob[] | undefined {
  switch (element.type) {
    case 'Character':
      return [[element.value]];
    case 'CharacterSet':
      return element.kind === 'any' ? [[ONE]] : undefined;
    case 'CapturingGroup':
    case 'Group': {
      const parts = element.alternatives.map(({ elements }) => sequenceGlobs(elements));
      return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
    }
    case 'Quantifier':
      return quantifiedGlobs(element);
    default:
      return undefined;
  }
}

function quantifiedGlobs({ element, min, max }: AST.Quantifier): readonly Glob[] | undefined {
  const isAny = element.type === 'CharacterSet' && element.kind === 'any';
  if (isAny && max === Infinity && min <= 1) return [min === 1 ? [ONE, ANY] : [ANY]];
  const once = min === 0 && max === 1 ? elementGlobs(element) : undefined;
  return once === undefined ? undefined : [[], ...once];
}

/** Whether a name is among those that the glob accepts. */
export function globMatches(glob: Glob, name: string): boolean {
  let at = 0;
  let start = 0;
  let star = -1;
  let from = 0;
  for (at = 0; at < name.length;) {
    const part = glob[start];
    if (part === ANY) {
      star = start;
      from = at;
      start += 1;
    } else if (part === ONE || part === name.charCodeAt(at)) {
      start += 1;
      at += 1;
    } else if (star >= 0) {
      start = star + 1;
      from += 1;
      at = from;
    } else return false;
  }
  while (glob[start] === ANY) start += 1;
  return start === glob.length;
}

/** Whether some name is accepted by both. */
export function globsMeet(a: Glob, b: Glob): boolean {
  if (clash(a, b, false) || clash(a, b, true)) return false;
  // What can be left of `b` once the first parts of `a` are read.
  let reach: readonly boolean[] = afterAny(
    b,
    Array.from({ length: b.length + 1 }, (_, at) => at === 0),
  );
  for (const part of a) {
    if (!reach.includes(true)) return false;
    reach = part === ANY ? fromFirst(reach) : afterOne(b, part, reach);
  }
  return reach[b.length] === true;
}

/** Whether the glob is over once the places that it can stand at are passed. */
function afterAny(b: Glob, reach: readonly boolean[]): readonly boolean[] {
  const next = [...reach];
  for (let at = 0; at < b.length; at += 1) if (next[at] === true && b[at] === ANY) next[at + 1] = true;
  return next;
}

/** Any text of the other glob leads from a place to every later one. */
function fromFirst(reach: readonly boolean[]): readonly boolean[] {
  const first = reach.indexOf(true);
  return reach.map((_, at) => first >= 0 && at >= first);
}

function afterOne(b: Glob, part: number, reach: readonly boolean[]): readonly boolean[] {
  const next = reach.map(() => false);
  for (let at = 0; at < b.length; at += 1) {
    if (reach[at] !== true) continue;
    const other = b[at];
    if (other === ANY) next[at] = true;
    else if (other === part || other === ONE || part === ONE) next[at + 1] = true;
  }
  return afterAny(b, next);
}

/** Whether the two differ before either has an open place, seen from the start or from the end. */
function clash(a: Glob, b: Glob, fromEnd: boolean): boolean {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const x = fromEnd ? a[a.length - 1 - index] : a[index];
    const y = fromEnd ? b[b.length - 1 - index] : b[index];
    if (x === ANY || y === ANY) return false;
    if (x !== y && x !== ONE && y !== ONE) return true;
  }
  return false;
}

/** Whether the globs together accept every name; a name has at least one character. */
export function globsAreEverything(globs: readonly Glob[]): boolean {
  // A name of characters that stand in none of them is accepted by those alone that hold no character.
  const open = globs.filter((glob) => glob.every((part) => part < 0));
  const lengths = open.map((glob) => ({
    least: glob.filter((part) => part === ONE).length,
    more: glob.includes(ANY),
  }));
  const endless = Math.min(...lengths.filter(({ more }) => more).map(({ least }) => least));
  if (endless === Infinity) return false;
  return Array.from({ length: Math.max(0, endless - 1) }, (_, index) => index + 1).every((length) =>
    lengths.some(({ least, more }) => (more ? least <= length : least === length)),
  );
}

import { UNKNOWN_PART } from '../../model/policyDocument.js';
import { remembered } from '../../patterns/remembered.js';

/** Stands for any one character. */
const ONE = -1;
/** Stands for any characters, none too. */
const RUN = -2;
const ASTERISK = 42;
const SLASH = 47;
const COLON = 58;
const QUESTION_MARK = 63;
/** Stands for any characters but one, none too: what varies in one part of an ARN. The character is subtracted. */
const RUN_WITHOUT = -1000;
/** A character that no text under comparison names. */
const OTHER = -3;

/**
 * Texts that a pattern stands for: characters by their UTF-16 code, and the two wildcards. `open` says that a part of
 * the pattern is not known; it then counts as `*`, and the pattern stands for at most these texts.
 */
export interface Wildcards {
  readonly tokens: readonly number[];
  readonly open: boolean;
  /** Set when it may stand for nothing at all, and then perhaps make what it is part of void. */
  readonly fragile?: true;
}

/** Patterns and texts that are remembered as they were read; policies ask about few of them again and again. */
const MOST_REMEMBERED = 20_000;
const rememberedWildcards = remembered<Wildcards>(MOST_REMEMBERED);
const rememberedLiterals = remembered<Wildcards>(MOST_REMEMBERED);
/** What is longer is rare, and would take the room of many. */
const LONGEST_REMEMBERED = 256;

/** Reads `*` and `?` as wildcards and everything else as itself. */
export function wildcards(text: string): Wildcards {
  return text.length > LONGEST_REMEMBERED
    ? buildWildcards(text)
    : rememberedWildcards(text, () => buildWildcards(text));
}

/** Reads a text that knows no wildcards. */
export function literal(text: string): Wildcards {
  return text.length > LONGEST_REMEMBERED
    ? build(text, asItself)
    : rememberedLiterals(text, () => build(text, asItself));
}

function buildWildcards(text: string): Wildcards {
  return build(text, (code) => (code === ASTERISK ? RUN : code === QUESTION_MARK ? ONE : code));
}

function asItself(code: number): number {
  return code;
}

const NOTHING: ReadonlySet<string> = new Set();

/**
 * ARNs in which what varies before the fifth colon (`*`, `${…}`) stays within its part: those of a kind of resource, as
 * the service reference writes them, and those that the writer of a policy will have meant.
 *
 * @param single variables, with their braces, that hold no slash
 */
export function arnPattern(text: string, single: ReadonlySet<string> = NOTHING): Wildcards {
  const tokens: number[] = [];
  let colons = 0;
  for (const piece of text.split(/(\$\{[^{}]*\}|\*)/u)) {
    if (piece === '*' || piece.startsWith('${')) {
      tokens.push(colons < 5 ? RUN_WITHOUT - COLON : single.has(piece) ? RUN_WITHOUT - SLASH : RUN);
      continue;
    }
    tokens.push(...build(piece, (code) => (code === QUESTION_MARK ? ONE : code)).tokens);
    colons += piece.split(':').length - 1;
  }
  return { tokens, open: text.includes(UNKNOWN_PART) };
}

/** Puts patterns one after the other. */
export function joined(parts: readonly Wildcards[]): Wildcards {
  return {
    tokens: canonical(parts.flatMap(({ tokens }) => tokens)),
    open: parts.some(({ open }) => open),
    ...(parts.some(({ fragile }) => fragile === true) ? { fragile: true } : {}),
  };
}

/** A pattern for everything of which it is not known what it is. */
export const UNKNOWN_TEXT: Wildcards = { tokens: [RUN], open: true };

/** No ARN, claim or action is longer (an ARN has 2,048 characters at most); what is longer is not compared. */
export const LONGEST = 4096;

function build(text: string, token: (code: number) => number): Wildcards {
  if (text.length > LONGEST) return UNKNOWN_TEXT;
  const tokens: number[] = [];
  let open = false;
  for (let at = 0; at < text.length; at++) {
    const unknown = text[at] === UNKNOWN_PART;
    open ||= unknown;
    tokens.push(unknown ? RUN : token(text.charCodeAt(at)));
  }
  return { tokens: canonical(tokens), open };
}

/** Within a run of wildcards the order says nothing: `?` first, then one `*`. */
function canonical(tokens: readonly number[]): readonly number[] {
  const result: number[] = [];
  let pending = false;
  for (const token of tokens) {
    if (token === RUN) {
      pending = true;
      continue;
    }
    if (pending && token !== ONE) {
      result.push(RUN);
      pending = false;
    }
    result.push(token);
  }
  if (pending) result.push(RUN);
  return result;
}

/** Whether the pattern stands for every text. */
export function isEverything({ tokens }: Wildcards): boolean {
  return tokens.length === 1 && tokens[0] === RUN;
}

/** Whether the pattern stands for this text. In time, the product of both lengths at most. */
export function standsFor({ tokens }: Wildcards, text: string): boolean {
  return fits(tokens, text.length, (at) => text.charCodeAt(at));
}

/** Whether tokens whose only runs are `*` fit single characters, of which `?` may be any. */
function fits(
  tokens: readonly number[],
  length: number,
  characterAt: (at: number) => number | undefined,
): boolean {
  let at = 0;
  let next = 0;
  let lastRun = -1;
  let resume = 0;
  while (at < length) {
    const token = tokens[next];
    if (token === RUN) {
      lastRun = next++;
      resume = at;
    } else if (token !== undefined && agree(token, characterAt(at))) {
      next++;
      at++;
    } else if (lastRun >= 0) {
      next = lastRun + 1;
      at = ++resume;
    } else return false;
  }
  while (tokens[next] === RUN) next++;
  return next === tokens.length;
}

/**
 * Whether what stands before the first run of both, or behind the last, already says that no text is one that both stand
 * for. Nearly all pairs that do not overlap are told apart by it.
 */
function endsDiffer(a: readonly number[], b: readonly number[]): boolean {
  const shorter = Math.min(a.length, b.length);
  let at = 0;
  for (; at < shorter; at++) {
    const left = a[at];
    const right = b[at];
    if (isRun(left) || isRun(right)) break;
    if (!agree(left, right)) return true;
  }
  // One of them is at its end: the other may only have what can be empty.
  if (at === shorter) return a.length !== b.length && !isRun(a[at]) && !isRun(b[at]);
  for (let back = 1; back <= shorter - at; back++) {
    const left = a[a.length - back];
    const right = b[b.length - back];
    if (isRun(left) || isRun(right)) return false;
    if (!agree(left, right)) return true;
  }
  return false;
}

/** Whether some text is one that both stand for. */
export function overlap(a: Wildcards, b: Wildcards): boolean {
  const rows = a.tokens;
  const columns = b.tokens;
  if (endsDiffer(rows, columns)) return false;
  if (isEverything(a) || isEverything(b) || (isPlain(rows) && isPlain(columns))) return true;
  if (isPlain(rows) && hasOnlyStars(columns)) return fitsPlain(columns, rows);
  if (isPlain(columns) && hasOnlyStars(rows)) return fitsPlain(rows, columns);
  const width = columns.length + 1;
  const reached = new Uint8Array((rows.length + 1) * width);
  reached[0] = 1;
  for (let row = 0; row <= rows.length; row++) {
    for (let column = 0; column < width; column++) {
      const here = row * width + column;
      if (reached[here] === 0) continue;
      const left = rows[row];
      const right = columns[column];
      // A run takes in what stands across from it, or ends; two single characters go together.
      if (isRun(left) || takesIn(right, left)) reached[here + width] = 1;
      if (isRun(right) || takesIn(left, right)) reached[here + 1] = 1;
      if (agree(left, right)) reached[here + width + 1] = 1;
    }
  }
  return reached[reached.length - 1] === 1;
}

function fitsPlain(tokens: readonly number[], plain: readonly number[]): boolean {
  return fits(tokens, plain.length, (at) => plain[at]);
}

/** Whether it stands for texts of one length only. */
function isPlain(tokens: readonly number[]): boolean {
  return !tokens.some(isRun);
}

function hasOnlyStars(tokens: readonly number[]): boolean {
  return tokens.every((token) => token > RUN_WITHOUT);
}

function isRun(token: number | undefined): boolean {
  return token !== undefined && (token === RUN || token <= RUN_WITHOUT);
}

function takesIn(run: number | undefined, token: number | undefined): boolean {
  if (run === undefined || token === undefined) return false;
  return run === RUN || (run <= RUN_WITHOUT && token !== RUN_WITHOUT - run);
}

function agree(a: number | undefined, b: number | undefined): boolean {
  if (a === undefined || b === undefined || isRun(a) || isRun(b)) return false;
  return a === b || a === ONE || b === ONE;
}

/** Work that is put into one question; patterns that need more are made to, and get the answer that grants nothing. */
const MOST_STATES = 20_000;

/**
 * Whether `wide` stands for every text that `narrow` stands for. Decided by language, not by text; false also for a
 * pair that is too costly to decide.
 */
export function covers(wide: Wildcards, narrow: Wildcards): boolean {
  if (isEverything(wide)) return true;
  const quick = coversByStart(wide.tokens, narrow.tokens);
  if (quick !== undefined) return quick;
  if (narrow.tokens.every((token) => token >= 0)) return fitsPlain(wide.tokens, narrow.tokens);
  const known = decided.get(wide)?.get(narrow);
  if (known !== undefined) return known;
  const result = coversByLanguage(wide, narrow);
  const ofWide = decided.get(wide) ?? new WeakMap<Wildcards, boolean>();
  decided.set(wide, ofWide.set(narrow, result));
  return result;
}

/** What was decided of two patterns before: policies hold the same few against each other. */
const decided = new WeakMap<Wildcards, WeakMap<Wildcards, boolean>>();

function coversByLanguage(wide: Wildcards, narrow: Wildcards): boolean {
  const alphabet = [...new Set(wide.tokens.filter((token) => token >= 0)), OTHER];
  const seen = new Set<string>();
  const todo: { readonly at: number; readonly places: readonly number[] }[] = [];
  const visit = (at: number, places: readonly number[]): void => {
    const key = `${at}:${places.join()}`;
    if (seen.has(key)) return;
    seen.add(key);
    todo.push({ at, places });
  };
  // Up to its first wildcard both are the same.
  const start = wide.tokens.findIndex((token) => token < 0);
  visit(start, closed(wide.tokens, [start]));
  for (let state = todo.pop(); state !== undefined; state = todo.pop()) {
    const { at, places } = state;
    if (seen.size > MOST_STATES) return false;
    const token = narrow.tokens[at];
    if (token === undefined) {
      if (!places.includes(wide.tokens.length)) return false;
      continue;
    }
    if (token === RUN) visit(at + 1, places);
    const next = token === RUN ? at : at + 1;
    for (const symbol of token >= 0 ? [token] : alphabet) visit(next, step(wide.tokens, places, symbol));
  }
  return true;
}

/**
 * What the texts before the first wildcard tell already: all of it where the wide pattern ends in its only run, and that
 * it does not cover where the narrow one has something else there, or more. Undefined where it takes a closer look.
 */
function coversByStart(wide: readonly number[], narrow: readonly number[]): boolean | undefined {
  for (const [at, token] of wide.entries()) {
    if (token < 0) return token === RUN && at === wide.length - 1 ? true : undefined;
    if (narrow[at] !== token) return false;
  }
  return narrow.length === wide.length;
}

/** The places of the pattern that may be reached with one more character. */
function step(tokens: readonly number[], places: readonly number[], symbol: number): readonly number[] {
  const next: number[] = [];
  for (const place of places) {
    const token = tokens[place];
    if (token === RUN) next.push(place);
    else if (token === ONE || token === symbol) next.push(place + 1);
  }
  return closed(tokens, next);
}

/**
 * Adds the places after runs, which may be empty, and takes away those before the last run: from there everything is
 * accepted that would have been from any of them.
 */
function closed(tokens: readonly number[], places: readonly number[]): readonly number[] {
  const all = new Set(places);
  for (const place of all) if (tokens[place] === RUN) all.add(place + 1);
  let lastRun = -1;
  for (const place of all) if (tokens[place] === RUN && place > lastRun) lastRun = place;
  return [...all].filter((place) => place >= lastRun).sort((a, b) => a - b);
}

/** Whether the pattern, with `*` and `?`, stands for the text. Regards case. */
export function patternMatches(pattern: string, text: string): boolean {
  return standsFor(wildcards(pattern), text);
}

/** Whether some text is one that both patterns stand for. */
export function patternsOverlap(a: string, b: string): boolean {
  return overlap(wildcards(a), wildcards(b));
}

/** Whether `wide` stands for every text that `narrow` stands for. */
export function patternCovers(wide: string, narrow: string): boolean {
  return covers(wildcards(wide), wildcards(narrow));
}

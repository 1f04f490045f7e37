import { Block, Placed } from '../text/block.js';
import { BuiltMapping, BuiltScalar, BuiltSequence, throughAlias } from './nodes.js';
import type {
  ParsedText,
  ScalarNode,
  ScalarStyle,
  ScalarValue,
  SyntaxEntry,
  SyntaxNode,
  SyntaxProblem,
} from './syntaxTree.js';

/**
 * Parses the configuration language of NATS: keys and values apart by `:`, `=` or white space; maps, arrays, strings
 * with and without quotes, `$name` for a value given before, `#` and `//` comments.
 * https://docs.nats.io/running-a-nats-service/configuration
 */
export function parseNats(text: string): ParsedText {
  const parser = new NatsParser(text);
  const root = parser.map(text.startsWith('\uFEFF') ? 1 : 0, undefined);
  return {
    documents: [root],
    problems: parser.problems,
    complete: parser.problems.every(({ severity }) => severity !== 'error'),
  };
}

/** The values that `$name` can stand for, innermost first. */
interface Scope {
  readonly values: Map<string, SyntaxNode>;
  readonly outer: Scope | undefined;
}

/** Deeper than any configuration; the parser recurses. */
const MAX_DEPTH = 100;

class NatsParser {
  readonly problems: SyntaxProblem[] = [];
  readonly #file = new Block(0);
  #at = 0;
  #depth = 0;
  #scope: Scope | undefined;

  constructor(readonly text: string) {}

  /** A map from `start` on: to the end of the text for the outermost, else to its closing brace. */
  map(start: number, opened: number | undefined): SyntaxNode {
    this.#at = start;
    this.#scope = { values: new Map(), outer: this.#scope };
    const entries: SyntaxEntry[] = [];
    for (;;) {
      this.#skip(/[\s,;]/u);
      if (this.#at >= this.text.length) {
        if (opened !== undefined) this.#cut('a `}` is missing', opened);
        break;
      }
      if (this.text.charAt(this.#at) === '}') {
        if (opened === undefined) this.#fail('this `}` closes nothing', this.#at);
        this.#at += 1;
        break;
      }
      const entry = this.#entry();
      if (entry === undefined) break;
      entries.push(entry);
      this.#scope.values.set(entry.key.text, entry.value);
    }
    this.#scope = this.#scope.outer;
    return new BuiltMapping(this.#place(opened ?? start, this.#at), entries, opened !== undefined);
  }

  #entry(): SyntaxEntry | undefined {
    const key = this.#key();
    if (key === undefined) return undefined;
    this.#skip(/[ \t]/u);
    if (this.text.charAt(this.#at) === ':' || this.text.charAt(this.#at) === '=') this.#at += 1;
    this.#skip(key.text === 'include' ? /[ \t]/u : /[ \t\r\n]/u);
    const value = this.#value();
    return value === undefined ? undefined : { key, value, merged: false };
  }

  #key(): ScalarNode | undefined {
    const start = this.#at;
    const quote = this.text.charAt(start);
    if (quote === '"' || quote === "'") return this.#quoted(quote);
    const bare = /^[^\s:={}[\],;#"']+/u.exec(this.text.slice(start, start + 4_000))?.[0];
    if (bare === undefined) {
      this.#fail('a key is expected', start);
      return undefined;
    }
    this.#at += bare.length;
    return this.#scalar(start, this.#at, bare, 'plain');
  }

  #value(): SyntaxNode | undefined {
    const start = this.#at;
    const first = this.text.charAt(start);
    if (first === '{' || first === '[') return this.#nested(first, start);
    if (first === '"' || first === "'") return this.#quoted(first);
    if (first === '(') return this.#block(start);
    const bare = this.#bare();
    if (bare === '') {
      this.#fail('a value is expected', start);
      return undefined;
    }
    const known = bare.startsWith('$') ? this.#lookUp(bare.slice(1)) : undefined;
    const range = new Placed(this.#file, start, this.#at);
    return known === undefined ? this.#scalar(start, this.#at, bare, 'plain') : throughAlias(known, range);
  }

  #nested(first: '{' | '[', start: number): SyntaxNode | undefined {
    if (this.#depth >= MAX_DEPTH) {
      this.#fail('it is nested too deep from here on', start);
      // What is above would begin as deep again with the next sign, and say the same of each.
      this.#at = this.text.length;
      return undefined;
    }
    this.#depth += 1;
    const node = first === '{' ? this.map(start + 1, start) : this.#list(start);
    this.#depth -= 1;
    return node;
  }

  #list(start: number): SyntaxNode {
    this.#at = start + 1;
    const items: SyntaxNode[] = [];
    for (;;) {
      this.#skip(/[\s,]/u);
      if (this.#at >= this.text.length) {
        this.#cut('a `]` is missing', start);
        break;
      }
      if (this.text.charAt(this.#at) === ']') {
        this.#at += 1;
        break;
      }
      const item = this.#value();
      if (item === undefined) break;
      items.push(item);
    }
    return new BuiltSequence(this.#place(start, this.#at), items, true);
  }

  #quoted(quote: '"' | "'"): ScalarNode {
    const start = this.#at;
    let text = '';
    for (let at = start + 1; at < this.text.length; at += 1) {
      const char = this.text.charAt(at);
      if (char === quote) {
        this.#at = at + 1;
        return this.#scalar(start, this.#at, text, quote === '"' ? 'double' : 'single');
      }
      if (quote === '"' && char === '\\') {
        at += 1;
        const escaped = this.text.charAt(at);
        text += ({ n: '\n', t: '\t', r: '\r' } as Record<string, string>)[escaped] ?? escaped;
      } else text += char;
    }
    this.#fail('the quote is not closed', start);
    this.#at = this.text.length;
    return this.#scalar(start, this.#at, text, quote === '"' ? 'double' : 'single');
  }

  /** A block string ends at a `)` that stands alone on its line. */
  #block(start: number): ScalarNode {
    const rest = this.text.slice(start + 1);
    const end = /(?:^|\n)[ \t]*\)[ \t]*(?=\r?\n|$)/u.exec(rest);
    if (end === null) this.#fail('the block is not closed', start);
    const length = end === null ? rest.length : end.index + end[0].length;
    this.#at = start + 1 + length;
    return this.#scalar(start, this.#at, rest.slice(0, end?.index ?? rest.length).trim(), 'literal');
  }

  /** A word without quotes: to the end of the line, a separator or a comment. Subjects hold `>`, `*`, `$` and dots. */
  #bare(): string {
    const rest = /^[^\r\n,;{}[\]]*/u.exec(this.text.slice(this.#at, this.#at + 4_000))?.[0] ?? '';
    const word = rest.replace(/(?:^|\s)(?:#|\/\/).*$/u, '').trimEnd();
    this.#at += word.length;
    return word;
  }

  #lookUp(name: string): SyntaxNode | undefined {
    for (let scope = this.#scope; scope !== undefined; scope = scope.outer) {
      const known = scope.values.get(name);
      if (known !== undefined) return known;
    }
    return undefined;
  }

  #skip(what: RegExp): void {
    while (this.#at < this.text.length) {
      const char = this.text.charAt(this.#at);
      if (what.test(char)) this.#at += 1;
      else if (char === '#' || this.text.startsWith('//', this.#at)) {
        const end = /[\r\n]/u.exec(this.text.slice(this.#at))?.index;
        this.#at = end === undefined ? this.text.length : this.#at + end;
        if (!what.test('\n')) return;
      } else return;
    }
  }

  #scalar(start: number, end: number, text: string, style: ScalarStyle): ScalarNode {
    const value = style === 'plain' ? (WORDS.get(text.toLowerCase()) ?? numberOf(text) ?? text) : text;
    return new BuiltScalar(this.#place(start, end), value, text, style);
  }

  #place(start: number, end: number): { written: Placed; anchors: undefined; tag: undefined } {
    return { written: new Placed(this.#file, start, end), anchors: undefined, tag: undefined };
  }

  /** Where the text ends too early, all that is open lacks its end: the innermost is told. */
  #cut(why: string, at: number): void {
    if (this.problems.length === 0) this.#fail(why, at);
  }

  #fail(why: string, at: number): void {
    const start = Math.min(at, Math.max(0, this.text.length - 1));
    this.problems.push({
      message: `This configuration cannot be read: ${why}.`,
      range: { start, end: Math.min(start + 1, this.text.length) },
      severity: 'error',
    });
    this.#at = Math.min(Math.max(this.#at, at + 1), this.text.length);
  }
}

const WORDS: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ['true', true],
  ['yes', true],
  ['on', true],
  ['false', false],
  ['no', false],
  ['off', false],
]);

function numberOf(text: string): number | undefined {
  return /^-?\d+(?:\.\d+)?$/u.test(text) ? Number(text) : undefined;
}

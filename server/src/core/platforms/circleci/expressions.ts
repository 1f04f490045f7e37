import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get } from '../../syntax/syntaxTree.js';

/** A condition of CircleCI, written as an expression or as a logic statement. */
export type Expr =
  | { readonly op: 'literal'; readonly value: string | number | boolean | null }
  | { readonly op: 'path'; readonly path: string }
  /** A regular expression that must match the whole. */
  | { readonly op: 'matches' | 'starts-with'; readonly value: Expr; readonly pattern: string }
  | { readonly op: 'equal' | 'and' | 'or'; readonly parts: readonly Expr[] }
  | { readonly op: 'not'; readonly part: Expr }
  /** What is not read. */
  | { readonly op: 'open' };

const OPEN: Expr = { op: 'open' };

/** Statements may be nested to a depth of 100: https://circleci.com/docs/reference/configuration-reference/#logic-statements */
const DEEPEST = 100;
const LONGEST = 4_000;

/** A condition as it stands under `when`, `unless`, `condition` or `filters`. */
export function readCondition(node: SyntaxNode, depth = 0): Expr {
  if (depth > DEEPEST) return OPEN;
  if (node.kind === 'scalar') {
    return typeof node.value === 'string' ? parseExpression(node.text) : { op: 'literal', value: node.value };
  }
  if (node.kind === 'sequence') return OPEN;
  const [entry] = entries(node);
  const parts = (value: SyntaxNode): readonly Expr[] =>
    value.kind === 'sequence' ? value.items.map((item) => readCondition(item, depth + 1)) : [OPEN];
  switch (entry?.key.text) {
    case 'and':
      return { op: 'and', parts: parts(entry.value) };
    case 'or':
      return { op: 'or', parts: parts(entry.value) };
    case 'not':
      return { op: 'not', part: readCondition(entry.value, depth + 1) };
    case 'equal':
      return { op: 'equal', parts: parts(entry.value) };
    case 'matches': {
      const pattern = get(entry.value, 'pattern');
      const value = get(entry.value, 'value');
      return pattern?.kind !== 'scalar' || value === undefined
        ? OPEN
        : { op: 'matches', value: readCondition(value, depth + 1), pattern: pattern.text };
    }
    default:
      return OPEN;
  }
}

/**
 * An expression such as `pipeline.git.branch == "main" and not pipeline.parameters.dry`, between `<<` and `>>` or not. A
 * text that is none is itself.
 * https://circleci.com/docs/reference/configuration-reference/#using-expressions-in-your-configuration
 */
function parseExpression(text: string): Expr {
  const trimmed = text.trim();
  if (trimmed.length > LONGEST) return OPEN;
  const inner = /^<<([\s\S]*)>>$/u.exec(trimmed)?.[1];
  // `<< a >> and << b >>` is a text with two values in it, not one expression.
  const isOne = inner !== undefined && !inner.includes('<<') && !inner.includes('>>');
  const source = isOne ? inner : trimmed;
  if (!isOne && !/\b(?:pipeline|parameters|matrix)\./u.test(source)) return { op: 'literal', value: text };
  if (!isOne && source.includes('<<')) return OPEN;
  const tokens = tokensOf(source);
  if (tokens === undefined) return OPEN;
  const parser = new Parser(tokens);
  const expression = parser.disjunction(0);
  return parser.isDone() ? expression : OPEN;
}

interface Token {
  readonly kind: 'text' | 'number' | 'word' | 'pattern' | 'sign';
  readonly text: string;
}

const TOKEN =
  /\s*(?:(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<number>-?\d+(?:\.\d+)?)(?![\w.-])|(?<pattern>\/(?:[^/\\]|\\.)+\/)|(?<word>[A-Za-z_][\w.-]*)|(?<sign>==|!=|>=|<=|[()<>]))/uy;

function tokensOf(source: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const end = source.trimEnd().length;
  // A pattern of its own: where it stands in the text is its state.
  const reader = new RegExp(TOKEN, 'uy');
  while (reader.lastIndex < end) {
    const groups = reader.exec(source)?.groups;
    if (groups === undefined) return undefined;
    const kind = (['text', 'number', 'pattern', 'word', 'sign'] as const).find(
      (name) => groups[name] !== undefined,
    );
    if (kind === undefined) return undefined;
    tokens.push({ kind, text: groups[kind] ?? '' });
  }
  return tokens;
}

/** Reads tokens by precedence: `or` below `and` below comparisons below `not`. */
class Parser {
  #at = 0;

  constructor(readonly tokens: readonly Token[]) {}

  isDone(): boolean {
    return this.#at >= this.tokens.length;
  }

  disjunction(depth: number): Expr {
    return this.#chain('or', () => this.#conjunction(depth));
  }

  #conjunction(depth: number): Expr {
    return this.#chain('and', () => this.#comparison(depth));
  }

  #chain(op: 'and' | 'or', next: () => Expr): Expr {
    const parts = [next()];
    while (this.#takes(op)) parts.push(next());
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { op, parts };
  }

  #comparison(depth: number): Expr {
    const value = this.#unary(depth);
    if (this.#takes('==')) return { op: 'equal', parts: [value, this.#unary(depth)] };
    if (this.#takes('!=')) return { op: 'not', part: { op: 'equal', parts: [value, this.#unary(depth)] } };
    if (this.#takes('starts-with')) {
      const prefix = this.#unary(depth);
      return prefix.op === 'literal' && typeof prefix.value === 'string'
        ? { op: 'starts-with', value, pattern: prefix.value }
        : OPEN;
    }
    if (this.#takes('matches')) {
      const token = this.tokens[this.#at++];
      return token?.kind === 'pattern' ? { op: 'matches', value, pattern: token.text.slice(1, -1) } : OPEN;
    }
    for (const sign of ['>=', '<=', '>', '<']) {
      if (!this.#takes(sign)) continue;
      this.#unary(depth);
      return OPEN;
    }
    return value;
  }

  #unary(depth: number): Expr {
    if (depth > DEEPEST) {
      this.#at = this.tokens.length + 1;
      return OPEN;
    }
    if (this.#takes('not')) return { op: 'not', part: this.#unary(depth + 1) };
    if (this.#takes('(')) {
      const inner = this.disjunction(depth + 1);
      return this.#takes(')') ? inner : OPEN;
    }
    return atom(this.tokens[this.#at++]);
  }

  #takes(text: string): boolean {
    const token = this.tokens[this.#at];
    if (token?.text !== text || (token.kind !== 'word' && token.kind !== 'sign')) return false;
    this.#at += 1;
    return true;
  }
}

function atom(token: Token | undefined): Expr {
  switch (token?.kind) {
    case 'text':
      return { op: 'literal', value: token.text.slice(1, -1).replace(/\\(.)/gu, '$1') };
    case 'number':
      return { op: 'literal', value: Number(token.text) };
    case 'word':
      if (token.text === 'true' || token.text === 'false') {
        return { op: 'literal', value: token.text === 'true' };
      }
      return token.text.includes('.') ? { op: 'path', path: token.text } : OPEN;
    default:
      return OPEN;
  }
}

/** Every part of an expression, itself first. */
export function partsOf(expression: Expr): readonly Expr[] {
  switch (expression.op) {
    case 'and':
    case 'or':
    case 'equal':
      return [expression, ...expression.parts.flatMap(partsOf)];
    case 'not':
      return [expression, ...partsOf(expression.part)];
    case 'matches':
    case 'starts-with':
      return [expression, ...partsOf(expression.value)];
    default:
      return [expression];
  }
}

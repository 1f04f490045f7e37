import type { Expr } from './ast.js';

type Token =
  | { readonly kind: 'value'; readonly value: Expr }
  | { readonly kind: 'operator'; readonly text: Operator }
  | { readonly kind: 'open' | 'close' };

type Operator = '==' | '!=' | '=~' | '!~' | '&&' | '||';

/**
 * The lexemes, in the order in which GitLab tries them: a pattern has at least two characters, and ends at the last `/`
 * that only flags follow before the next blank.
 * https://gitlab.com/gitlab-org/gitlab/-/tree/master/lib/gitlab/ci/pipeline/expression/lexeme
 */
const LEXEME =
  /\s*(?:(?<open>\()|(?<close>\))|\$(?<variable>\w+)|"(?<double>[^"]*)"|'(?<single>[^']*)'|\/(?<pattern>(?:[^/\n]|\\\/)+[^\\])\/(?<flags>[ismU]*)|(?<nothing>null)\b|(?<operator>==|!=|=~|!~|&&|\|\|))/uy;

/** Longer than what anybody reads; it also bounds how deep parentheses nest. */
const LONGEST = 4000;
const DEEPEST = 50;

/** The expression in a text; `undefined` for one that GitLab refuses. */
export function parseExpression(text: string): Expr | undefined {
  const tokens = text.length > LONGEST ? undefined : tokensOf(text.trim());
  if (tokens === undefined) return undefined;
  const parser = new Parser(tokens);
  const expression = parser.either(0);
  return parser.atEnd ? expression : undefined;
}

function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  const lexeme = new RegExp(LEXEME.source, LEXEME.flags);
  while (lexeme.lastIndex < text.length) {
    const groups = lexeme.exec(text)?.groups;
    if (groups === undefined) return undefined;
    tokens.push(tokenOf(groups));
  }
  return tokens;
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): Token {
  const { variable, double, single, pattern, operator } = groups;
  if (groups['open'] !== undefined) return { kind: 'open' };
  if (groups['close'] !== undefined) return { kind: 'close' };
  if (operator !== undefined) return { kind: 'operator', text: operator as Operator };
  if (variable !== undefined) return { kind: 'value', value: { kind: 'variable', name: variable } };
  if (pattern !== undefined) {
    return { kind: 'value', value: { kind: 'pattern', source: pattern, flags: groups['flags'] ?? '' } };
  }
  const written = double ?? single;
  return { kind: 'value', value: written === undefined ? { kind: 'null' } : { kind: 'text', text: written } };
}

/** `&&` binds closer than `||`, and comparisons closer than both. */
class Parser {
  #at = 0;

  constructor(readonly tokens: readonly Token[]) {}

  get atEnd(): boolean {
    return this.#at === this.tokens.length;
  }

  either(depth: number): Expr | undefined {
    let left = this.#both(depth);
    while (left !== undefined && this.#takes('||')) {
      const right = this.#both(depth);
      left = right && { kind: 'join', operator: '||', left, right };
    }
    return left;
  }

  #both(depth: number): Expr | undefined {
    let left = this.#comparison(depth);
    while (left !== undefined && this.#takes('&&')) {
      const right = this.#comparison(depth);
      left = right && { kind: 'join', operator: '&&', left, right };
    }
    return left;
  }

  #comparison(depth: number): Expr | undefined {
    const left = this.#operand(depth);
    if (left === undefined) return undefined;
    for (const operator of ['==', '!=', '=~', '!~'] as const) {
      if (!this.#takes(operator)) continue;
      const right = this.#operand(depth);
      return right && { kind: 'compare', operator, left, right };
    }
    return left;
  }

  #operand(depth: number): Expr | undefined {
    const token = this.tokens[this.#at];
    if (token?.kind === 'value') {
      this.#at++;
      return token.value;
    }
    if (token?.kind !== 'open' || depth > DEEPEST) return undefined;
    this.#at++;
    const inner = this.either(depth + 1);
    if (this.tokens[this.#at]?.kind !== 'close') return undefined;
    this.#at++;
    return inner;
  }

  #takes(text: Operator): boolean {
    const token = this.tokens[this.#at];
    if (token?.kind !== 'operator' || token.text !== text) return false;
    this.#at++;
    return true;
  }
}

import { ownOf } from '../../../collections/ownOf.js';

/** A scalar of the expression language of Azure Pipelines. */
export type Primitive = string | number | boolean | null;

/**
 * An expression: https://learn.microsoft.com/en-us/azure/devops/pipelines/process/expressions
 * A path is `variables['Build.Reason']` or `parameters.name`.
 */
export type Expr =
  | { readonly kind: 'literal'; readonly value: Primitive }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expr[] }
  | PathExpr;

/** What is read off a context, or off the result of a call. */
export interface PathExpr {
  readonly kind: 'path';
  /** Its names in lower case, a computed part as `*`; `*` first where it is read off a call. */
  readonly parts: readonly string[];
  /** What it begins with: a name as written, or a call. */
  readonly base: string | Expr;
  /** What is read off, one behind the other; `*` takes all there is. */
  readonly steps: readonly PathStep[];
}

/** An index, or `*`. */
export type PathStep = Expr | '*';

/** A path by its base and what is read off. */
export function pathOf(base: PathExpr['base'], steps: readonly PathStep[]): PathExpr {
  const parts = steps.map((step) =>
    step !== '*' && step.kind === 'literal' && typeof step.value === 'string'
      ? step.value.toLowerCase()
      : '*',
  );
  return {
    kind: 'path',
    parts: [typeof base === 'string' ? base.toLowerCase() : '*', ...parts],
    base,
    steps,
  };
}

/** Deeper than any that people write; what is nested further is not read. */
const DEPTH = 40;

/** Reads an expression without its braces; `undefined` for what is none. */
export function parseExpression(text: string): Expr | undefined {
  const parser = new Parser(tokensOf(text));
  const expression = parser.expression(0);
  return expression !== undefined && parser.atEnd() ? expression : undefined;
}

type Token =
  | { readonly kind: 'word' | 'mark'; readonly text: string }
  | { readonly kind: 'text' | 'number'; readonly text: string };

const TOKEN =
  /\s+|'(?<text>(?:[^']|'')*)'|(?<number>-?(?:\d[\w.]*|\.\d+))|(?<word>[A-Za-z_][\w-]*)|(?<mark>[()[\],.*])|(?<other>[\s\S])/gu;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const { groups } of text.matchAll(TOKEN)) {
    if (groups === undefined) continue;
    if (groups['text'] !== undefined) {
      tokens.push({ kind: 'text', text: groups['text'].replaceAll("''", "'") });
    } else if (groups['number'] !== undefined) tokens.push({ kind: 'number', text: groups['number'] });
    else if (groups['word'] !== undefined) tokens.push({ kind: 'word', text: groups['word'] });
    else if (groups['mark'] !== undefined) tokens.push({ kind: 'mark', text: groups['mark'] });
    // What is in no expression ends it: the parser stops there and gives none.
    else if (groups['other'] !== undefined) tokens.push({ kind: 'mark', text: groups['other'] });
  }
  return tokens;
}

class Parser {
  #at = 0;

  constructor(readonly tokens: readonly Token[]) {}

  atEnd(): boolean {
    return this.#at >= this.tokens.length;
  }

  expression(depth: number): Expr | undefined {
    const token = this.tokens[this.#at];
    if (token === undefined || depth > DEPTH) return undefined;
    this.#at++;
    if (token.kind === 'text') return { kind: 'literal', value: token.text };
    if (token.kind === 'number') return { kind: 'literal', value: numberOf(token.text) };
    if (token.kind !== 'word') return undefined;
    if (this.#isMark('(')) return this.#call(token.text, depth);
    const literal = ownOf(LITERALS, token.text.toLowerCase());
    if (literal !== undefined && !this.#isMark('.') && !this.#isMark('[')) {
      return { kind: 'literal', value: literal.value };
    }
    return this.#path(token.text, depth);
  }

  #call(name: string, depth: number): Expr | undefined {
    this.#at++;
    const args: Expr[] = [];
    while (!this.#isMark(')')) {
      if (args.length > 0) {
        if (!this.#isMark(',')) return undefined;
        this.#at++;
      }
      const arg = this.expression(depth + 1);
      if (arg === undefined) return undefined;
      args.push(arg);
    }
    this.#at++;
    const call: Expr = { kind: 'call', name: name.toLowerCase(), args };
    return this.#isMark('.') || this.#isMark('[') ? this.#path(call, depth) : call;
  }

  #path(base: PathExpr['base'], depth: number): Expr | undefined {
    const steps: PathStep[] = [];
    for (;;) {
      if (this.#isMark('.')) {
        const next = this.tokens[this.#at + 1];
        if (next?.kind === 'word') steps.push({ kind: 'literal', value: next.text });
        else if (next?.kind === 'mark' && next.text === '*') steps.push('*');
        else return undefined;
        this.#at += 2;
      } else if (this.#isMark('[')) {
        this.#at++;
        const index = this.#isMark('*') ? this.#all() : this.expression(depth + 1);
        if (index === undefined || !this.#isMark(']')) return undefined;
        this.#at++;
        steps.push(index);
      } else {
        return pathOf(base, steps);
      }
    }
  }

  #all(): '*' {
    this.#at++;
    return '*';
  }

  #isMark(text: string): boolean {
    const token = this.tokens[this.#at];
    return token?.kind === 'mark' && token.text === text;
  }
}

const LITERALS: Readonly<Record<string, { readonly value: Primitive } | undefined>> = {
  true: { value: true },
  false: { value: false },
  null: { value: null },
};

/** A version such as `1.2.3` compares as text. */
function numberOf(text: string): Primitive {
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

/** A path's name in a context such as `variables`; `undefined` for a path of another one. */
export function nameIn(expression: Expr, context: string): string | undefined {
  if (expression.kind !== 'path' || expression.parts[0] !== context) return undefined;
  const rest = expression.parts.slice(1);
  return rest.length === 0 ? undefined : rest.join('.');
}

/** Calls `visit` for every part that must hold for the whole to: the arguments of `and`, else the whole. */
export function eachConjunct(expression: Expr, visit: (part: Expr) => void): void {
  if (expression.kind === 'call' && expression.name === 'and') {
    for (const part of expression.args) eachConjunct(part, visit);
  } else {
    visit(expression);
  }
}

/** Whether some part of the expression fits. */
export function someExpression(expression: Expr, test: (part: Expr) => boolean): boolean {
  if (test(expression)) return true;
  return expression.kind === 'call' && expression.args.some((part) => someExpression(part, test));
}

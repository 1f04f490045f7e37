/**
 * The syntax of templates that Helm renders: https://pkg.go.dev/text/template. Offsets are those in the template's text.
 */
export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string; readonly start: number }
  | { readonly kind: 'output'; readonly pipe: Pipe; readonly start: number; readonly end: number }
  | { readonly kind: 'branches'; readonly word: 'if' | 'with'; readonly branches: readonly Branch[] }
  | {
      readonly kind: 'range';
      readonly pipe: Pipe;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    }
  | {
      readonly kind: 'template';
      readonly name: string;
      readonly pipe: Pipe | undefined;
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'jump'; readonly word: 'break' | 'continue' };

/** The last branch has no condition where it is `else`. */
export interface Branch {
  readonly pipe: Pipe | undefined;
  readonly body: readonly TemplateNode[];
}

/** `$a, $b := first | second`: each command gets the value of the one before as its last argument. */
export interface Pipe {
  readonly names: readonly string[];
  /** Whether the names are new, or get another value. */
  readonly declares: boolean;
  readonly commands: readonly (readonly Operand[])[];
}

export type Operand =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** `.a.b` of the dot (`dot`; names of variables begin with `$`), `$.a` and `$x.a` of a variable, `(pipe).a` of a value. */
  | { readonly kind: 'field'; readonly of: string | Pipe; readonly path: readonly string[] }
  | { readonly kind: 'function'; readonly name: string };

/** A file of templates: what it renders to by itself, and the templates that it defines. */
export interface ParsedTemplate {
  readonly body: readonly TemplateNode[];
  readonly defines: ReadonlyMap<string, readonly TemplateNode[]>;
  /** False where something in it cannot be read. */
  readonly complete: boolean;
}

interface Action {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

type Part = { readonly text: string; readonly start: number } | { readonly action: Action };

/** The texts between actions, and the actions, with blanks trimmed as the actions ask for. */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let from = 0;
  let trims = false;
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', from)) {
    const close = endOf(text, open + 2);
    if (close === undefined) break;
    const trimsBefore = /^-\s/u.test(text.slice(open + 2, open + 4));
    const trimsAfter = /\s-$/u.test(text.slice(close - 2, close));
    parts.push(literal(text, from, open, trims, trimsBefore));
    const inner = text.slice(open + (trimsBefore ? 3 : 2), close - (trimsAfter ? 1 : 0)).trim();
    if (!inner.startsWith('/*')) parts.push({ action: { text: inner, start: open, end: close + 2 } });
    trims = trimsAfter;
    from = close + 2;
  }
  parts.push(literal(text, from, text.length, trims, false));
  return parts;
}

function literal(text: string, from: number, to: number, trimsStart: boolean, trimsEnd: boolean): Part {
  let piece = text.slice(from, to);
  let start = from;
  if (trimsStart) {
    const trimmed = piece.trimStart();
    start += piece.length - trimmed.length;
    piece = trimmed;
  }
  return { text: trimsEnd ? piece.trimEnd() : piece, start };
}

/** Where an action closes; braces in texts and in comments do not close it. */
function endOf(text: string, from: number): number | undefined {
  if (/^-?\s*\/\*/u.test(text.slice(from, from + 8))) {
    const end = text.indexOf('*/', from);
    const close = end < 0 ? -1 : text.indexOf('}}', end);
    return close < 0 ? undefined : close;
  }
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"' || character === '`') {
      const end = quoteEnd(text, at, character);
      if (end === undefined) return undefined;
      at = end;
    } else if (character === '}' && text.charAt(at + 1) === '}') return at;
  }
  return undefined;
}

function quoteEnd(text: string, from: number, quote: string): number | undefined {
  for (let at = from + 1; at < text.length; at++) {
    if (text.charAt(at) === '\\' && quote === '"') at++;
    else if (text.charAt(at) === quote) return at;
    else if (text.charAt(at) === '\n' && quote === '"') return undefined;
  }
  return undefined;
}

/** Nested deeper than people write. */
const DEPTH = 100;

/** Reads a template; what cannot be read is left out, and said. */
export function parseTemplate(text: string): ParsedTemplate {
  const reader = new Reader(partsOf(text));
  const body = reader.list(0).nodes;
  while (!reader.done) {
    reader.complete = false;
    reader.skip();
    body.push(...reader.list(0).nodes);
  }
  return { body, defines: reader.defines, complete: reader.complete };
}

class Reader {
  readonly defines = new Map<string, readonly TemplateNode[]>();
  complete = true;
  #at = 0;

  constructor(readonly parts: readonly Part[]) {}

  get done(): boolean {
    return this.#at >= this.parts.length;
  }

  skip(): void {
    this.#at++;
  }

  /** Nodes up to an action that ends them, which is handed back: `end` or `else …`. */
  list(depth: number): { readonly nodes: TemplateNode[]; readonly ending: string } {
    const nodes: TemplateNode[] = [];
    for (let part = this.parts[this.#at]; part !== undefined; part = this.parts[this.#at]) {
      if ('text' in part) {
        this.#at++;
        if (part.text !== '') nodes.push({ kind: 'text', text: part.text, start: part.start });
        continue;
      }
      const { action } = part;
      const word = /^[a-z]+\b/u.exec(action.text)?.[0] ?? '';
      if (word === 'end' || word === 'else') return { nodes, ending: action.text };
      this.#at++;
      const node = this.#node(word, action, depth);
      if (node !== undefined) nodes.push(node);
    }
    return { nodes, ending: '' };
  }

  #node(word: string, action: Action, depth: number): TemplateNode | undefined {
    const rest = action.text.slice(word.length).trim();
    switch (word) {
      case 'if':
      case 'with':
        return { kind: 'branches', word, branches: this.#branches(rest, depth) };
      case 'range': {
        const body = this.#body(depth);
        const otherwise = body.ending.startsWith('else') ? this.#afterElse(depth) : [];
        this.#close();
        return { kind: 'range', pipe: this.#pipe(rest), body: body.nodes, otherwise };
      }
      case 'define':
      case 'block': {
        const { nodes } = this.#body(depth);
        this.#close();
        const [, name = '', argument = ''] = /^"([^"]*)"\s*([\s\S]*)$/u.exec(rest) ?? [];
        this.defines.set(name, nodes);
        if (word === 'define') return undefined;
        return { kind: 'template', name, pipe: this.#pipe(argument), start: action.start, end: action.end };
      }
      case 'template': {
        const [, name = '', argument = ''] = /^"([^"]*)"\s*([\s\S]*)$/u.exec(rest) ?? [];
        const pipe = argument === '' ? undefined : this.#pipe(argument);
        return { kind: 'template', name, pipe, start: action.start, end: action.end };
      }
      case 'break':
      case 'continue':
        return { kind: 'jump', word };
      default:
        return { kind: 'output', pipe: this.#pipe(action.text), start: action.start, end: action.end };
    }
  }

  #body(depth: number): { readonly nodes: TemplateNode[]; readonly ending: string } {
    if (depth > DEPTH) {
      this.complete = false;
      return { nodes: [], ending: '' };
    }
    return this.list(depth + 1);
  }

  #afterElse(depth: number): TemplateNode[] {
    this.#at++;
    return this.#body(depth).nodes;
  }

  #close(): void {
    const part = this.parts[this.#at];
    if (part !== undefined && 'action' in part && part.action.text === 'end') this.#at++;
    else this.complete = false;
  }

  #branches(condition: string, depth: number): readonly Branch[] {
    const branches: Branch[] = [];
    let pipe: Pipe | undefined = this.#pipe(condition);
    for (;;) {
      const { nodes, ending } = this.#body(depth);
      branches.push({ pipe, body: nodes });
      if (!ending.startsWith('else')) break;
      this.#at++;
      const [, next] = /^else\s+(?:if|with)\s+([\s\S]+)$/u.exec(ending) ?? [];
      pipe = next === undefined ? undefined : this.#pipe(next);
    }
    this.#close();
    return branches;
  }

  #pipe(text: string): Pipe {
    const pipe = parsePipe(text);
    if (pipe === undefined) this.complete = false;
    return pipe ?? NOTHING;
  }
}

const NOTHING: Pipe = { names: [], declares: false, commands: [] };

const TOKEN =
  /\s+|(?<text>"(?:[^"\\\n]|\\.)*"|`[^`]*`)|(?<char>'(?:[^'\\]|\\.)')|(?<number>[-+]?\d[\w.]*)|(?<variable>\$[\w]*)|(?<name>[A-Za-z_]\w*)|(?<mark>:=|[().|,=])|(?<other>[\s\S])/gu;

interface Token {
  readonly kind: 'text' | 'number' | 'variable' | 'name' | 'mark';
  readonly text: string;
  /** Whether a blank stands before it: ` .a` begins a field, `.a` behind something goes on with it. */
  readonly isApart: boolean;
}

function tokensOf(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  let isApart = true;
  for (const { groups = {}, 0: whole } of text.matchAll(TOKEN)) {
    const kind = (['text', 'number', 'variable', 'name', 'mark'] as const).find(
      (each) => groups[each] !== undefined,
    );
    if (kind !== undefined) tokens.push({ kind, text: whole, isApart });
    else if (groups['char'] !== undefined) {
      tokens.push({ kind: 'text', text: JSON.stringify(whole.slice(1, -1)), isApart });
    } else if (whole.trim() !== '') return undefined;
    isApart = whole.trim() === '';
  }
  return tokens;
}

function parsePipe(text: string): Pipe | undefined {
  const tokens = tokensOf(text);
  if (tokens === undefined) return undefined;
  const parser = new PipeParser(tokens);
  const pipe = parser.pipe(0);
  return parser.done ? pipe : undefined;
}

class PipeParser {
  #at = 0;

  constructor(readonly tokens: readonly Token[]) {}

  get done(): boolean {
    return this.#at >= this.tokens.length;
  }

  pipe(depth: number): Pipe | undefined {
    const names = this.#names();
    const commands: (readonly Operand[])[] = [];
    for (;;) {
      const command = this.#command(depth);
      if (command === undefined || command.length === 0) return undefined;
      commands.push(command);
      if (!this.#isMark('|')) break;
      this.#at++;
    }
    return { names: names?.names ?? [], declares: names?.declares ?? false, commands };
  }

  #names(): { readonly names: readonly string[]; readonly declares: boolean } | undefined {
    const names: string[] = [];
    for (let at = this.#at; this.tokens[at]?.kind === 'variable'; at += 2) {
      names.push(this.tokens[at]?.text ?? '');
      const next = this.tokens[at + 1]?.text;
      if (next === ':=' || next === '=') {
        this.#at = at + 2;
        return { names, declares: next === ':=' };
      }
      if (next !== ',') break;
    }
    return undefined;
  }

  #command(depth: number): readonly Operand[] | undefined {
    const operands: Operand[] = [];
    for (let token = this.tokens[this.#at]; token !== undefined; token = this.tokens[this.#at]) {
      if (token.kind === 'mark' && (token.text === '|' || token.text === ')')) break;
      const operand = this.#operand(token, depth);
      if (operand === undefined) return undefined;
      operands.push(operand);
    }
    return operands;
  }

  #operand(token: Token, depth: number): Operand | undefined {
    if (depth > DEPTH) return undefined;
    if (token.kind === 'mark') {
      if (token.text === '.') return { kind: 'field', of: 'dot', path: this.#path(true) };
      if (token.text !== '(') return undefined;
      this.#at++;
      const inner = this.pipe(depth + 1);
      if (inner === undefined || !this.#isMark(')')) return undefined;
      this.#at++;
      return { kind: 'field', of: inner, path: this.#path(false) };
    }
    this.#at++;
    switch (token.kind) {
      case 'text':
        return { kind: 'literal', value: unquoted(token.text) };
      case 'number': {
        const number = Number(token.text);
        return Number.isNaN(number) ? undefined : { kind: 'literal', value: number };
      }
      case 'variable':
        return { kind: 'field', of: token.text, path: this.#path(false) };
      case 'name': {
        const known = { true: true, false: false, nil: null }[token.text];
        return known === undefined
          ? { kind: 'function', name: token.text }
          : { kind: 'literal', value: known };
      }
    }
  }

  /** `.a.b` behind what is read; the dot alone is itself. */
  #path(isDot: boolean): readonly string[] {
    const path: string[] = [];
    let isFirst = isDot;
    while (this.#isMark('.') && (isFirst || this.tokens[this.#at]?.isApart === false)) {
      const next = this.tokens[this.#at + 1];
      if (next?.kind !== 'name' || next.isApart) {
        if (isFirst) this.#at++;
        break;
      }
      path.push(next.text);
      this.#at += 2;
      isFirst = false;
    }
    return path;
  }

  #isMark(text: string): boolean {
    const token = this.tokens[this.#at];
    return token?.kind === 'mark' && token.text === text;
  }
}

function unquoted(text: string): string {
  if (text.startsWith('`')) return text.slice(1, -1);
  return text
    .slice(1, -1)
    .replace(/\\(.)/gu, (_, character: string) => ({ n: '\n', t: '\t', r: '\r' })[character] ?? character);
}

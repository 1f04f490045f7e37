import type { Operand, ParsedTemplate, Pipe, TemplateNode } from './template.js';
import { parseTemplate } from './template.js';
import { TEXT_FUNCTIONS } from './textFunctions.js';
import { VALUE_FUNCTIONS } from './valueFunctions.js';
import type { Value } from './values.js';
import { holds, isList, isMap, printed, UNKNOWN } from './values.js';

/** A stretch of what a template renders to, with the text of the template that it comes from. */
export interface Rendered {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether it is the template's own text, letter by letter. */
  readonly isLiteral: boolean;
}

/** What charts may ask for: steps of rendering, characters, and templates within each other. */
const MOST_STEPS = 400_000;
const MOST_TEXT = 4_000_000;
const DEPTH = 60;

/** A way out of a loop. */
type Jump = 'break' | 'continue' | undefined;

interface Frame {
  readonly dot: Value;
  readonly variables: Map<string, Value>;
  readonly outer: Frame | undefined;
}

/**
 * Renders the templates of a chart as far as its files tell. What is not known, such as the version of the cluster, stays
 * an unknown part of the text; of a condition on it, the first branch is taken.
 */
export class Renderer {
  #steps = 0;
  #length = 0;
  #depth = 0;
  /** Whether something was not known, or was too much. */
  isOpen = false;

  /**
   * @param defines the named templates of all files of the chart
   * @param fileText the text of a file of the chart by its path there; undefined where it is not among those that are read
   */
  constructor(
    readonly defines: ReadonlyMap<string, readonly TemplateNode[]>,
    readonly fileText: (path: string) => string | undefined = () => undefined,
  ) {}

  render(template: ParsedTemplate, root: Value): readonly Rendered[] {
    const out: Rendered[] = [];
    this.#nodes(template.body, this.#top(root), out);
    return out;
  }

  #top(dot: Value): Frame {
    return { dot, variables: new Map([['$', dot]]), outer: undefined };
  }

  #nodes(nodes: readonly TemplateNode[], frame: Frame, out: Rendered[]): Jump {
    for (const node of nodes) {
      if (++this.#steps > MOST_STEPS || this.#length > MOST_TEXT) {
        this.isOpen = true;
        return 'break';
      }
      const jump = this.#node(node, frame, out);
      if (jump !== undefined) return jump;
    }
    return undefined;
  }

  #node(node: TemplateNode, frame: Frame, out: Rendered[]): Jump {
    switch (node.kind) {
      case 'text':
        this.#length += node.text.length;
        out.push({ text: node.text, start: node.start, end: node.start + node.text.length, isLiteral: true });
        return undefined;
      case 'output': {
        const value = this.#pipe(node.pipe, frame);
        if (node.pipe.names.length === 0) this.#put(printed(value), node, out);
        return undefined;
      }
      case 'template':
        this.#put(
          this.#named(node.name, node.pipe === undefined ? null : this.#pipe(node.pipe, frame)),
          node,
          out,
        );
        return undefined;
      case 'branches':
        return this.#branches(node, frame, out);
      case 'range':
        return this.#range(node, frame, out);
      case 'jump':
        return node.word;
    }
  }

  #put(
    text: string,
    { start, end }: { readonly start: number; readonly end: number },
    out: Rendered[],
  ): void {
    this.#length += text.length;
    if (text !== '') out.push({ text, start, end, isLiteral: false });
  }

  #branches(node: Extract<TemplateNode, { kind: 'branches' }>, frame: Frame, out: Rendered[]): Jump {
    for (const { pipe, body } of node.branches) {
      const inner: Frame = { dot: frame.dot, variables: new Map(), outer: frame };
      if (pipe === undefined) return this.#nodes(body, inner, out);
      const value = this.#pipe(pipe, inner);
      const truth = holds(value);
      if (truth === undefined) this.isOpen = true;
      if (truth === false) continue;
      return this.#nodes(body, node.word === 'with' ? { ...inner, dot: value } : inner, out);
    }
    return undefined;
  }

  #range(node: Extract<TemplateNode, { kind: 'range' }>, frame: Frame, out: Rendered[]): Jump {
    const { names } = node.pipe;
    const list = this.#pipe({ ...node.pipe, names: [] }, frame);
    if (list === UNKNOWN) this.isOpen = true;
    const rounds = roundsOf(list);
    if (rounds.length === 0) {
      return this.#nodes(node.otherwise, { dot: frame.dot, variables: new Map(), outer: frame }, out);
    }
    for (const [key, value] of rounds) {
      const [first, second] = names;
      const variables = new Map<string, Value>();
      if (second !== undefined && first !== undefined) variables.set(first, key).set(second, value);
      else if (first !== undefined) variables.set(first, value);
      if (this.#nodes(node.body, { dot: value, variables, outer: frame }, out) === 'break') break;
    }
    return undefined;
  }

  #named(name: string, dot: Value): string {
    const body = this.defines.get(name);
    if (body === undefined || this.#depth >= DEPTH) {
      this.isOpen = true;
      return printed(UNKNOWN);
    }
    this.#depth++;
    const out: Rendered[] = [];
    this.#nodes(body, this.#top(dot), out);
    this.#depth--;
    return out.map(({ text }) => text).join('');
  }

  #pipe({ names, declares, commands }: Pipe, frame: Frame): Value {
    let value: Value | undefined;
    for (const [index, command] of commands.entries()) {
      value = this.#command(command, frame, index === 0 ? [] : [value ?? null]);
    }
    const result = value ?? null;
    for (const name of names) assign(frame, name, result, declares);
    return result;
  }

  #command(command: readonly Operand[], frame: Frame, piped: readonly Value[]): Value {
    const [head, ...rest] = command;
    if (head === undefined || ++this.#steps > MOST_STEPS) return UNKNOWN;
    if (head.kind === 'function') return this.#call(head.name, rest, frame, piped);
    if (head.kind === 'field' && isFileText(head)) {
      const path = [...rest.map((operand) => this.#operand(operand, frame)), ...piped][0];
      return (typeof path === 'string' ? this.fileText(path) : undefined) ?? this.#unknown();
    }
    const value = this.#operand(head, frame);
    // A method, such as `.Capabilities.APIVersions.Has`: of what only a cluster or an installation knows.
    return rest.length + piped.length > 0 ? this.#unknown() : value;
  }

  #operand(operand: Operand, frame: Frame): Value {
    switch (operand.kind) {
      case 'literal':
        return operand.value;
      case 'function':
        return this.#call(operand.name, [], frame, []);
      case 'field': {
        const { of, path } = operand;
        let value =
          of === 'dot' ? frame.dot : typeof of === 'string' ? variable(frame, of) : this.#pipe(of, frame);
        for (const key of path) value = field(value, key);
        return value;
      }
    }
  }

  #call(name: string, operands: readonly Operand[], frame: Frame, piped: readonly Value[]): Value {
    // Both stop at what decides: what comes behind may not be there.
    if (name === 'and' || name === 'or') {
      for (const operand of operands) {
        const value = this.#operand(operand, frame);
        if (holds(value) === (name === 'or')) return value;
      }
    }
    const args = [...operands.map((operand) => this.#operand(operand, frame)), ...piped];
    if (name === 'include') return this.#named(printed(args[0] ?? ''), args[1] ?? null);
    if (name === 'tpl') return this.#tpl(args[0] ?? '', args[1] ?? null);
    const known = Object.hasOwn(VALUE_FUNCTIONS, name)
      ? VALUE_FUNCTIONS[name]
      : Object.hasOwn(TEXT_FUNCTIONS, name)
        ? TEXT_FUNCTIONS[name]
        : undefined;
    return known?.(args) ?? this.#unknown();
  }

  #unknown(): Value {
    this.isOpen = true;
    return UNKNOWN;
  }

  #tpl(text: Value, dot: Value): Value {
    if (typeof text !== 'string' || !text.includes('{{')) return text;
    if (this.#depth >= DEPTH) return this.#unknown();
    this.#depth++;
    const out: Rendered[] = [];
    this.#nodes(parseTemplate(text).body, this.#top(dot), out);
    this.#depth--;
    return out.map((each) => each.text).join('');
  }
}

function roundsOf(list: Value): readonly (readonly [Value, Value])[] {
  if (list === UNKNOWN) return [[UNKNOWN, UNKNOWN]];
  if (isMap(list)) return [...list].sort(([a], [b]) => (a < b ? -1 : 1));
  if (isList(list)) return list.map((item, index) => [index, item]);
  return typeof list === 'number'
    ? Array.from({ length: Math.min(Math.max(0, list), 2_000) }, (_, at) => [at, at])
    : [];
}

/**
 * Whether a method gives the text of a file of the chart: `.Files.Get`, of the chart itself or over `$`.
 * https://helm.sh/docs/chart_template_guide/accessing_files/
 */
function isFileText({ path }: Extract<Operand, { kind: 'field' }>): boolean {
  return path.length === 2 && path[0] === 'Files' && path[1] === 'Get';
}

function field(value: Value, key: string): Value {
  if (value === UNKNOWN) return UNKNOWN;
  return isMap(value) ? (value.get(key) ?? null) : null;
}

function variable(frame: Frame, name: string): Value {
  for (let at: Frame | undefined = frame; at !== undefined; at = at.outer) {
    const found = at.variables.get(name);
    if (found !== undefined) return found;
  }
  return null;
}

function assign(frame: Frame, name: string, value: Value, declares: boolean): void {
  if (!declares) {
    for (let at: Frame | undefined = frame; at !== undefined; at = at.outer) {
      if (!at.variables.has(name)) continue;
      at.variables.set(name, value);
      return;
    }
  }
  frame.variables.set(name, value);
}

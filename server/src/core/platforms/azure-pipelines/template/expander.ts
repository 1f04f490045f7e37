import type { MappingNode, ScalarNode, SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { parseExpression } from '../expressions/ast.js';
import { printExpression } from '../expressions/print.js';
import { Branches } from './branches.js';
import type { Context } from './context.js';
import { withLoop } from './context.js';
import type { Data } from './data.js';
import { dataOf, openData, textWith } from './data.js';
import type { Directive } from './directives.js';
import { directiveOf } from './directives.js';
import type { MadeNodes } from './made.js';
import { reduce } from './reduce.js';
import { segmentsOf, wholeExpression } from './segments.js';

/** Lists that may name templates. */
const LISTS: ReadonlySet<string> = new Set(['steps', 'jobs', 'stages', 'phases', 'variables']);

/** Deeper than people nest. */
const DEPTH = 120;

/** Takes in the template that an item of a list names; `undefined` where the item is to stay. */
export type TakeIn = (item: MappingNode, list: string, context: Context) => readonly SyntaxNode[] | undefined;

/** What the expander asks of whoever knows the files. */
interface Around {
  readonly made: MadeNodes;
  /** The outermost context, for what is worked out already and stands in this file. */
  readonly outermost: (node: SyntaxNode, context: Context) => Context;
  readonly takeIn: TakeIn;
  /** The expander's parts of a mapping that names a template which stays. */
  readonly isCall: (item: MappingNode) => boolean;
  /** Whether another node may be made. */
  readonly spend: () => boolean;
}

/**
 * Works out the template expressions of nodes: what is decided is put in or left out, what only a run tells stays as it
 * is written, in words of the outermost pipeline. What has no expression in it is handed on as the very same node.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/process/template-expressions
 */
export class Expander {
  #depth = 0;

  constructor(readonly around: Around) {}

  /** @param list the name of the list that the node is, where it is one that may name templates */
  expand(node: SyntaxNode, context: Context, list?: string): SyntaxNode {
    const { made, spend } = this.around;
    made.tell(node, context.uri);
    if (!spend() || this.#depth > DEPTH) return node;
    this.#depth++;
    try {
      switch (node.kind) {
        case 'scalar':
          return this.#scalar(node, context, list);
        case 'sequence': {
          const items = this.items(node.items, context, list);
          return isSame(items, node.items) ? node : made.sequence(node, items);
        }
        case 'mapping': {
          const entries = this.entries(node, context);
          return isSame(entries, node.entries) ? node : made.mapping(node, entries);
        }
      }
    } finally {
      this.#depth--;
    }
  }

  #scalar(node: ScalarNode, context: Context, list: string | undefined): SyntaxNode {
    if (!node.text.includes('${{')) return node;
    const { made } = this.around;
    const whole = wholeExpression(node.text);
    if (whole !== undefined) {
      const data = this.#reduced(whole, context);
      if (data.kind === 'open') return this.#open(node, data);
      const found = made.node(data, node);
      // What is handed over may name templates, which are taken in where it comes to stand.
      return list === undefined || found.kind === 'scalar' ? found : this.#settled(found, list, context);
    }
    const text = segmentsOf(node.text)
      .map((segment) =>
        segment.kind === 'text' ? segment.text : this.#textOf(segment.written, segment.text, context),
      )
      .join('');
    return text === node.text ? node : made.scalar(node, text);
  }

  #open(node: ScalarNode, data: Data): SyntaxNode {
    const text = textWith(data);
    return text.replace(/\s+/gu, '') === node.text.replace(/\s+/gu, '')
      ? node
      : this.around.made.node(data, node);
  }

  #textOf(written: string, text: string, context: Context): string {
    const data = this.#reduced(text, context);
    const reduced = textWith(data);
    return data.kind === 'open' && reduced.replace(/\s+/gu, '') === written.replace(/\s+/gu, '')
      ? written
      : reduced;
  }

  #reduced(text: string, context: Context): Data {
    const expression = parseExpression(text);
    return expression === undefined ? openData(text) : reduce(expression, context.scope);
  }

  #settled(node: SyntaxNode, list: string, context: Context): SyntaxNode {
    return this.expand(node, this.around.outermost(node, context), list);
  }

  /** The items of a list, with what expressions and templates put in. */
  items(list: readonly SyntaxNode[], context: Context, name?: string): readonly SyntaxNode[] {
    const { made } = this.around;
    const branches = new Branches();
    return list.flatMap((item): readonly SyntaxNode[] => {
      made.tell(item, context.uri);
      if (item.kind === 'scalar') return this.#inserted(item, context, name);
      if (item.kind === 'mapping') {
        if (this.#insertsItems(item, context)) {
          return item.entries.flatMap((entry) => this.#branchItems(entry, branches, context, name));
        }
        const taken = this.#takenIn(item, context, name);
        if (taken !== undefined) return taken;
      }
      return this.#whole(this.expand(item, context), item, context, name);
    });
  }

  /** An item that was put together, or handed over, may turn out to name a template. */
  #whole(
    found: SyntaxNode,
    item: SyntaxNode,
    context: Context,
    name: string | undefined,
  ): readonly SyntaxNode[] {
    if (found.kind !== 'mapping' || found === item) return [found];
    const { outermost } = this.around;
    return this.#takenIn(found, { ...outermost(found, context), lists: context.lists }, name) ?? [found];
  }

  #takenIn(item: MappingNode, context: Context, name: string | undefined): readonly SyntaxNode[] | undefined {
    const mayTakeIn = context.lists === 'any' || (context.lists === 'named' && name !== undefined);
    if (!mayTakeIn || !this.around.isCall(item)) return undefined;
    return this.around.takeIn(item, name ?? '', context);
  }

  #inserted(item: ScalarNode, context: Context, name: string | undefined): readonly SyntaxNode[] {
    if (!item.text.includes('${{')) return [item];
    const found = this.#scalar(item, context, name);
    if (found === item) return [found];
    if (found.kind === 'mapping') return this.#whole(found, item, context, name);
    if (found.kind === 'sequence') return found.items;
    // Nothing is put in where there is nothing.
    return found.text === '' ? [] : [found];
  }

  /** Whether an item stands for items, or for one under a condition, and not for a mapping that is put together. */
  #insertsItems({ entries }: MappingNode, context: Context): boolean {
    const words = entries.map(({ key }) => directiveOf(key.text)?.word);
    if (words.length === 0 || words.includes(undefined)) return false;
    const isChoice = words.every((word, index) =>
      index === 0 ? word === 'if' : word === 'elseif' || word === 'else',
    );
    return entries.every(({ value }) => {
      if (value.kind === 'mapping') return isChoice;
      if (value.kind === 'sequence') return true;
      const whole = wholeExpression(value.text);
      if (whole === undefined) return value.value === null;
      return isChoice || this.#reduced(whole, context).kind !== 'mapping';
    });
  }

  #branchItems(
    { key, value }: SyntaxEntry,
    branches: Branches,
    context: Context,
    name: string | undefined,
  ): readonly SyntaxNode[] {
    const { made } = this.around;
    made.tell(key, context.uri);
    const directive = directiveOf(key.text);
    if (directive === undefined) return [];
    const body = (inner: Context): readonly SyntaxNode[] => {
      const taken = value.kind === 'mapping' ? this.#takenIn(value, inner, name) : undefined;
      if (taken !== undefined) return taken;
      const expanded = this.expand(value, inner, name);
      if (expanded.kind === 'sequence') return expanded.items;
      return expanded.kind === 'scalar' && expanded.text === '' ? [] : [expanded];
    };
    const wrapped = (text: string, items: readonly SyntaxNode[]): readonly SyntaxNode[] =>
      items.length === 0
        ? []
        : [made.mapping(key, [made.entry(made.scalar(key, text), made.sequence(value, items))])];
    if (directive.word === 'insert') return body(context);
    if (directive.word === 'each') {
      return this.#rounds(directive, context, key, (inner, text) =>
        text === undefined ? body(inner) : wrapped(text, body(inner)),
      );
    }
    const branch = branches.next(directive, (text) => this.#reduced(text, context));
    if (branch === 'in') return body(context);
    return branch === 'out' ? [] : wrapped(branch, body(context));
  }

  /** The entries of a mapping, with what expressions put in. */
  entries(node: MappingNode, context: Context): readonly SyntaxEntry[] {
    const { made } = this.around;
    const branches = new Branches();
    return node.entries.flatMap((entry): readonly SyntaxEntry[] => {
      const { key, value } = entry;
      made.tell(key, context.uri);
      const directive = directiveOf(key.text);
      if (directive !== undefined) return this.#branchEntries(entry, directive, branches, context);
      const name = key.text.includes('${{') ? this.#scalar(key, context, undefined) : key;
      const list = LISTS.has(name.kind === 'scalar' ? name.text : '') ? key.text : undefined;
      const expanded = this.expand(value, context, list);
      if (name === key && expanded === value) return [entry];
      return name.kind === 'scalar' ? [{ ...entry, key: name, value: expanded }] : [];
    });
  }

  #branchEntries(
    { key, value }: SyntaxEntry,
    directive: Directive,
    branches: Branches,
    context: Context,
  ): readonly SyntaxEntry[] {
    const { made } = this.around;
    const body = (inner: Context): SyntaxNode => this.expand(value, inner);
    const spread = (expanded: SyntaxNode, text: string): readonly SyntaxEntry[] => {
      if (expanded.kind === 'mapping') return expanded.entries;
      return expanded.kind === 'scalar' && expanded.text.includes('${{')
        ? [made.entry(made.scalar(key, text), expanded)]
        : [];
    };
    const wrapped = (text: string, inner: Context): readonly SyntaxEntry[] => [
      made.entry(made.scalar(key, text), body(inner)),
    ];
    if (directive.word === 'insert') return spread(body(context), '${{ insert }}');
    if (directive.word === 'each') {
      return this.#rounds(directive, context, key, (inner, text) =>
        text === undefined ? spread(body(inner), '${{ insert }}') : wrapped(text, inner),
      );
    }
    const branch = branches.next(directive, (text) => this.#reduced(text, context));
    if (branch === 'in') return spread(body(context), '${{ insert }}');
    return branch === 'out' ? [] : wrapped(branch, context);
  }

  /**
   * What a loop puts in, round by round.
   *
   * @param round what one round puts in, under a condition where that is not undefined
   */
  #rounds<T>(
    { rest }: Directive,
    context: Context,
    key: ScalarNode,
    round: (inner: Context, text: string | undefined) => readonly T[],
  ): readonly T[] {
    const [, variable = '', list = ''] = /^(\w+)\s+in\s+([\s\S]+)$/u.exec(rest) ?? [];
    const data = this.#reduced(list, context);
    const withValue = (value: Data | null): Context =>
      withLoop(context, new Map([...context.scope.loops, [variable.toLowerCase(), value]]));
    const unknown = (): readonly T[] =>
      round(
        withValue(null),
        data.kind === 'open' ? `\${{ each ${variable} in ${printExpression(data.expression)} }}` : key.text,
      );
    if (data.kind === 'open') return unknown();
    if (data.kind === 'scalar') return [];
    const values: readonly (readonly [Data, string | undefined])[] =
      data.kind === 'sequence' ? itemRounds(data.node.items) : this.#pairs(data.node);
    return values.flatMap(([value, text]) => round(withValue(value), text));
  }

  #pairs(node: MappingNode, text?: string, depth = 0): readonly (readonly [Data, string | undefined])[] {
    const { made } = this.around;
    return node.entries.flatMap(({ key, value }): readonly (readonly [Data, string | undefined])[] => {
      if (directiveOf(key.text) !== undefined) {
        return value.kind === 'mapping' && depth < DEPTH ? this.#pairs(value, key.text, depth + 1) : [];
      }
      const pair = made.mapping(key, [
        made.entry(made.scalar(key, 'key'), made.scalar(key, key.text)),
        made.entry(made.scalar(key, 'value'), value),
      ]);
      return [[dataOf(pair), text]];
    });
  }
}

/** The items that a loop goes over, those under a condition with it. */
function itemRounds(
  items: readonly SyntaxNode[],
  text?: string,
  depth = 0,
): readonly (readonly [Data, string | undefined])[] {
  return items.flatMap((item): readonly (readonly [Data, string | undefined])[] => {
    const [first] = item.kind === 'mapping' ? item.entries : [];
    if (first === undefined || directiveOf(first.key.text) === undefined) return [[dataOf(item), text]];
    if (first.value.kind !== 'sequence' || depth > DEPTH) return [[openData('item'), text ?? first.key.text]];
    return itemRounds(first.value.items, first.key.text, depth + 1);
  });
}

function isSame<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

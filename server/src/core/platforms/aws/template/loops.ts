import { BuiltMapping, BuiltScalar, BuiltSequence } from '../../../syntax/nodes.js';
import type { MappingNode, ScalarNode, SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entry, get, textOf } from '../../../syntax/syntaxTree.js';
import type { Reading } from '../reading.js';
import { intrinsicOf } from './intrinsics.js';

/** The key of a loop: `Fn::ForEach::Queues`. */
export const LOOP = /^Fn::ForEach::/u;
/** Loops of more are left alone. */
const MOST_TURNS = 50;
const MOST_DEPTH = 40;

/** What the names of loops stand for, from the outermost inwards. */
type Values = ReadonlyMap<string, string>;

/**
 * The template with the loops of its resources written out; the very node where there is none. What a loop runs over is
 * known where it is a list of texts, or a parameter with such a list as its default; other loops stay as they are. The
 * nodes stand where the body of the loop does, once for each turn.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export function withoutLoops(reading: Reading, root: SyntaxNode): SyntaxNode {
  const resources = get(root, 'Resources');
  const { text } = reading.textAt(root.range);
  if (root.kind !== 'mapping' || resources === undefined || !text.includes('Fn::ForEach::')) {
    return root;
  }
  const loops = new Loops(reading, get(root, 'Parameters'));
  const entries = root.entries.map((one) =>
    one.value === resources ? { ...one, value: loops.written(resources, new Map(), 0) } : one,
  );
  return new BuiltMapping(placeOf(root), entries, root.flow);
}

class Loops {
  constructor(
    readonly reading: Reading,
    readonly parameters: SyntaxNode | undefined,
  ) {}

  /** The node with loops written out and names of loops replaced. */
  written(node: SyntaxNode, values: Values, depth: number): SyntaxNode {
    if (depth > MOST_DEPTH || !this.reading.visit()) return node;
    if (node.kind === 'scalar') return replaced(node, values);
    if (node.kind === 'sequence') {
      const items = node.items.map((item) => this.written(item, values, depth + 1));
      return new BuiltSequence({ ...placeOf(node), tag: node.tag }, items, node.flow);
    }
    const intrinsic = intrinsicOf(node);
    const referred = intrinsic?.name === 'Ref' ? values.get(textOf(intrinsic.argument) ?? '') : undefined;
    if (intrinsic?.argument.kind === 'scalar' && referred !== undefined) {
      return scalarOf(intrinsic.argument, referred);
    }
    const entries = node.entries.flatMap((one) => this.#entries(one, values, depth));
    return new BuiltMapping({ ...placeOf(node), tag: node.tag }, entries, node.flow);
  }

  /** The entries that an entry stands for: those of its turns for a loop. */
  #entries(one: SyntaxEntry, values: Values, depth: number): readonly SyntaxEntry[] {
    if (!this.reading.visit()) return [];
    const turns = one.key.text.startsWith('Fn::ForEach::') ? this.#turns(one.value, values) : undefined;
    if (turns === undefined) {
      const key = replaced(one.key, values);
      return [{ ...one, key, value: this.written(one.value, values, depth + 1) }];
    }
    const { body, name, items } = turns;
    return items.flatMap((item) => {
      const inner = new Map(values).set(name, item);
      return body.entries.flatMap((own) => this.#entries(own, inner, depth + 1));
    });
  }

  #turns(
    node: SyntaxNode,
    values: Values,
  ): { readonly name: string; readonly items: readonly string[]; readonly body: MappingNode } | undefined {
    const [identifier, collection, body] = node.kind === 'sequence' ? node.items : [];
    const name = textOf(identifier);
    const items = collection && this.#itemsOf(collection, values);
    if (name === undefined || items === undefined || body?.kind !== 'mapping') return undefined;
    return items.length > MOST_TURNS ? undefined : { name, items, body };
  }

  #itemsOf(collection: SyntaxNode, values: Values): readonly string[] | undefined {
    const intrinsic = intrinsicOf(collection);
    if (intrinsic?.name === 'Ref') {
      const parameter = entry(this.parameters, textOf(intrinsic.argument) ?? '')?.value;
      const isList = textOf(get(parameter, 'Type'))?.includes('List') === true;
      const fallback = isList ? textOf(get(parameter, 'Default')) : undefined;
      return fallback
        ?.split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');
    }
    if (intrinsic !== undefined || collection.kind !== 'sequence') return undefined;
    const items = collection.items.map((item) => this.#itemOf(item, values));
    return items.every((item) => item !== undefined) ? items : undefined;
  }

  /** One item: a text, or a parameter with a default. */
  #itemOf(item: SyntaxNode, values: Values): string | undefined {
    const intrinsic = intrinsicOf(item);
    if (intrinsic === undefined) return item.kind === 'scalar' ? replaced(item, values).text : undefined;
    const name = intrinsic.name === 'Ref' ? textOf(intrinsic.argument) : undefined;
    return name === undefined
      ? undefined
      : (values.get(name) ?? textOf(get(entry(this.parameters, name)?.value, 'Default')));
  }
}

/** `${Name}` becomes the item, `&{Name}` what of it may stand in a logical id. */
function replaced(node: ScalarNode, values: Values): ScalarNode {
  if (values.size === 0) return node;
  const referred = node.tag === '!Ref' ? values.get(node.text) : undefined;
  if (referred !== undefined) return scalarOf(node, referred);
  if (!/[$&]\{/u.test(node.text)) return node;
  const text = node.text.replace(/([$&])\{(\w+)\}/gu, (whole, mark: string, name: string) => {
    const value = values.get(name);
    if (value === undefined) return whole;
    return mark === '$' ? value : value.replace(/[^A-Za-z0-9]/gu, '');
  });
  if (text === node.text) return node;
  return new BuiltScalar({ ...placeOf(node), tag: node.tag }, text, text, node.style);
}

function scalarOf(node: ScalarNode, text: string): ScalarNode {
  return new BuiltScalar(placeOf(node), text, text, node.style);
}

interface Place {
  readonly written: SyntaxNode['written'];
  readonly anchors: undefined;
  readonly tag: string | undefined;
}

function placeOf(node: SyntaxNode): Place {
  return { written: node.written, anchors: undefined, tag: undefined };
}

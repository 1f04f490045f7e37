import type { AST } from 'toml-eslint-parser';
import { ParseError, parseTOML } from 'toml-eslint-parser';
import { Block, Placed } from '../text/block.js';
import { BuiltMapping, BuiltScalar, BuiltSequence } from './nodes.js';
import type { ParsedText, ScalarStyle, ScalarValue, SyntaxEntry, SyntaxNode } from './syntaxTree.js';

/**
 * Parses TOML. Tables become mappings, wherever their parts stand; an array of tables becomes a sequence. The place of
 * a table is its header.
 */
export function parseToml(text: string): ParsedText {
  try {
    // The parser takes its own account of a byte order mark out of every offset.
    const { body } = parseTOML(text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text, {
      tomlVersion: '1.1',
    });
    const [top] = body;
    const block = new Block(0);
    const root = new Table(new Placed(block, 0, text.length));
    for (const node of top.body) {
      if (node.type === 'TOMLKeyValue') root.put(keysOf(node.key, block), convert(node.value, block));
      else tableAt(root, node, block);
    }
    return { documents: [root.build()], problems: [], complete: true };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const at = Math.min(error.index, Math.max(0, text.length - 1));
    return {
      documents: [],
      problems: [
        {
          message: `This TOML cannot be read: ${error.message.charAt(0).toLowerCase()}${error.message.slice(1).replace(/\.$/u, '')}.`,
          range: { start: at, end: at + 1 },
          severity: 'error',
        },
      ],
      complete: false,
    };
  }
}

interface Key {
  readonly text: string;
  readonly range: Placed;
}

/** A table while its parts are read. */
class Table {
  readonly entries = new Map<string, { key: Key; value: Table | Table[] | SyntaxNode }>();
  constructor(readonly range: Placed) {}

  /** The table under `key`; the last one of an array of tables; a new one where none is. */
  child(key: Key, range: Placed): Table {
    const known = this.entries.get(key.text)?.value;
    if (known instanceof Table) return known;
    if (Array.isArray(known)) {
      const last = known.at(-1);
      if (last !== undefined) return last;
    }
    const made = new Table(range);
    this.entries.set(key.text, { key, value: made });
    return made;
  }

  put(keys: readonly Key[], value: SyntaxNode): void {
    const last = keys.at(-1);
    if (last === undefined) return;
    const table = keys.slice(0, -1).reduce<Table>((at, key) => at.child(key, key.range), this);
    table.entries.set(last.text, { key: last, value });
  }

  build(): SyntaxNode {
    const entries = [...this.entries.values()].map(({ key, value }): SyntaxEntry => ({
      key: new BuiltScalar(place(key.range), key.text, key.text, 'plain'),
      value: built(value, key),
      merged: false,
    }));
    return new BuiltMapping(place(this.range), entries, false);
  }
}

function built(value: Table | Table[] | SyntaxNode, key: Key): SyntaxNode {
  if (value instanceof Table) return value.build();
  if (!Array.isArray(value)) return value;
  return new BuiltSequence(
    place(key.range),
    value.map((item) => item.build()),
    false,
  );
}

function tableAt(root: Table, node: AST.TOMLTable, block: Block): void {
  const keys = keysOf(node.key, block);
  const last = keys.at(-1);
  if (last === undefined) return;
  const range = placed(node.key, block);
  let table = root;
  for (const key of keys.slice(0, -1)) table = table.child(key, key.range);
  if (node.kind === 'array') {
    const known = table.entries.get(last.text)?.value;
    const item = new Table(range);
    if (Array.isArray(known)) known.push(item);
    else table.entries.set(last.text, { key: last, value: [item] });
    table = item;
  } else table = table.child(last, range);
  for (const entry of node.body) table.put(keysOf(entry.key, block), convert(entry.value, block));
}

function keysOf(node: AST.TOMLKey, block: Block): readonly Key[] {
  return node.keys.map((key) => ({
    text: key.type === 'TOMLBare' ? key.name : key.value,
    range: placed(key, block),
  }));
}

function convert(node: AST.TOMLContentNode, block: Block): SyntaxNode {
  if (node.type === 'TOMLArray') {
    return new BuiltSequence(
      place(placed(node, block)),
      node.elements.map((element) => convert(element, block)),
      true,
    );
  }
  if (node.type === 'TOMLInlineTable') {
    const table = new Table(placed(node, block));
    for (const entry of node.body) table.put(keysOf(entry.key, block), convert(entry.value, block));
    return table.build();
  }
  return scalar(node, block);
}

function scalar(node: AST.TOMLValue, block: Block): SyntaxNode {
  const at = place(placed(node, block));
  if (node.kind === 'string') return new BuiltScalar(at, node.value, node.value, styleOf(node));
  if (node.kind === 'boolean') return new BuiltScalar(at, node.value, String(node.value), 'plain');
  if (node.kind === 'integer' || node.kind === 'float') {
    const value: ScalarValue = Number(node.number);
    return new BuiltScalar(at, value, node.number, 'plain');
  }
  return new BuiltScalar(at, node.datetime, node.datetime, 'plain');
}

function styleOf(node: AST.TOMLStringValue): ScalarStyle {
  if (node.multiline) return 'literal';
  return node.style === 'basic' ? 'double' : 'single';
}

function placed(
  { range: [start, end] }: { readonly range: readonly [number, number] },
  block: Block,
): Placed {
  return new Placed(block, start, end);
}

function place(written: Placed): { written: Placed; anchors: undefined; tag: undefined } {
  return { written, anchors: undefined, tag: undefined };
}

import { Placed, spanning } from '../../text/block.js';
import type { Block } from '../../text/block.js';
import { BuiltMapping, BuiltScalar, BuiltSequence } from '../nodes.js';
import type { ParsedText, ScalarNode, SyntaxNode } from '../syntaxTree.js';
import { HclCursor } from './cursor.js';
import { nodeOf, placeAt } from './nodes.js';
import { readExpression } from './readExpression.js';
import { ESCAPE, unescaped } from './templateTokens.js';
import { quoted } from '../../text/quoted.js';

/**
 * Parses HCL into the tree that Terraform's JSON syntax has: a block is an entry under its type and then each of its
 * labels; of several under the same names there is a list. What is broken is left out, with a problem.
 *
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md,
 * https://developer.hashicorp.com/terraform/language/syntax/json#json-file-structure
 */
export function parseHcl(text: string): ParsedText {
  const cursor = new HclCursor(text);
  const body = new Body(cursor.block, 0, text.length);
  while (!cursor.isAtEnd()) {
    readItems(cursor, body);
    if (cursor.isAtEnd()) break;
    cursor.complain('This closes nothing.');
    cursor.at++;
  }
  const { problems } = cursor;
  const documents = body.isEmpty ? [] : [body.build(problems)];
  return { documents, problems, complete: !problems.some(({ severity }) => severity === 'error') };
}

/**
 * Attributes and blocks up to the brace that closes them, or the end of the text.
 *
 * @param isRefused whether a block is known to be written wrongly, so that its brace may stand anywhere
 */
function readItems(cursor: HclCursor, body: Body, isRefused = false): void {
  for (;;) {
    cursor.skipBlank(true);
    if (cursor.isAtEnd() || cursor.next === '}') return;
    const before = cursor.at;
    readItem(cursor, body);
    cursor.skipBlank(false);
    if (cursor.isAtEnd() || cursor.next === '\n') continue;
    if (isRefused && cursor.next === '}') continue;
    cursor.complain('Here a new line is expected.');
    if (cursor.next === '}') continue;
    cursor.toLineEnd();
    if (cursor.at === before) cursor.at++;
  }
}

function readItem(cursor: HclCursor, body: Body): void {
  const name = nameAt(cursor);
  if (name === undefined) {
    cursor.complain('Here the name of an attribute or block is expected.');
    cursor.toLineEnd();
    return;
  }
  cursor.skipBlank(false);
  if (cursor.next === '=' && !cursor.startsWith('==')) {
    cursor.at++;
    body.attribute(name, nodeOf(readExpression(cursor), cursor.text));
  } else readBlock(cursor, body, name);
}

/** Terraform knows two; each makes the tree a step deeper. */
const MOST_LABELS = 20;

function readBlock(cursor: HclCursor, body: Body, type: ScalarNode): void {
  const names = [type];
  for (;;) {
    cursor.skipBlank(false);
    const label = nameAt(cursor);
    if (label === undefined) break;
    if (names.length === MOST_LABELS) cursor.complain('A block has no more than a few labels.');
    if (names.length < MOST_LABELS) names.push(label);
  }
  const start = cursor.at;
  if (!cursor.take('{')) {
    cursor.complain(`\`=\` or \`{\` is expected behind ${quoted(names.at(-1)?.text ?? '')}.`);
    cursor.toLineEnd();
    return;
  }
  const inner = new Body(cursor.block, start, start);
  cursor.within(() => {
    cursor.skipBlank(false);
    if (cursor.isAtEnd() || cursor.next === '\n' || cursor.next === '}') readItems(cursor, inner);
    else readOneLine(cursor, inner);
    if (!cursor.take('}')) cursor.complain('This block is not closed with `}`.', start);
  }, true);
  body.block(names, inner.endAt(cursor.at).build(cursor.problems));
}

/**
 * What stands behind the brace of a block on the same line: one attribute, and the brace that closes it. What is not
 * allowed there is read all the same.
 *
 * https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#blocks
 */
function readOneLine(cursor: HclCursor, body: Body): void {
  const start = cursor.at;
  cursor.takeName();
  cursor.skipBlank(false);
  const isBlock = cursor.next !== '=' && cursor.at > start;
  cursor.at = start;
  if (isBlock) cursor.complain('A block in another one begins on a line of its own.');
  readItem(cursor, body);
  cursor.skipBlank(false);
  if (cursor.next === '}') return;
  if (cursor.next === '\n') {
    cursor.complain('This block holds an attribute on its first line, so it has to be closed on that line.');
  } else if (!cursor.isAtEnd()) cursor.complain('A block on one line holds a single attribute.');
  if (cursor.take(',')) cursor.skipBlank(false);
  readItems(cursor, body, true);
}

/** A name, or a label in quotation marks, in which nothing is filled in. */
function nameAt(cursor: HclCursor): ScalarNode | undefined {
  const start = cursor.at;
  const label = cursor.takePattern(/"((?:[^"\\\n]|\\.)*)"/uy)?.[1];
  const name = label === undefined ? cursor.takeName() : labelText(cursor, start, label);
  if (name === undefined) return undefined;
  return new BuiltScalar(
    placeAt(cursor.rangeFrom(start)),
    name,
    name,
    label === undefined ? 'plain' : 'double',
  );
}

/** A label without its escapes. */
function labelText(cursor: HclCursor, start: number, label: string): string {
  if (/(?<![$%])[$%]\{/u.test(label)) cursor.complain('Nothing can be filled in in a label.', start);
  if (!label.includes('\\')) return label;
  return label.replace(/\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^uU]|.)/gu, (escape) => {
    ESCAPE.lastIndex = 0;
    const found = ESCAPE.exec(escape);
    const text = found === null ? undefined : unescaped(found);
    if (text === undefined) cursor.complain('After a backslash this is no escape that HCL knows.', start);
    return text ?? escape;
  });
}

/** A body while its items are read. */
class Body {
  readonly #entries = new Map<string, { readonly key: ScalarNode; readonly values: (SyntaxNode | Body)[] }>();
  readonly #repeated: ScalarNode[] = [];

  #end: number;

  constructor(
    /** What its offsets are counted in. */
    readonly whole: Block,
    readonly start: number,
    end: number,
  ) {
    this.#end = end;
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  attribute(key: ScalarNode, value: SyntaxNode): void {
    if (this.#entries.has(key.text)) this.#repeated.push(key);
    this.#entries.set(key.text, { key, values: [value] });
  }

  /** Puts a block under its names; under all but the last one there are other names. */
  block([key, ...names]: readonly ScalarNode[], value: SyntaxNode): void {
    if (key === undefined) return;
    const known = this.#entries.get(key.text)?.values ?? [];
    if (names.length === 0) {
      this.#entries.set(key.text, {
        key: this.#entries.get(key.text)?.key ?? key,
        values: [...known, value],
      });
      return;
    }
    const end = value.range.end - this.whole.start;
    const found = known.find((one) => one instanceof Body);
    const below = found?.endAt(end) ?? new Body(this.whole, key.range.end - this.whole.start, end);
    below.block(names, value);
    const others = known.filter((one) => one !== found);
    this.#entries.set(key.text, {
      key: this.#entries.get(key.text)?.key ?? key,
      values: [...others, below],
    });
  }

  /** Says where the body ends, once that is known. */
  endAt(end: number): this {
    this.#end = Math.max(end, this.#end);
    return this;
  }

  build(problems: ParsedText['problems'][number][]): SyntaxNode {
    for (const { text, range } of this.#repeated) {
      problems.push({ message: `Attribute ${quoted(text)} is written twice.`, range, severity: 'warning' });
    }
    const entries = [...this.#entries.values()].map(({ key, values }) => {
      const nodes = values.map((value) => (value instanceof Body ? value.build(problems) : value));
      const [first] = nodes;
      const last = nodes.at(-1);
      const isOne = first !== undefined && nodes.length === 1;
      const place = placeAt(spanning(first?.range ?? key.range, last?.range ?? key.range));
      return { key, value: isOne ? first : new BuiltSequence(place, nodes, false), merged: false };
    });
    return new BuiltMapping(placeAt(new Placed(this.whole, this.start, this.#end)), entries, false);
  }
}

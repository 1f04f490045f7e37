import type { HclTemplate } from '../../../syntax/hcl/expression.js';
import { parse } from '../../../syntax/parse.js';
import type { ScalarNode, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { get } from '../../../syntax/syntaxTree.js';
import { within } from '../../../text/block.js';
import type { TextRange } from '../../../text/textRange.js';
import { joinAt, mappingAt, scalarAt, sequenceAt, whenAt } from './build.js';
import { each } from './configuration.js';
import type { Env, Evaluator } from './evaluator.js';
import type { ChoicePiece, FlatPiece, TemplatePiece } from './templatePieces.js';
import { chosenPieces } from './templatePieces.js';

/** Longer texts are no policies: IAM takes at most 10,240 characters for a role. */
const LONGEST = 40_000;
/** Stand around the number of what is filled in; of Unicode's private use, so that no policy has them. */
const OPEN = '\uE000';
const CLOSE = '\uE001';

/** Conditions in one policy whose sides are told apart; more are none that anybody could read. */
const MOST_CHOICES = 12;

/**
 * A policy that is written as JSON in a text with `${…}`. Its nodes stand where their text does in the file; what is
 * filled in is worked out like anywhere else. A statement that a condition puts in or leaves out is there at times.
 * `undefined` for a text that is no such policy.
 */
export function embeddedPolicy(
  evaluator: Evaluator,
  template: HclTemplate,
  pieces: readonly TemplatePiece[],
  env: Env,
): SyntaxNode | undefined {
  const [first] = pieces;
  if (first?.kind !== 'text' || !/^\s*\{/u.test(first.text)) return undefined;
  const reader = new PolicyReader(evaluator, env.at ?? template.range, env.at);
  const choices = new Set<ChoicePiece>();
  const whole = reader.read(chosenPieces(pieces, undefined, choices));
  if (whole === undefined || choices.size > MOST_CHOICES) return undefined;
  const others: (readonly [string, ReadPolicy])[] = [];
  for (const choice of choices) {
    const other = reader.read(chosenPieces(pieces, choice));
    if (other === undefined) return undefined;
    others.push([choice.condition, other]);
  }
  return others.length === 0 ? whole.node() : withChoices(whole, others);
}

/** A policy with what differs where a condition does not hold. */
function withChoices(whole: ReadPolicy, others: readonly (readonly [string, ReadPolicy])[]): SyntaxNode {
  const node = whole.node();
  const statement = get(node, 'Statement');
  if (node.kind !== 'mapping' || statement === undefined) return node;
  const statements = whole.statements.map(({ text, make }) =>
    others
      .filter(([, other]) => !other.statements.some((one) => one.text === text))
      .reduce((made, [condition]) => whenAt(made, { condition, holds: true }), make()),
  );
  const added = others.flatMap(([condition, other]) =>
    other.statements
      .filter(({ text }) => !whole.statements.some((one) => one.text === text))
      .map(({ make }) => whenAt(make(), { condition, holds: false })),
  );
  return mappingAt(
    node.range,
    node.entries.map((entry) =>
      entry.key.text === 'Statement'
        ? { ...entry, value: sequenceAt(statement.range, [...statements, ...added]) }
        : entry,
    ),
  );
}

/** A policy that was read: as a whole, and by its statements, which are the same where their texts are. */
interface ReadPolicy {
  readonly node: () => SyntaxNode;
  readonly statements: readonly { readonly text: string; readonly make: () => SyntaxNode }[];
}

/** Reads texts that differ in pieces alone. */
class PolicyReader {
  readonly #pieces: FlatPiece[] = [];
  readonly #numbers = new Map<FlatPiece, number>();

  constructor(
    readonly evaluator: Evaluator,
    readonly whole: TextRange,
    readonly at: TextRange | undefined,
  ) {}

  read(pieces: readonly FlatPiece[]): ReadPolicy | undefined {
    const written = writtenJson(pieces, (piece) => this.#number(piece));
    if (!written?.json.includes('"Statement"')) return undefined;
    const { json, offsets } = written;
    const tree = parse(json, 'json');
    const [root] = tree.documents;
    if (root === undefined || !tree.complete) return undefined;
    const { whole, at } = this;
    const place = ({ start, end }: TextRange): TextRange => {
      if (at !== undefined) return at;
      const from = offsets[start] ?? whole.start;
      const to = Math.max(from, (offsets[Math.max(start, end - 1)] ?? whole.end - 1) + 1);
      return within(whole, from - whole.start, to - whole.start);
    };
    const placer = new Placer(this.evaluator, this.#pieces, place);
    const statements = each(get(root, 'Statement')).map((node) => ({
      text: json.slice(node.range.start, node.range.end).replace(/\s+/gu, ' '),
      make: () => placer.node(node),
    }));
    return { node: () => placer.node(root), statements };
  }

  /** The number of what is filled in, the same in all texts. */
  #number(piece: FlatPiece): number {
    const known = this.#numbers.get(piece);
    if (known !== undefined) return known;
    this.#numbers.set(piece, this.#pieces.length);
    return this.#pieces.push(piece) - 1;
  }
}

/** The text with a mark in the place of what is filled in, and where each of its characters stands. */
function writtenJson(
  pieces: readonly FlatPiece[],
  numberOf: (piece: FlatPiece) => number,
): { readonly json: string; readonly offsets: readonly number[] } | undefined {
  let json = '';
  let inText = false;
  const offsets: number[] = [];
  const add = (text: string, place: (at: number) => number): void => {
    for (let at = 0; at < text.length; at++) offsets.push(place(at));
    json += text;
  };
  for (const part of pieces) {
    if (json.length > LONGEST) return undefined;
    if (part.kind === 'text') {
      const { start, end } = part.range;
      add(part.text, (at) => (part.exact ? start + at : Math.min(start + at, end - 1)));
      inText = endsInText(part.text, inText);
    } else {
      // A whole value that is filled in is a text here, so that the rest can be read.
      const mark = `${OPEN}${String(numberOf(part))}${CLOSE}`;
      const quoted = inText ? mark : `"${mark}"`;
      add(quoted, (at) => (at === quoted.length - 1 ? part.range.end - 1 : part.range.start));
    }
  }
  return { json, offsets };
}

/** Whether a text of JSON ends within a string. */
function endsInText(text: string, inText: boolean): boolean {
  let inside = inText;
  for (let at = 0; at < text.length; at++) {
    if (text.charAt(at) === '\\') at++;
    else if (text.charAt(at) === '"') inside = !inside;
  }
  return inside;
}

/** Puts the nodes of the JSON where they stand in the file. */
class Placer {
  constructor(
    readonly evaluator: Evaluator,
    readonly pieces: readonly FlatPiece[],
    readonly place: (range: TextRange) => TextRange,
  ) {}

  node(node: SyntaxNode): SyntaxNode {
    const range = this.place(node.range);
    if (node.kind === 'sequence') {
      return sequenceAt(
        range,
        node.items.map((item) => this.node(item)),
      );
    }
    if (node.kind === 'mapping') {
      return mappingAt(
        range,
        node.entries.map(({ key, value }) => ({
          key: this.#key(key),
          value: this.node(value),
          merged: false,
        })),
      );
    }
    return this.#scalar(node, range);
  }

  #key(key: ScalarNode): ScalarNode {
    const range = this.place(key.range);
    return scalarAt(range, this.evaluator.text(this.#scalar(key, range)));
  }

  #scalar({ value, text, style }: ScalarNode, range: TextRange): SyntaxNode {
    if (typeof value !== 'string' || !text.includes(OPEN)) return scalarAt(range, value, style);
    const pieces = text.split(/(\uE000\d+\uE001)/u).flatMap((piece): readonly SyntaxNode[] => {
      if (piece === '') return [];
      const index = /^\uE000(\d+)\uE001$/u.exec(piece)?.[1];
      const filled = index === undefined ? undefined : this.pieces[Number(index)];
      return filled?.kind === 'value' ? [filled.node()] : [scalarAt(range, piece)];
    });
    const [only, ...others] = pieces;
    return only !== undefined && others.length === 0 ? only : joinAt(range, pieces);
  }
}

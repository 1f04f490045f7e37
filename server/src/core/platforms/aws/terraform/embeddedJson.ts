import type { HclTemplate } from '../../../syntax/hcl/expression.js';
import { parse } from '../../../syntax/parse.js';
import type { ScalarNode, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { within } from '../../../text/block.js';
import type { TextRange } from '../../../text/textRange.js';
import { joinAt, mappingAt, scalarAt, sequenceAt } from './build.js';
import type { Env, Evaluator } from './evaluator.js';
import type { TemplatePiece } from './templatePieces.js';

/** Longer texts are no policies: IAM takes at most 10,240 characters for a role. */
const LONGEST = 40_000;
/** Stand around the number of what is filled in; of Unicode's private use, so that no policy has them. */
const OPEN = '\uE000';
const CLOSE = '\uE001';

/**
 * A policy that is written as JSON in a text with `${…}`. Its nodes stand where their text does in the file; what is
 * filled in is worked out like anywhere else. `undefined` for a text that is no such policy.
 */
export function embeddedPolicy(
  evaluator: Evaluator,
  template: HclTemplate,
  pieces: readonly TemplatePiece[],
  env: Env,
): SyntaxNode | undefined {
  const [first] = pieces;
  if (first?.kind !== 'text' || !/^\s*\{/u.test(first.text)) return undefined;
  const written = writtenJson(pieces);
  if (!written?.json.includes('"Statement"')) return undefined;
  const { json, offsets } = written;
  const tree = parse(json, 'json');
  const [root] = tree.documents;
  if (root === undefined || !tree.complete) return undefined;
  const whole = env.at ?? template.range;
  const place = ({ start, end }: TextRange): TextRange => {
    if (env.at !== undefined) return env.at;
    const from = offsets[start] ?? whole.start;
    const to = Math.max(from, (offsets[Math.max(start, end - 1)] ?? whole.end - 1) + 1);
    return within(whole, from - whole.start, to - whole.start);
  };
  return new Placer(evaluator, pieces, place).node(root);
}

/** The text with a mark in the place of what is filled in, and where each of its characters stands. */
function writtenJson(
  pieces: readonly TemplatePiece[],
): { readonly json: string; readonly offsets: readonly number[] } | undefined {
  let json = '';
  let inText = false;
  const offsets: number[] = [];
  const add = (text: string, place: (at: number) => number): void => {
    for (let at = 0; at < text.length; at++) offsets.push(place(at));
    json += text;
  };
  for (const [index, part] of pieces.entries()) {
    if (json.length > LONGEST) return undefined;
    if (part.kind === 'text') {
      const { start, end } = part.range;
      add(part.text, (at) => (part.exact ? start + at : Math.min(start + at, end - 1)));
      inText = endsInText(part.text, inText);
    } else {
      // A whole value that is filled in is a text here, so that the rest can be read.
      const mark = `${OPEN}${String(index)}${CLOSE}`;
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
    readonly pieces: readonly TemplatePiece[],
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

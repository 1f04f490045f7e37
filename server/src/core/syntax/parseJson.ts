import type { Node, ParseError } from 'jsonc-parser';
import { parseTree, printParseErrorCode } from 'jsonc-parser';
import { Block, Placed } from '../text/block.js';
import { BuiltMapping, BuiltScalar, BuiltSequence } from './nodes.js';
import type {
  ParsedText,
  ScalarNode,
  ScalarValue,
  SyntaxEntry,
  SyntaxNode,
  SyntaxProblem,
} from './syntaxTree.js';
import { quoted } from '../text/quoted.js';

/** Parses JSON, with comments and trailing commas allowed. Duplicate keys are a problem; the last one counts. */
export function parseJson(text: string): ParsedText {
  const errors: ParseError[] = [];
  // The library takes a byte order mark for a stray character; offsets stay the same this way.
  const plain = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const root = parseTree(plain, errors, { allowTrailingComma: true, disallowComments: false });
  const problems: SyntaxProblem[] = errors.slice(0, 1).map((error) => ({
    message: `This JSON cannot be read: ${describe(printParseErrorCode(error.error))}.`,
    range: { start: error.offset, end: error.offset + Math.max(1, error.length) },
    severity: 'error',
  }));
  const reading = { block: new Block(0), problems, isCut: false };
  const documents = root === undefined ? [] : [convert(root, reading, 0)];
  return { documents, problems, complete: errors.length === 0 && !reading.isCut };
}

/** `CloseBraceExpected` → `close brace expected`. */
function describe(code: string): string {
  return code.replace(/(?!^)([A-Z])/gu, ' $1').toLowerCase();
}

/** The block that the nodes stand in, and what is wrong with them. */
interface Reading {
  readonly block: Block;
  readonly problems: SyntaxProblem[];
  /** Whether something is left out that lies too deep. */
  isCut: boolean;
}

/** Deeper than any configuration; who reads the nodes recurses. */
const MAX_DEPTH = 100;

function convert(node: Node, reading: Reading, depth: number): SyntaxNode {
  const place = {
    written: new Placed(reading.block, node.offset, node.offset + node.length),
    anchors: undefined,
    tag: undefined,
  };
  if (depth > MAX_DEPTH) return cut(node, reading);
  if (node.type === 'object') return new BuiltMapping(place, convertEntries(node, reading, depth + 1), true);
  if (node.type === 'array') {
    return new BuiltSequence(
      place,
      (node.children ?? []).map((child) => convert(child, reading, depth + 1)),
      true,
    );
  }
  const value = node.value as ScalarValue;
  return new BuiltScalar(
    place,
    value,
    value === null ? '' : String(value),
    node.type === 'string' ? 'double' : 'plain',
  );
}

/** What lies too deep is read as empty, and once said to be. */
function cut({ offset }: Node, reading: Reading): SyntaxNode {
  const range = new Placed(reading.block, offset, offset + 1);
  const message = `Nested more than ${String(MAX_DEPTH)} deep; what is below is not read.`;
  if (!reading.isCut) reading.problems.push({ message, range, severity: 'error' });
  reading.isCut = true;
  const written = new Placed(reading.block, offset, offset);
  return new BuiltScalar({ written, anchors: undefined, tag: undefined }, null, '', 'absent');
}

function convertEntries(node: Node, reading: Reading, depth: number): SyntaxEntry[] {
  const seen = new Set<string>();
  const entries: SyntaxEntry[] = [];
  for (const property of node.children ?? []) {
    const [keyNode, valueNode] = property.children ?? [];
    if (keyNode === undefined) continue;
    const key = convert(keyNode, reading, 0) as ScalarNode;
    if (seen.has(key.text)) {
      reading.problems.push({
        message: `Key ${quoted(key.text)} is written twice in this object.`,
        range: key.range,
        severity: 'error',
      });
    }
    seen.add(key.text);
    const offset = keyNode.offset + keyNode.length;
    const value =
      valueNode === undefined
        ? new BuiltScalar(
            { written: new Placed(reading.block, offset, offset), anchors: undefined, tag: undefined },
            null,
            '',
            'absent',
          )
        : convert(valueNode, reading, depth);
    entries.push({ key, value, merged: false });
  }
  return entries;
}

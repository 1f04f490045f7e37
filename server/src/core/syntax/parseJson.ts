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
  const documents = root === undefined ? [] : [convert(root, { block: new Block(0), problems })];
  return { documents, problems, complete: errors.length === 0 };
}

/** `CloseBraceExpected` → `close brace expected`. */
function describe(code: string): string {
  return code.replace(/(?!^)([A-Z])/gu, ' $1').toLowerCase();
}

/** The block that the nodes stand in, and what is wrong with them. */
interface Reading {
  readonly block: Block;
  readonly problems: SyntaxProblem[];
}

function convert(node: Node, reading: Reading): SyntaxNode {
  const place = {
    written: new Placed(reading.block, node.offset, node.offset + node.length),
    anchors: undefined,
    tag: undefined,
  };
  if (node.type === 'object') return new BuiltMapping(place, convertEntries(node, reading), true);
  if (node.type === 'array') {
    return new BuiltSequence(
      place,
      (node.children ?? []).map((child) => convert(child, reading)),
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

function convertEntries(node: Node, reading: Reading): SyntaxEntry[] {
  const seen = new Set<string>();
  const entries: SyntaxEntry[] = [];
  for (const property of node.children ?? []) {
    const [keyNode, valueNode] = property.children ?? [];
    if (keyNode === undefined) continue;
    const key = convert(keyNode, reading) as ScalarNode;
    if (seen.has(key.text)) {
      reading.problems.push({
        message: `Key \`${key.text}\` is written twice in this object.`,
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
        : convert(valueNode, reading);
    entries.push({ key, value, merged: false });
  }
  return entries;
}

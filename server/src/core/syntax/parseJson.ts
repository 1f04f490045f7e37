import type { Node, ParseError } from 'jsonc-parser';
import { parseTree, printParseErrorCode } from 'jsonc-parser';
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
  const documents = root === undefined ? [] : [convert(root, problems)];
  return { documents, problems, complete: errors.length === 0 };
}

/** `CloseBraceExpected` → `close brace expected`. */
function describe(code: string): string {
  return code.replace(/(?!^)([A-Z])/gu, ' $1').toLowerCase();
}

function convert(node: Node, problems: SyntaxProblem[]): SyntaxNode {
  const place = {
    written: { start: node.offset, end: node.offset + node.length },
    anchors: undefined,
    tag: undefined,
  };
  if (node.type === 'object') return new BuiltMapping(place, convertEntries(node, problems), true);
  if (node.type === 'array') {
    return new BuiltSequence(
      place,
      (node.children ?? []).map((child) => convert(child, problems)),
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

function convertEntries(node: Node, problems: SyntaxProblem[]): SyntaxEntry[] {
  const seen = new Set<string>();
  const entries: SyntaxEntry[] = [];
  for (const property of node.children ?? []) {
    const [keyNode, valueNode] = property.children ?? [];
    if (keyNode === undefined) continue;
    const key = convert(keyNode, problems) as ScalarNode;
    if (seen.has(key.text)) {
      problems.push({
        message: `Key \`${key.text}\` is written twice in this object.`,
        range: key.range,
        severity: 'error',
      });
    }
    seen.add(key.text);
    const value =
      valueNode === undefined
        ? new BuiltScalar(
            { written: { start: key.range.end, end: key.range.end }, anchors: undefined, tag: undefined },
            null,
            '',
            'absent',
          )
        : convert(valueNode, problems);
    entries.push({ key, value, merged: false });
  }
  return entries;
}

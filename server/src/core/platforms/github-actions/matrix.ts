import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get } from '../../syntax/syntaxTree.js';
import { contextPath, parseExpression } from './expressions/ast.js';
import type { Job } from './workflow.js';
import { scalarsOf } from './workflow.js';

/** The values of `matrix.<key>` where the matrix lists them; `undefined` where it is computed. */
export function matrixValues(job: Job, expression: string): readonly string[] | undefined {
  const parsed = parseExpression(expression);
  const path = parsed && contextPath(parsed);
  if (path?.startsWith('matrix.') !== true) return undefined;
  const keys = path.split('.').slice(1);
  const matrix = get(get(job.node, 'strategy'), 'matrix');
  if (matrix?.kind !== 'mapping') return undefined;
  const [first = '', ...rest] = keys;
  const listed = insensitive(matrix, first);
  const rows = [
    ...(listed?.kind === 'sequence' ? listed.items.map((item) => descend(item, rest)) : []),
    ...includes(matrix).map((item) => descend(item, keys)),
  ].filter((node): node is SyntaxNode => node !== undefined);
  const scalars = rows.flatMap(scalarsOf);
  const isStatic = scalars.length > 0 && scalars.every((scalar) => !scalar.text.includes('${{'));
  return isStatic && (listed === undefined || listed.kind === 'sequence')
    ? [...new Set(scalars.map((s) => s.text))]
    : undefined;
}

/** More ways than that to fill a text in are not looked at. */
const MOST_TEXTS = 24;

/**
 * A text with the values of the matrix in place, once for each way of putting them together: more than the matrix has,
 * where its rows leave some out. What is computed is left as it is written, and so is all where there are too many ways.
 */
export function matrixTexts(job: Job, text: string): readonly string[] {
  let texts: readonly string[] = [text];
  const expressions = new Set(
    [...text.matchAll(/\$\{\{\s*(matrix\.[\w.-]+)\s*\}\}/giu)].map(([, path = '']) => path),
  );
  for (const path of expressions) {
    const listed = matrixValues(job, path);
    if (listed === undefined) continue;
    const values = mayBeAbsent(job, path) ? [...listed, ''] : listed;
    if (values.length * texts.length > MOST_TEXTS) return [text];
    texts = texts.flatMap((each) => values.map((value) => filled(each, path, value)));
  }
  return texts;
}

function filled(text: string, path: string, value: string): string {
  return text.replace(/\$\{\{\s*(matrix\.[\w.-]+)\s*\}\}/giu, (whole, named: string) =>
    named === path ? value : whole,
  );
}

/**
 * Whether a job of the matrix may lack a key, which then reads as nothing: one that only some rows of `include` bring, or
 * that a row lacks which makes a job of its own, since it names another value than those that are listed.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategymatrixinclude
 */
function mayBeAbsent(job: Job, path: string): boolean {
  const matrix = get(get(job.node, 'strategy'), 'matrix');
  if (matrix?.kind !== 'mapping') return true;
  const keys = path.toLowerCase().split('.').slice(1);
  const [first = '', ...rest] = keys;
  const own = matrix.entries.filter(({ key }) => !/^(?:include|exclude)$/u.test(key.text));
  const rows = includes(matrix);
  const lacking = rows.filter((row) => descend(row, keys) === undefined);
  const listed = insensitive(matrix, first);
  if (listed === undefined) return own.length > 0 || lacking.length > 0;
  if (listed.kind !== 'sequence' || listed.items.some((item) => descend(item, rest) === undefined)) {
    return true;
  }
  const isOther = (row: SyntaxNode): boolean =>
    own.some(({ key, value }) => {
      const named = insensitive(row, key.text.toLowerCase());
      return named !== undefined && !scalarsOf(value).some(({ text }) => text === scalarsOf(named)[0]?.text);
    });
  return lacking.some(isOther);
}

function includes(matrix: SyntaxNode): readonly SyntaxNode[] {
  const include = get(matrix, 'include');
  return include?.kind === 'sequence' ? include.items : [];
}

function descend(node: SyntaxNode | undefined, keys: readonly string[]): SyntaxNode | undefined {
  return keys.reduce<SyntaxNode | undefined>((at, key) => at && insensitive(at, key), node);
}

function insensitive(node: SyntaxNode, key: string): SyntaxNode | undefined {
  if (node.kind !== 'mapping') return undefined;
  return node.entries.findLast((entry) => entry.key.text.toLowerCase() === key)?.value;
}

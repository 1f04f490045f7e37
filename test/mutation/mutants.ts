import ts from 'typescript';

/** One small change of a program that a test should notice. */
export interface Mutant {
  readonly id: number;
  /** Path below the project. */
  readonly file: string;
  readonly line: number;
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  /** The code that stands there instead; for a statement that is left out, nothing. */
  readonly code: string;
}

type Change = Pick<Mutant, 'kind' | 'code'> & { readonly node: ts.Node };

const COMPARISONS: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
  [ts.SyntaxKind.LessThanToken]: '<=',
  [ts.SyntaxKind.LessThanEqualsToken]: '<',
  [ts.SyntaxKind.GreaterThanToken]: '>=',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '>',
};
const LOGIC: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.AmpersandAmpersandToken]: '||',
  [ts.SyntaxKind.BarBarToken]: '&&',
};
const ARITHMETIC: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.PlusToken]: '-',
  [ts.SyntaxKind.MinusToken]: '+',
  [ts.SyntaxKind.AsteriskToken]: '/',
  [ts.SyntaxKind.SlashToken]: '*',
};
const METHODS: Readonly<Record<string, string>> = {
  some: 'every',
  every: 'some',
  find: 'findLast',
  findLast: 'find',
  max: 'min',
  min: 'max',
  startsWith: 'endsWith',
  endsWith: 'startsWith',
};
/** Methods whose result is of the kind of what they are called on. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  'filter',
  'sort',
  'toSorted',
  'reverse',
  'slice',
  'trim',
  'toLowerCase',
]);

/** All mutants of a file, in order of place. */
export function mutantsOf(file: string, text: string): readonly Omit<Mutant, 'id'>[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Omit<Mutant, 'id'>[] = [];
  const visit = (node: ts.Node): void => {
    // What only the compiler reads, and the names of files.
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    for (const { node: at, kind, code } of changesOf(node, source)) {
      const start = at.getStart(source);
      const line = source.getLineAndCharacterOfPosition(start).line + 1;
      found.push({ file, line, kind, start, end: at.end, code });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function changesOf(node: ts.Node, source: ts.SourceFile): readonly Change[] {
  if (ts.isBinaryExpression(node)) return binary(node, source);
  if (ts.isCallExpression(node)) return call(node, source);
  if (ts.isIfStatement(node)) return negated(node.expression, source);
  if (ts.isConditionalExpression(node)) return negated(node.condition, source);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return [{ node, kind: 'boolean', code: 'false' }];
  if (node.kind === ts.SyntaxKind.FalseKeyword) return [{ node, kind: 'boolean', code: 'true' }];
  if (ts.isStringLiteral(node) && node.text !== '' && isValue(node)) {
    return [{ node, kind: 'string emptied', code: "''" }];
  }
  if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
    return [{ node, kind: 'statement left out', code: '' }];
  }
  if (ts.isReturnStatement(node) && node.expression !== undefined && ts.isBlock(node.parent)) {
    const isLast = node.parent.statements.at(-1) === node && ts.isFunctionLike(node.parent.parent);
    return isLast ? [] : [{ node, kind: 'return left out', code: '' }];
  }
  return [];
}

function negated(node: ts.Expression, source: ts.SourceFile): readonly Change[] {
  return [{ node, kind: 'condition negated', code: `!(${node.getText(source)})` }];
}

function binary(node: ts.BinaryExpression, source: ts.SourceFile): readonly Change[] {
  const { left, right, operatorToken } = node;
  const swap = (kind: string, operator: string): readonly Change[] => [
    { node, kind, code: `${left.getText(source)} ${operator} ${right.getText(source)}` },
  ];
  const comparison = COMPARISONS[operatorToken.kind];
  if (comparison !== undefined) return swap('comparison', comparison);
  const logic = LOGIC[operatorToken.kind];
  // Beside `??` this would need brackets; both sides have them then.
  if (logic !== undefined) {
    return [{ node, kind: 'logic', code: `(${left.getText(source)}) ${logic} (${right.getText(source)})` }];
  }
  if (operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) {
    return [{ node, kind: 'fallback left out', code: left.getText(source) }];
  }
  const arithmetic = ARITHMETIC[operatorToken.kind];
  const isText = [left, right].some((side) => ts.isStringLiteralLike(side) || ts.isTemplateExpression(side));
  return arithmetic === undefined || isText ? [] : swap('arithmetic', arithmetic);
}

function call(node: ts.CallExpression, source: ts.SourceFile): readonly Change[] {
  const { expression } = node;
  // Within `a?.b` a bracket would end what the question mark skips.
  if (!ts.isPropertyAccessExpression(expression) || (node.flags & ts.NodeFlags.OptionalChain) !== 0) {
    return [];
  }
  const receiver = expression.expression.getText(source);
  const name = expression.name.text;
  if (LEFT_OUT.has(name)) return [{ node, kind: `${name} left out`, code: receiver }];
  const other = METHODS[name];
  if (other === undefined) return [];
  const rest = source.text.slice(expression.name.end, node.end);
  return [{ node, kind: `${name} for ${other}`, code: `${receiver}.${other}${rest}` }];
}

/** Whether a text in quotes is a value, and not the name of a property or a word of a type. */
function isValue(node: ts.StringLiteral): boolean {
  const { parent } = node;
  return !(ts.isPropertyAssignment(parent) && parent.name === node) && !ts.isLiteralTypeNode(parent);
}

import type { HclExpression } from '../../../syntax/hcl/expression.js';
import { templateIn } from '../../../syntax/hcl/readExpression.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, textOf } from '../../../syntax/syntaxTree.js';
import type { TextRange } from '../../../text/textRange.js';
import { scalarAt } from './build.js';
import type { Evaluator, OtherFile } from './evaluator.js';
import type { Scope } from './scope.js';

type Call = Extract<HclExpression, { kind: 'call' }>;

/**
 * Functions that read a file of the workspace: what stands in it stands there, and is taken as it is.
 *
 * https://developer.hashicorp.com/terraform/language/functions/file, …/templatefile, …/fileexists
 */
export function fileNode(
  evaluator: Evaluator,
  call: Pick<Call, 'name'>,
  args: readonly SyntaxNode[],
  range: TextRange,
): SyntaxNode | undefined {
  const [path, given] = args;
  const file = fileOf(evaluator, path);
  if (file === undefined) return undefined;
  switch (call.name) {
    case 'file':
      // A policy is read where it stands.
      return /^\s*\{/u.test(file.text)
        ? (file.json() ?? scalarAt(range, file.text))
        : scalarAt(range, file.text);
    case 'templatefile':
      return templated(evaluator, file, given);
    case 'fileexists':
      return scalarAt(range, true, 'plain');
    default:
      return undefined;
  }
}

function fileOf(evaluator: Evaluator, path: SyntaxNode | undefined): OtherFile | undefined {
  const text = textOf(path);
  return text === undefined ? undefined : evaluator.surroundings.file(text);
}

/** A file in which names are filled in: those that are handed over, and no others. */
function templated(evaluator: Evaluator, file: OtherFile, given: SyntaxNode | undefined): SyntaxNode {
  const scope: Scope = new Map(entries(given).map(({ key, value }) => [key.text, [value]]));
  return evaluator.expression(templateIn(file.text, file.block), {
    source: file.text,
    at: undefined,
    scope,
  });
}

/** What is JSON or YAML in a file, as `jsondecode(file(…))` reads it. */
export function decodedNode(
  evaluator: Evaluator,
  { name, args: [argument] }: Pick<Call, 'name' | 'args'>,
  evaluate: (expression: HclExpression) => SyntaxNode,
): SyntaxNode | undefined {
  if (argument?.kind !== 'call' || argument.name !== 'file') return undefined;
  const [path] = argument.args;
  const file = path && fileOf(evaluator, evaluate(path));
  return name === 'jsondecode' ? file?.json() : file?.yaml();
}

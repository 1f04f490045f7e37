import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { textOf } from '../../../syntax/syntaxTree.js';
import type { TextRange } from '../../../text/textRange.js';
import { refAt, scalarAt, seenFrom } from '../terraform/build.js';
import type { Evaluator } from '../terraform/evaluator.js';
import { pathTo } from '../terraform/unit/module.js';
import type { Composing } from '../../../compose/composer.js';
import { inParentFolders, UNIT_FILE, wholePath } from './unitFiles.js';

/** What functions ask of the configuration in which they stand. */
export interface Surrounding {
  readonly unit: { readonly composing: Composing };
  /** What stands before names that would mean another in another unit. */
  readonly prefix: string;
  /** The folder from which paths are seen, and that of the unit for which all is read. */
  readonly at: string;
  readonly original: string;
  /** The folder of what is included by a name. */
  readonly includedFolder: (name: string | undefined) => string | undefined;
  /** Another configuration as an object; `undefined` for one that is not here. */
  readonly other: (path: string, range: TextRange) => SyntaxNode | undefined;
  /** Whether a configuration that is named is certainly not there. */
  readonly isAbsent: (path: string) => boolean;
  /** What a file of settings gives, as an object. */
  readonly settings: (path: string, range: TextRange) => SyntaxNode | undefined;
}

/**
 * What a function of Terragrunt gives in a configuration; `undefined` for one that is none of its own, and for what only
 * a machine or an account tells.
 *
 * https://terragrunt.gruntwork.io/docs/reference/hcl/functions/, and pkg/config/config_helpers.go of
 * https://github.com/gruntwork-io/terragrunt at 286a33c
 */
export function functionNode(
  file: Surrounding,
  evaluator: Evaluator,
  {
    name,
    args,
    range,
  }: { readonly name: string; readonly args: readonly SyntaxNode[]; readonly range: TextRange },
): SyntaxNode | undefined {
  const text = textFunction(file, name, args);
  if (text !== undefined) return scalarAt(range, text);
  const [first, second] = args;
  switch (name) {
    case 'find_in_parent_folders':
      return textOf(first) === undefined && first !== undefined ? undefined : second;
    case 'get_env': {
      // Whoever runs it may set the variable.
      if (second?.kind !== 'scalar') return undefined;
      const shown = `${file.prefix}get_env("${textOf(first) ?? '…'}")`;
      evaluator.parameter(shown, second);
      return refAt(range, shown);
    }
    case 'read_terragrunt_config': {
      const path = textOf(first);
      if (path === undefined) return undefined;
      const read = file.other(path, range);
      if (read !== undefined) return seenFrom(read, range);
      return file.isAbsent(path) ? second : undefined;
    }
    case 'read_tfvars_file': {
      const path = textOf(first);
      return path === undefined ? undefined : file.settings(path, range);
    }
    case 'mark_as_read':
      return first;
    default:
      return undefined;
  }
}

/** Functions that give a path. */
function textFunction(file: Surrounding, name: string, args: readonly SyntaxNode[]): string | undefined {
  const { at } = file;
  const first = textOf(args[0]);
  switch (name) {
    case 'find_in_parent_folders': {
      if (args[0] !== undefined && first === undefined) return undefined;
      const found = inParentFolders(file.unit.composing, at, first ?? UNIT_FILE);
      return found === undefined ? undefined : wholePath(found);
    }
    case 'get_terragrunt_dir':
      return wholePath(at);
    case 'get_original_terragrunt_dir':
      return wholePath(file.original);
    // The workspace folder is taken for the repository.
    case 'get_repo_root':
      return wholePath('');
    case 'get_path_from_repo_root':
      return at === '' ? '.' : at;
    case 'get_path_to_repo_root':
      return pathTo(at, '');
    case 'path_relative_to_include': {
      const included = file.includedFolder(first);
      return included === undefined ? undefined : pathTo(included, at);
    }
    case 'path_relative_from_include': {
      const included = file.includedFolder(first);
      return included === undefined ? undefined : pathTo(at, included);
    }
    case 'get_parent_terragrunt_dir': {
      const included = file.includedFolder(first);
      return included === undefined ? undefined : wholePath(included);
    }
    default:
      return undefined;
  }
}

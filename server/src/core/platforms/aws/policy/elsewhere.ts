import type { DefinitionKey } from '../../../model/facts.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { textOf } from '../../../syntax/syntaxTree.js';
import type { Uri } from '../../../text/uri.js';
import { parentUri, resolveUri } from '../../../text/uri.js';
import { intrinsicOf } from '../template/intrinsics.js';

/** A data source that makes a policy, in its folder; all files of a folder are one module. */
export function dataDocumentKey(uri: Uri, name: string): DefinitionKey {
  return { space: 'permission-set', key: `aws:document/${parentUri(uri)}#${name}` };
}

/** A file that is a policy. */
export function fileDocumentKey(uri: Uri): DefinitionKey {
  return { space: 'permission-set', key: `aws:document/${uri}` };
}

/**
 * Where the policy stands that Terraform takes from another file: a data source of the same module, or a file that is
 * read as it is. `undefined` for anything else.
 */
export function documentElsewhere(uri: Uri, node: SyntaxNode): DefinitionKey | undefined {
  const intrinsic = intrinsicOf(node);
  const text = intrinsic?.name === 'Ref' ? (textOf(intrinsic.argument) ?? '') : '';
  const name = /^data\.aws_iam_policy_document\.([\w-]+)(?:\[[^\]]*\])?\.(?:minified_)?json$/u.exec(
    text,
  )?.[1];
  if (name !== undefined) return dataDocumentKey(uri, name);
  const path = /^file\(\s*"(?:\$\{path\.module\}\/)?([^"$\\]+)"\s*\)$/u.exec(text)?.[1];
  const file = path === undefined ? undefined : resolveUri(parentUri(uri), path);
  return file === undefined ? undefined : fileDocumentKey(file);
}

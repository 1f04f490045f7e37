import type { DefinitionKey } from '../../model/facts.js';
import type { NamedThing } from '../../model/pointing.js';
import { pathAt } from '../../syntax/pathAt.js';
import type { SyntaxTree } from '../../syntax/syntaxTree.js';
import { entry, get } from '../../syntax/syntaxTree.js';
import { touches } from '../../text/textRange.js';
import type { Uri } from '../../text/uri.js';
import type { NamedFiles } from '../platform.js';
import { policyDefinition, roleDefinition, userDefinition } from './identities/keys.js';
import { logicalIdAt } from './template/logicalIdAt.js';
import { namedInTerraform } from './terraform/named.js';

/** What a name in a template or in Terraform means, with where that is written. */
export function named(files: NamedFiles, uri: Uri, offset: number): NamedThing | undefined {
  const tree = files.tree(uri);
  if (tree === undefined) return undefined;
  const own =
    tree.format === 'hcl' ? namedInTerraform(files, uri, offset) : namedInTemplate(tree, uri, offset);
  return own ?? namedByArn(files, tree.text, offset);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
const ARN = /\barn:aws[\w-]*:iam::\d*:(role|user|policy)\/([\w+=,.@/-]+)/gu;

/** A role, user or policy by its ARN, which names it by its last part whatever its path. */
function namedByArn(files: NamedFiles, text: string, offset: number): NamedThing | undefined {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  for (const match of text.slice(from, end < 0 ? text.length : end).matchAll(ARN)) {
    const range = { start: from + match.index, end: from + match.index + match[0].length };
    if (!touches(range, offset)) continue;
    const [, kind = '', path = ''] = match;
    const targets = files.defined(keyOf(kind, path.slice(path.lastIndexOf('/') + 1)));
    return targets.length === 0 ? undefined : { range, targets };
  }
  return undefined;
}

function keyOf(kind: string, name: string): DefinitionKey {
  if (kind === 'policy') return policyDefinition(name);
  return kind === 'user' ? userDefinition(name) : roleDefinition(name);
}

/** A logical id, or the name of a parameter or condition, of the same template. */
function namedInTemplate(tree: SyntaxTree, uri: Uri, offset: number): NamedThing | undefined {
  const found = logicalIdAt(pathAt(tree, offset), tree.text, offset);
  if (found === undefined) return undefined;
  const [root] = tree.documents;
  const key = SECTIONS.map((section) => entry(get(root, section), found.name)?.key).find(
    (one) => one !== undefined,
  );
  return key === undefined ? undefined : { range: found.range, targets: [{ uri, range: key.range }] };
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html */
const SECTIONS = ['Resources', 'Parameters', 'Conditions'];

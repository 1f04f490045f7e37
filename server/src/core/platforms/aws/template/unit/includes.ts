import { BuiltMapping, BuiltSequence } from '../../../../syntax/nodes.js';
import type { SyntaxEntry, SyntaxNode } from '../../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../../syntax/syntaxTree.js';

/** Snippets that take in others. */
const MOST_DEPTH = 8;
const MOST_LEVELS = 60;

/** Where snippets come from: the root of the file at a location, and whether a node may be read. */
export interface Snippets {
  readonly at: (location: string) => SyntaxNode | undefined;
  readonly visit: (node: SyntaxNode) => boolean;
}

/**
 * A template with what `AWS::Include` takes in from files that are here in its place. One that is not here stays as it is,
 * so that it is told as what is not known.
 *
 * CloudFormation itself reads a location in S3; that of a file is replaced by it before, as of nested stacks:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
 * https://docs.aws.amazon.com/cli/latest/reference/cloudformation/package.html
 */
export function withIncludes(snippets: Snippets, root: SyntaxNode): SyntaxNode {
  const whole = root.kind === 'mapping' ? get(root, 'Transform') : undefined;
  const transforms = whole?.kind === 'sequence' ? whole.items : whole === undefined ? [] : [whole];
  const above = transforms.flatMap((one) => entriesOf(snippets.at(locationOf(one) ?? '')));
  const taken = included(snippets, root, 0, 0);
  if (above.length === 0 || taken.kind !== 'mapping') return taken;
  return new BuiltMapping(placeOf(taken), [...above, ...taken.entries], taken.flow);
}

function included(snippets: Snippets, node: SyntaxNode, depth: number, level: number): SyntaxNode {
  if (node.kind === 'scalar' || depth > MOST_DEPTH || level > MOST_LEVELS || !snippets.visit(node)) {
    return node;
  }
  const own = node.tag === '!Transform' ? snippetAt(snippets, node) : undefined;
  if (own !== undefined) return included(snippets, own, depth + 1, level + 1);
  if (node.kind === 'sequence') {
    const items = node.items.map((item) => included(snippets, item, depth, level + 1));
    const isSame = items.every((item, index) => item === node.items[index]);
    return isSame ? node : new BuiltSequence(placeOf(node), items, node.flow);
  }
  const [only] = node.entries;
  if (node.entries.length === 1 && only?.key.text === 'Fn::Transform') {
    const snippet = snippetAt(snippets, only.value);
    return snippet === undefined ? node : included(snippets, snippet, depth + 1, level + 1);
  }
  const all = node.entries.flatMap((one): readonly SyntaxEntry[] => {
    const snippet = one.key.text === 'Fn::Transform' ? snippetAt(snippets, one.value) : undefined;
    if (snippet !== undefined) return entriesOf(included(snippets, snippet, depth + 1, level + 1));
    const value = included(snippets, one.value, depth, level + 1);
    return [value === one.value ? one : { ...one, value }];
  });
  const isSame = all.length === node.entries.length && all.every((one, at) => one === node.entries[at]);
  return isSame ? node : new BuiltMapping(placeOf(node), all, node.flow);
}

function snippetAt(snippets: Snippets, transform: SyntaxNode): SyntaxNode | undefined {
  const location = locationOf(transform);
  return location === undefined ? undefined : snippets.at(location);
}

function locationOf(transform: SyntaxNode): string | undefined {
  if (textOf(get(transform, 'Name')) !== 'AWS::Include') return undefined;
  const location = get(get(transform, 'Parameters'), 'Location');
  return location?.tag === undefined ? textOf(location) : undefined;
}

function entriesOf(node: SyntaxNode | undefined): readonly SyntaxEntry[] {
  return node?.kind === 'mapping' ? node.entries : [];
}

function placeOf(node: SyntaxNode): ConstructorParameters<typeof BuiltMapping>[0] {
  return { written: node.written, anchors: undefined, tag: node.tag };
}

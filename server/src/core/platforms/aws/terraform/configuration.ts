import type { MappingNode, ScalarNode, SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../../syntax/syntaxTree.js';

/** One block of a configuration with its labels. */
export interface Block {
  readonly type: string;
  readonly name: string;
  /** As others refer to it: `aws_iam_role.deploy`, `data.aws_iam_policy_document.trust`. */
  readonly address: string;
  /** The label that is its name. */
  readonly key: ScalarNode;
  readonly body: MappingNode;
}

/** One file of a Terraform or OpenTofu module, by its blocks. */
export interface Configuration {
  readonly resources: readonly Block[];
  readonly resource: (address: string) => Block | undefined;
  readonly data: (address: string) => Block | undefined;
  /** Data sources that make policies. */
  readonly documents: readonly Block[];
  readonly variable: (name: string) => Block | undefined;
  readonly local: (name: string) => SyntaxEntry | undefined;
  readonly modules: readonly Block[];
}

/** Reads the blocks of a file, in HCL or in the JSON syntax, which have one shape here. */
export function readConfiguration(root: SyntaxNode | undefined): Configuration {
  const resources = labelled(get(root, 'resource'), '');
  const sources = labelled(get(root, 'data'), 'data.');
  const data = byAddress(sources);
  const variables = new Map(named(get(root, 'variable')).map((block) => [block.name, block]));
  const locals = new Map(
    each(get(root, 'locals'))
      .flatMap(entries)
      .map((entry) => [entry.key.text, entry]),
  );
  const known = byAddress(resources);
  return {
    resources,
    resource: (address) => known.get(address),
    data: (address) => data.get(address),
    documents: sources.filter(({ type }) => type === 'aws_iam_policy_document'),
    variable: (name) => variables.get(name),
    local: (name) => locals.get(name),
    modules: named(get(root, 'module')),
  };
}

/** The items of a list, or the one thing that stands in the place of a list. */
export function each(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  if (node === undefined) return [];
  return node.kind === 'sequence' ? node.items : [node];
}

/** The text of an attribute, where it is one that is written out. */
export function literal(block: Block | undefined, attribute: string): string | undefined {
  const text = textOf(get(block?.body, attribute));
  return text?.includes('${') === true || text?.includes('%{') === true ? undefined : text;
}

/** Blocks with a type and a name. */
function labelled(node: SyntaxNode | undefined, prefix: string): readonly Block[] {
  return each(node)
    .flatMap(entries)
    .flatMap(({ key: type, value }) => named(value, type.text, `${prefix}${type.text}.`));
}

/** Blocks with a name. */
function named(node: SyntaxNode | undefined, type = '', prefix = ''): readonly Block[] {
  return each(node)
    .flatMap(entries)
    .flatMap(({ key, value }) =>
      each(value).flatMap((body) =>
        body.kind === 'mapping' ? [{ type, name: key.text, address: `${prefix}${key.text}`, key, body }] : [],
      ),
    );
}

function byAddress(blocks: readonly Block[]): ReadonlyMap<string, Block> {
  return new Map(blocks.map((block) => [block.address, block]));
}

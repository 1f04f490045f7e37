import type { MappingNode, ScalarNode, SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../../syntax/syntaxTree.js';
import type { Scope } from './scope.js';

/** One block of a configuration with its labels. */
export interface Block {
  readonly type: string;
  readonly name: string;
  /**
   * As others refer to it: `aws_iam_role.deploy`, `data.aws_iam_policy_document.trust`. Of one that stands for one
   * instance among others, with its key; of one in a module that is called, behind the name of the call.
   */
  readonly address: string;
  /** The label that is its name. */
  readonly key: ScalarNode;
  readonly body: MappingNode;
  /** What `each` and `count` stand for, where the block is one instance of several. */
  readonly scope?: Scope;
  /** By what it is told from the other instances. */
  readonly instance?: string | number;
  /** Whether there is none where whoever applies the configuration switches nothing on. */
  readonly offByDefault?: true;
}

/** The files of a Terraform or OpenTofu module, by their blocks. */
export interface Configuration {
  readonly resources: readonly Block[];
  readonly resource: (address: string) => Block | undefined;
  readonly data: (address: string) => Block | undefined;
  /** Data sources that make policies. */
  readonly documents: readonly Block[];
  readonly variable: (name: string) => Block | undefined;
  readonly local: (name: string) => SyntaxEntry | undefined;
  readonly modules: readonly Block[];
  readonly outputs: readonly Block[];
  /** Configurations of providers, under `provider.aws` or, with an alias, `provider.aws.alias`. */
  readonly providers: readonly Block[];
  /** Where the state is kept, under `backend.s3`. */
  readonly backends: readonly Block[];
}

/** One file of a module. */
export interface ModuleFile {
  readonly root: SyntaxNode | undefined;
  /** Whether its blocks change those of the other files, as its name says. */
  readonly overrides?: boolean;
}

/** Reads the blocks of files that are one module, in HCL or in the JSON syntax, which have one shape here. */
export function readConfiguration(...files: readonly ModuleFile[]): Configuration {
  const all = (read: (root: SyntaxNode | undefined) => readonly Block[]): readonly Block[] =>
    overridden(files.map(({ root, overrides = false }) => ({ blocks: read(root), overrides })));
  const resources = all((root) => labelled(get(root, 'resource'), ''));
  const sources = all((root) => labelled(get(root, 'data'), 'data.'));
  const data = byAddress(sources);
  const variables = new Map(
    all((root) => blocksNamed(get(root, 'variable'))).map((block) => [block.name, block]),
  );
  const locals = new Map(
    [...files]
      .sort((a, b) => Number(a.overrides ?? false) - Number(b.overrides ?? false))
      .flatMap(({ root }) => each(get(root, 'locals')))
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
    modules: all((root) => blocksNamed(get(root, 'module'))),
    outputs: all((root) => blocksNamed(get(root, 'output'))),
    providers: all((root) => blocksNamed(get(root, 'provider'), '', 'provider.').map(aliased)),
    backends: all((root) =>
      each(get(root, 'terraform')).flatMap((node) => blocksNamed(get(node, 'backend'), '', 'backend.')),
    ),
  };
}

/** https://developer.hashicorp.com/terraform/language/block/provider#alias */
function aliased(block: Block): Block {
  const alias = literal(block, 'alias');
  return alias === undefined ? block : { ...block, address: `${block.address}.${alias}` };
}

/**
 * Blocks of override files take the place of the arguments of those that they name.
 *
 * https://developer.hashicorp.com/terraform/language/files/override
 */
function overridden(
  files: readonly { readonly blocks: readonly Block[]; readonly overrides: boolean }[],
): readonly Block[] {
  const plain = files.filter(({ overrides }) => !overrides).flatMap(({ blocks }) => blocks);
  const changes = files.filter(({ overrides }) => overrides).flatMap(({ blocks }) => blocks);
  if (changes.length === 0) return plain;
  return plain.map((block) => {
    const over = changes.filter(({ address }) => address === block.address);
    return over.reduce((one, { body }) => {
      const replaced = new Set(body.entries.map(({ key }) => key.text));
      const kept = one.body.entries.filter(({ key }) => !replaced.has(key.text));
      const { range, written, shared, flow } = one.body;
      return {
        ...one,
        body: { kind: 'mapping', range, written, shared, flow, entries: [...kept, ...body.entries] },
      };
    }, block);
  });
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
    .flatMap(({ key: type, value }) => blocksNamed(value, type.text, `${prefix}${type.text}.`));
}

/** Blocks with a name. */
export function blocksNamed(node: SyntaxNode | undefined, type = '', prefix = ''): readonly Block[] {
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

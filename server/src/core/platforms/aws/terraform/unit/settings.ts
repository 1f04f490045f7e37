import type { Composing } from '../../../../compose/composer.js';
import { same } from '../../../../engine/same.js';
import type { SyntaxNode } from '../../../../syntax/syntaxTree.js';
import { entries } from '../../../../syntax/syntaxTree.js';
import type { Block as TextBlock } from '../../../../text/block.js';
import { blockOf } from '../../../../text/block.js';
import type { ReadFile } from '../../reading.js';

const SETTINGS = /\.tfvars(?:\.json)?$/u;
/** These are always taken; others are named by whoever applies the configuration. */
const ALWAYS = /(?:^|\/)terraform\.tfvars(?:\.json)?$|\.auto\.tfvars(?:\.json)?$/u;

/** What files of settings give variables. */
export interface Settings {
  readonly values: ReadonlyMap<string, SyntaxNode>;
  /** The names that a file gives which is always taken. */
  readonly always: ReadonlySet<string>;
}

/**
 * What the files of settings in folders, which count as one, give its variables. Of those that are always taken the last one counts; what
 * others say counts where all of them that say it say the same, as nobody knows which one is named.
 *
 * https://developer.hashicorp.com/terraform/language/values/variables#variable-definitions-tfvars-files
 */
export function settingsOf(
  folders: readonly string[],
  composing: Composing,
  places: Map<TextBlock, ReadFile>,
): Settings {
  const paths = folders.flatMap((folder) => composing.folder(folder)).filter((path) => SETTINGS.test(path));
  const order = (path: string): number =>
    path.endsWith('terraform.tfvars') ? 0 : path.includes('.auto.') ? 2 : 1;
  const always = paths.filter((path) => ALWAYS.test(path)).sort((a, b) => order(a) - order(b));
  const found = new Map<string, SyntaxNode>();
  const disputed = new Set<string>();
  for (const path of paths.filter((one) => !ALWAYS.test(one))) {
    for (const [name, node] of settingsIn(path, composing, places)) {
      const known = found.get(name);
      if (known !== undefined && !same(plain(known), plain(node))) disputed.add(name);
      found.set(name, node);
    }
  }
  for (const name of disputed) found.delete(name);
  const certain = new Set<string>();
  for (const path of always) {
    for (const [name, node] of settingsIn(path, composing, places)) {
      found.set(name, node);
      certain.add(name);
    }
  }
  return { values: found, always: certain };
}

/** What one file of settings gives. */
export function settingsIn(
  path: string,
  composing: Composing,
  places: Map<TextBlock, ReadFile>,
): readonly (readonly [string, SyntaxNode])[] {
  const file = composing.file(path);
  const tree = file?.as(path.endsWith('.json') ? 'json' : 'hcl');
  const root = tree?.documents[0];
  const block = root && blockOf(root.range);
  if (file === undefined || tree === undefined || block === undefined) return [];
  places.set(block, { uri: file.uri, tree });
  return entries(root).map(({ key, value }) => [key.text, value] as const);
}

/** A value without its place. */
function plain(node: SyntaxNode): unknown {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'sequence') return node.items.map(plain);
  return node.entries.map(({ key, value }) => [key.text, plain(value)]);
}

import type { Composing } from '../../../../compose/composer.js';
import type { MappingNode, SyntaxEntry, SyntaxNode } from '../../../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../../../syntax/syntaxTree.js';
import { quoted } from '../../../../text/quoted.js';
import type { Block } from '../../../../text/block.js';
import { blockOf } from '../../../../text/block.js';
import type { Uri } from '../../../../text/uri.js';
import { entryAt, mappingAt } from '../../terraform/build.js';
import { folderOf, pathFrom } from '../../terraform/unit/module.js';
import type { Reading, ReadFile } from '../../reading.js';
import { checkResources } from '../checkResources.js';
import { withIncludes } from './includes.js';
import type { Stacks } from './stack.js';
import { Stack } from './stack.js';
import { calledTemplate, isStack, localPath } from './stackCalls.js';

/** Stacks of one unit; beyond, one is as one that is not here. CloudFormation takes 500 resources of a template. */
const MOST_STACKS = 200;

/** What is met on the way. */
interface Met {
  /** Which file a place is of. */
  readonly places: Map<Block, ReadFile>;
  /** Files of which the unit speaks. */
  readonly spoken: Set<Uri>;
}

/** A template with the stacks that it nests, and what all of them take in. */
export class StackTree implements Stacks {
  readonly root: Stack | undefined;
  readonly #roots = new Map<string, MappingNode | undefined>();
  /** Templates of stacks that give values, by what stands before their names here. */
  readonly #givers = new Map<string, string>();
  #count = 0;

  constructor(
    readonly composing: Composing,
    readonly path: string,
    readonly reading: Reading,
    readonly met: Met,
  ) {
    this.root = this.stack(path, '', undefined);
  }

  /** One stack more of a template; `undefined` where that is not here, or where there are too many. */
  stack(path: string, prefix: string, caller: Stack['caller']): Stack | undefined {
    const root = this.#rootOf(path, !this.#givers.has(prefix.slice(0, prefix.indexOf('/') + 1)));
    return root === undefined || ++this.#count > MOST_STACKS
      ? undefined
      : new Stack(this, path, root, prefix, caller);
  }

  /** A stack that gives values to those of this unit, and is told where it is deployed itself. */
  giver(path: string): Stack | undefined {
    const stem = (path.split('/').at(-1) ?? '').replace(/\..*$|[^\w-]/gu, '');
    const prefix = `${stem}:${String(this.#givers.size || '')}/`;
    this.#givers.set(prefix, path);
    return this.stack(path, prefix, undefined);
  }

  /** Where a resource is told that a giver makes; `undefined` for one of the unit's own. */
  homeOf(id: string): { readonly uri: Uri; readonly id: string } | undefined {
    const prefix = id.slice(0, id.indexOf('/') + 1);
    const path = this.#givers.get(prefix);
    return path === undefined ? undefined : homeOf(this.composing, path, id.slice(prefix.length));
  }

  /** The templates that were read. */
  get paths(): readonly string[] {
    return [...this.#roots.keys()];
  }

  /** Stacks with all that they make, each before those. */
  all(roots: readonly Stack[] = this.root === undefined ? [] : [this.root]): readonly Stack[] {
    const found = [...roots];
    for (const one of found) found.push(...one.children());
    return found;
  }

  /** The file at a path; what its places are of is noted as they are met. */
  visit(path: string, node: SyntaxNode): boolean {
    const block = blockOf(node.written);
    if (block !== undefined && !this.met.places.has(block)) {
      const file = this.composing.file(path);
      if (file !== undefined) this.met.places.set(block, { uri: file.uri, tree: file.tree });
    }
    return this.reading.visit();
  }

  #rootOf(path: string, isSpoken: boolean): MappingNode | undefined {
    if (!this.#roots.has(path)) this.#roots.set(path, this.#read(path, isSpoken));
    return this.#roots.get(path);
  }

  #read(path: string, isSpoken: boolean): MappingNode | undefined {
    const file = this.composing.file(path);
    const root = file?.tree.documents[0];
    if (file === undefined || root?.kind !== 'mapping' || get(root, 'Resources') === undefined) {
      return undefined;
    }
    if (isSpoken) {
      this.met.spoken.add(file.uri);
      checkResources(this.reading, root);
    }
    this.visit(path, root);
    const whole = file.text.includes('AWS::Include')
      ? withIncludes(
          {
            at: (at) => this.#snippet(path, at, isSpoken),
            visit: (node) => this.visit(path, node),
          },
          root,
        )
      : root;
    return whole.kind === 'mapping' ? whole : undefined;
  }

  /** A file that a template takes in; what it says is said where it is taken. */
  #snippet(path: string, location: string, isSpoken: boolean): SyntaxNode | undefined {
    if (/^\/|^[a-z][\w+.-]*:|\$\{/iu.test(location) || location === '') return undefined;
    const at = pathFrom(folderOf(path), location);
    const file = at === undefined ? undefined : this.composing.file(at);
    const root = file?.tree.documents[0];
    if (at === undefined || file === undefined || root === undefined) return undefined;
    if (isSpoken) this.met.spoken.add(file.uri);
    this.#note(at, root);
    return root;
  }

  #note(path: string, node: SyntaxNode): void {
    if (!this.visit(path, node) || node.kind === 'scalar') return;
    if (node.kind === 'sequence') for (const item of node.items) this.#note(path, item);
    else {
      for (const { key, value } of node.entries) {
        this.visit(path, key);
        this.#note(path, value);
      }
    }
  }
}

/** Templates that nest one another, looked at on the way to the one that nobody nests. */
const MOST_ABOVE = 10;

/** Where the sessions of a template are told: in the template that nests it, over however many, under the stack's name. */
function homeOf(
  composing: Composing,
  path: string,
  id: string,
): { readonly uri: Uri; readonly id: string } | undefined {
  let at = path;
  let name = id;
  for (let depth = 0; depth < MOST_ABOVE; depth++) {
    const [caller, ...others] = composing.namedBy(at).filter((one) => one !== at);
    const root = caller === undefined ? undefined : composing.file(caller)?.tree.documents[0];
    const stacks = entries(get(root, 'Resources')).filter(
      ({ value }) => localPath(caller ?? '', calledTemplate(value)) === at,
    );
    // Of several stacks that one template makes, which one is meant is not known.
    if (caller === undefined || others.length > 0 || stacks.length !== 1) break;
    name = `${stacks[0]?.key.text ?? ''}/${name}`;
    at = caller;
  }
  const file = composing.file(at);
  return file === undefined ? undefined : { uri: file.uri, id: name };
}

/** The sections of all stacks as one template; givers are in it for what others name of them, and hand nothing on. */
export function templateOf(
  stacks: readonly Stack[],
  root: Stack,
  givers: readonly Stack[] = [],
): MappingNode {
  const at = root.root.written;
  const section = (name: string, all: readonly SyntaxEntry[]): SyntaxEntry =>
    entryAt(at, name, mappingAt(at, all));
  const own = root.root.entries.filter(({ key }) => key.text === 'Transform');
  const template = mappingAt(at, [
    ...own,
    section(
      'Parameters',
      [...stacks, ...givers].flatMap((stack) => stack.parameters()),
    ),
    ...(['Mappings', 'Conditions', 'Resources'] as const).map((name) =>
      section(
        name,
        [...stacks, ...givers].flatMap((stack) => stack.section(name)),
      ),
    ),
    section(
      'Outputs',
      stacks.flatMap((stack) => stack.section('Outputs')),
    ),
  ]);
  return template as MappingNode;
}

/** Says of nested stacks whose templates are not here that what they make is not known. */
export function noteStacks(reading: Reading, stack: Stack): void {
  for (const { key, value } of entries(get(stack.root, 'Resources'))) {
    if (!isStack(value) || stack.child(key.text) !== undefined) continue;
    const template = textOf(calledTemplate(value));
    reading.note({
      origin: reading.originOf(key),
      title: `Stack ${key.text}`,
      text: `What ${template === undefined ? 'the template of this stack' : quoted(template)} makes is not read together with this file: roles and policies of its own are not known here.`,
      source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html',
    });
  }
}

import { BuiltMapping, BuiltScalar } from '../../../../syntax/nodes.js';
import type { Related } from '../../../../model/origin.js';
import type { MappingNode, SyntaxEntry, SyntaxNode } from '../../../../syntax/syntaxTree.js';
import { entries, entry, get, textOf } from '../../../../syntax/syntaxTree.js';
import { quoted } from '../../../../text/quoted.js';
import { entryAt, mappingAt, scalarAt, sequenceAt } from '../../terraform/build.js';
import type { Reading } from '../../reading.js';
import { intrinsicOf } from '../intrinsics.js';
import { withoutLoops } from '../loops.js';
import type { StackNames } from './rewritten.js';
import { rewritten } from './rewritten.js';
import { calledTemplate, isStack, localPath } from './stackCalls.js';

/** Stacks in each other; nobody nests deeper. */
const MOST_NESTED = 10;

/** The resource that makes a stack. */
interface StackCaller {
  readonly from: Stack;
  readonly resource: SyntaxEntry;
}

/** What a stack asks of the tree that it stands in. */
export interface Stacks {
  readonly reading: Reading;
  /** Notes of which file a place is; false when no more is to be read. */
  readonly visit: (path: string, node: SyntaxNode) => boolean;
  /** One stack more of a template; `undefined` where that is not here, or where there are too many. */
  readonly stack: (path: string, prefix: string, caller: StackCaller) => Stack | undefined;
}

/** One stack: a template with what its parent hands over, in words of the template that all stacks are put together to. */
export class Stack implements StackNames {
  readonly root: MappingNode;
  readonly #children = new Map<string, Stack | undefined>();
  readonly #arguments = new Map<string, SyntaxNode | undefined>();
  /** Outputs that are being worked out. */
  readonly #open = new Set<string>();

  constructor(
    readonly tree: Stacks,
    readonly path: string,
    written: MappingNode,
    readonly prefix: string,
    readonly caller: StackCaller | undefined,
  ) {
    const looped = withoutLoops(tree.reading, this.#handed(written));
    this.root = looped.kind === 'mapping' ? looped : written;
  }

  get visit(): StackNames['visit'] {
    return (node) => this.tree.visit(this.path, node);
  }

  /** The resources over which the stack is made, the nearest first. */
  get calls(): readonly Related[] {
    if (this.caller === undefined) return [];
    const { from, resource } = this.caller;
    const origin = this.tree.reading.originOf(resource.key);
    return [{ origin, message: `made here by stack ${quoted(resource.key.text)}` }, ...from.calls];
  }

  readonly named = (name: string): string | SyntaxNode => {
    const parameter = entry(get(this.root, 'Parameters'), name)?.value;
    if (parameter === undefined) return this.#has('Resources', name) ? this.prefix + name : name;
    const given = this.argument(name);
    return given === undefined ? this.prefix + name : asList(parameter, given);
  };

  readonly attribute = (id: string, attribute: string): string | SyntaxNode => {
    const output = attribute.startsWith('Outputs.') ? attribute.slice('Outputs.'.length) : undefined;
    const found = output === undefined ? undefined : this.child(id)?.output(output);
    return found ?? `${this.#has('Resources', id) ? this.prefix : ''}${id}.${attribute}`;
  };

  readonly own = (section: 'Conditions' | 'Mappings', name: string): string =>
    this.#has(section, name) ? this.prefix + name : name;

  /** The nested stack of a resource, where its template is here and does not lead back. */
  child(id: string): Stack | undefined {
    if (this.#children.has(id)) return this.#children.get(id);
    this.#children.set(id, undefined);
    const resource = entry(get(this.root, 'Resources'), id);
    const path = resource && localPath(this.path, calledTemplate(resource.value));
    const made =
      resource === undefined || path === undefined || this.#leadsBack(path)
        ? undefined
        : this.tree.stack(path, `${this.prefix}${id}/`, { from: this, resource });
    this.#children.set(id, made);
    return made;
  }

  /** What the parent hands over for a parameter; `undefined` where its default counts. */
  argument(name: string): SyntaxNode | undefined {
    if (this.caller === undefined) return undefined;
    if (this.#arguments.has(name)) return this.#arguments.get(name);
    this.#arguments.set(name, undefined);
    const { from, resource } = this.caller;
    const node = get(get(get(resource.value, 'Properties'), 'Parameters'), name);
    const isNothing = node !== undefined && textOf(intrinsicOf(node)?.argument) === 'AWS::NoValue';
    const value = node === undefined || isNothing ? undefined : rewritten(from, node);
    this.#arguments.set(name, value);
    return value;
  }

  /** What an output comes to; `undefined` where there is none of the name, or where it leads back to itself. */
  output(name: string): SyntaxNode | undefined {
    const node = get(entry(get(this.root, 'Outputs'), name)?.value, 'Value');
    if (node === undefined || this.#open.has(name)) return undefined;
    this.#open.add(name);
    const value = rewritten(this, node);
    this.#open.delete(name);
    return value;
  }

  /** A property of one of its resources in words of all stacks. */
  propertyOf(id: string, name: string): SyntaxNode | undefined {
    const node = get(get(entry(get(this.root, 'Resources'), id)?.value, 'Properties'), name);
    return node && rewritten(this, node);
  }

  /** A section in words of all stacks, with the keys of its own. */
  section(name: 'Resources' | 'Conditions' | 'Mappings' | 'Outputs'): readonly SyntaxEntry[] {
    return entries(get(this.root, name)).flatMap((one) => {
      if (!this.visit(one.key)) return [];
      const isOwn = name !== 'Outputs' && !one.key.text.startsWith('Fn::');
      const key = isOwn ? this.#prefixed(one.key) : one.key;
      return [{ ...one, key, value: rewritten(this, one.value) }];
    });
  }

  /** Its parameters, without those that are handed over; of the root all. */
  parameters(): readonly SyntaxEntry[] {
    return entries(get(this.root, 'Parameters')).flatMap((one) => {
      if (!this.visit(one.key) || this.argument(one.key.text) !== undefined) return [];
      const isOpen = this.caller !== undefined && !this.#saysArguments();
      const type = textOf(get(one.value, 'Type')) ?? 'String';
      // What may be handed over is not known: then the default need not count.
      const value = isOpen
        ? mappingAt(one.value.written, [
            entryAt(one.value.written, 'Type', scalarAt(one.value.written, type)),
          ])
        : one.value;
      return [{ ...one, key: this.#prefixed(one.key), value }];
    });
  }

  /** The template with what is handed over as the defaults of its parameters, for its loops. */
  #handed(root: MappingNode): MappingNode {
    if (this.caller === undefined) return root;
    const parameters = entries(get(root, 'Parameters')).map((one): SyntaxEntry => {
      const given = this.argument(one.key.text);
      if (given === undefined) return one;
      const isText = given.kind === 'scalar' && intrinsicOf(given) === undefined;
      const type = get(one.value, 'Type');
      return {
        ...one,
        value: mappingAt(one.value.written, [
          ...(type === undefined ? [] : [entryAt(one.value.written, 'Type', type)]),
          ...(isText ? [entryAt(one.value.written, 'Default', given)] : []),
        ]),
      };
    });
    const all = root.entries.map((one) =>
      one.key.text === 'Parameters' ? { ...one, value: mappingAt(one.value.written, parameters) } : one,
    );
    return new BuiltMapping({ written: root.written, anchors: undefined, tag: root.tag }, all, root.flow);
  }

  /** The stacks that this one makes. */
  children(): readonly Stack[] {
    return entries(get(this.root, 'Resources')).flatMap(({ key, value }) =>
      isStack(value) ? (this.child(key.text) ?? []) : [],
    );
  }

  /** Whether the parent writes out which parameters it hands over. */
  #saysArguments(): boolean {
    const node = get(get(this.caller?.resource.value, 'Properties'), 'Parameters');
    return (
      node === undefined ||
      (node.kind === 'mapping' &&
        node.tag === undefined &&
        node.entries.every(({ key }) => !key.text.startsWith('Fn::')))
    );
  }

  #prefixed(key: SyntaxEntry['key']): SyntaxEntry['key'] {
    if (this.prefix === '') return key;
    const text = this.prefix + key.text;
    return new BuiltScalar(
      { written: key.written, anchors: undefined, tag: undefined },
      text,
      text,
      key.style,
    );
  }

  #has(section: 'Resources' | 'Conditions' | 'Mappings', name: string): boolean {
    return entry(get(this.root, section), name) !== undefined;
  }

  #leadsBack(path: string): boolean {
    if (this.path === path) return true;
    let depth = 1;
    for (let at = this.caller?.from; at !== undefined; at = at.caller?.from) {
      if (at.path === path || ++depth > MOST_NESTED) return true;
    }
    return false;
  }
}

/** A list is handed over as one text with commas. */
function asList(parameter: SyntaxNode, given: SyntaxNode): SyntaxNode {
  const type = textOf(get(parameter, 'Type')) ?? 'String';
  if (type.startsWith('AWS::SSM')) return mappingAt(given.written, []);
  if (!type.includes('List') || given.kind === 'sequence') return given;
  const pieces = sequenceAt(given.written, [scalarAt(given.written, ','), given]);
  return mappingAt(given.written, [entryAt(given.written, 'Fn::Split', pieces)]);
}

import type { MappingNode, ScalarNode, SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entry as entryOf, get } from '../../../syntax/syntaxTree.js';
import type { Uri } from '../../../text/uri.js';
import { TEMPLATE_LIMITS } from '../../../knowledge/azure-pipelines/limits.js';
import { readParameters } from '../variables.js';
import { boundParameters } from './bind.js';
import type { Call, Context, FindTemplate, TemplateFile, Unresolved } from './context.js';
import type { Data } from './data.js';
import { dataOf } from './data.js';
import { isDirective } from './directives.js';
import { Expander } from './expander.js';
import { MadeNodes } from './made.js';
import { combined, withoutTriggers } from './extended.js';

/** A pipeline with all that it takes in. */
export interface ExpandedPipeline {
  readonly root: MappingNode;
  /** The file in which a node is written. */
  readonly fileOf: (node: SyntaxNode) => Uri;
  /** The calls by which an item of a list came in, outermost first. */
  readonly callsOf: (item: SyntaxNode) => readonly Call[];
  /** Why a template that is named here was not taken in. */
  readonly unresolved: ReadonlyMap<SyntaxNode, Unresolved>;
  /** The files that were taken in. */
  readonly files: ReadonlyMap<Uri, TemplateFile>;
  /** Whether more is named than may be taken in. */
  readonly isCut: boolean;
}

/**
 * Puts a pipeline together. Templates are taken in once per call, with what that call hands them.
 *
 * @param isCalled whether others take the file in, who are not here: its parameters are theirs to choose
 */
export function expandPipeline(
  file: TemplateFile,
  isCalled: boolean,
  find: FindTemplate,
): ExpandedPipeline | undefined {
  const [root] = file.tree.documents;
  return root?.kind === 'mapping' ? new Expansion(file.uri, root, isCalled, find) : undefined;
}

class Expansion implements ExpandedPipeline {
  readonly root: MappingNode;
  readonly unresolved = new Map<SyntaxNode, Unresolved>();
  readonly files = new Map<Uri, TemplateFile>();
  readonly #made: MadeNodes;
  readonly #calls = new Map<SyntaxNode, readonly Call[]>();
  readonly #expander: Expander;
  readonly #outermost: Context;
  isCut = false;
  #left: number = TEMPLATE_LIMITS.nodes;

  constructor(
    uri: Uri,
    root: MappingNode,
    isCalled: boolean,
    readonly find: FindTemplate,
  ) {
    this.#made = new MadeNodes(uri);
    this.#expander = new Expander({
      made: this.#made,
      outermost: (node, { stack }) => ({ ...this.#outermost, uri: this.fileOf(node), stack }),
      takeIn: (item, list, context) => this.#takeIn(item, list, context),
      isCall: (item) => entryOf(item, 'template')?.value.kind === 'scalar',
      spend: () => this.#left-- > 0,
    });
    const scope = {
      loops: new Map<string, Data | null>(),
      parameters: isCalled ? new Map<string, Data>() : structuredDefaults(root),
      isOutermost: true,
      root,
      made: this.#made,
    };
    this.#outermost = { uri, scope, stack: [uri], lists: 'named' };
    this.root = this.#made.mapping(root, this.#entriesOf(root, this.#outermost));
  }

  readonly fileOf = (node: SyntaxNode): Uri => this.#made.fileOf(node);
  readonly callsOf = (item: SyntaxNode): readonly Call[] => this.#calls.get(item) ?? [];

  /** The entries of a file, those of the template that it extends among them. */
  #entriesOf(root: MappingNode, context: Context): readonly SyntaxEntry[] {
    const parameters = entryOf(root, 'parameters');
    const own = root.entries.filter((entry) => entry !== parameters);
    const entries = this.#expander.entries(this.#made.mapping(root, own), context);
    const isOutermost = context.scope.isOutermost && context.stack.length === 1;
    const kept = isOutermost && parameters !== undefined ? [parameters, ...entries] : entries;
    return kept.some(({ key }) => key.text === 'extends') ? this.#extended(root, kept, context) : kept;
  }

  #extended(root: MappingNode, entries: readonly SyntaxEntry[], context: Context): readonly SyntaxEntry[] {
    // What is handed over is data until the template has taken it in.
    const written = get(root, 'extends');
    if (written?.kind !== 'mapping') return entries;
    const found = this.#called(written, context);
    const others = entries.filter(({ key }) => key.text !== 'extends');
    if (found === undefined) {
      const call = this.#expander.expand(written, { ...context, lists: 'any' });
      this.#moveReason(written, call);
      return entries.map((entry) => (entry.key.text === 'extends' ? { ...entry, value: call } : entry));
    }
    const taken = this.#entriesOf(found.root, found.context).map((entry) =>
      this.#itemsFrom(entry, found.call),
    );
    return combined(this.#made, root, others, withoutTriggers(taken));
  }

  #takeIn(item: MappingNode, list: string, context: Context): readonly SyntaxNode[] | undefined {
    const found = this.#called(item, context);
    if (found === undefined) return [this.#staying(item, context)];
    const entries = this.#entriesOf(found.root, found.context);
    const kind = [list, 'stages', 'jobs', 'phases', 'steps', 'variables'].find((name) =>
      holds(entries, name),
    );
    if (kind === undefined) {
      const call = this.#staying(item, context);
      this.#refuse(call, 'nothing');
      return [call];
    }
    return this.#listed(entries, kind, list, 0).map((each) => this.#from(each, found.call));
  }

  /** A call that stays, with what it hands over. */
  #staying(item: MappingNode, context: Context): SyntaxNode {
    const call = this.#expander.expand(item, {
      ...context,
      lists: context.lists === 'none' ? 'none' : 'any',
    });
    this.#moveReason(item, call);
    return call;
  }

  #moveReason(item: SyntaxNode, call: SyntaxNode): void {
    const reason = this.unresolved.get(item);
    if (reason !== undefined) this.#refuse(call, reason);
  }

  #refuse(call: SyntaxNode, why: Unresolved): void {
    const node = entryOf(call, 'template')?.value;
    this.unresolved.set(call, why);
    if (node !== undefined) this.unresolved.set(node, why);
  }

  /** The file that a call names, and what is known in it; `undefined`, with the reason noted, where it stays. */
  #called(
    item: MappingNode,
    context: Context,
  ): { readonly root: MappingNode; readonly context: Context; readonly call: Call } | undefined {
    const written = entryOf(item, 'template')?.value;
    const name = written && this.#expander.expand(written, context);
    if (name?.kind !== 'scalar') return undefined;
    const file = this.#fileNamed(name, context);
    const root = file?.tree.documents[0];
    if (file === undefined || root?.kind !== 'mapping') {
      this.unresolved.set(item, 'not here');
      return undefined;
    }
    const why = this.#limitFor(file, context);
    if (why !== undefined) {
      this.unresolved.set(item, why);
      return undefined;
    }
    this.files.set(file.uri, file);
    this.#made.tell(root, file.uri);
    const given = get(item, 'parameters');
    const handed = given && this.#expander.expand(given, { ...context, lists: 'none' });
    const declared = readParameters(get(root, 'parameters'));
    for (const { byDefault } of declared) if (byDefault !== undefined) this.#tellAll(byDefault, file.uri);
    return {
      root,
      call: { node: name, uri: file.uri },
      context: {
        uri: file.uri,
        stack: [...context.stack, file.uri],
        lists: 'named',
        scope: {
          loops: new Map(),
          parameters: boundParameters(declared, handed),
          isOutermost: false,
          root,
          made: this.#made,
        },
      },
    };
  }

  #limitFor({ uri }: TemplateFile, { stack }: Context): Unresolved | undefined {
    if (stack.includes(uri)) return 'circle';
    const isMore = !this.files.has(uri) && this.files.size >= TEMPLATE_LIMITS.files;
    if (!isMore && stack.length <= TEMPLATE_LIMITS.depth && this.#left > 0) return undefined;
    this.isCut = true;
    return 'too much';
  }

  /**
   * What is handed to a template may name templates: by their paths from where they are written, or from where they are
   * put in.
   */
  #fileNamed(name: ScalarNode, { uri, stack }: Context): TemplateFile | undefined {
    const written = this.fileOf(name);
    const bases = new Set([written, uri, ...[...stack].reverse()]);
    if (name.text.startsWith('/') || written === uri) return this.find(written, name.text);
    for (const base of bases) {
      const found = this.find(base, name.text);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** A default is put in as it is written, in the file of the template. */
  #tellAll(node: SyntaxNode, uri: Uri): void {
    const open = [node];
    for (let at = open.pop(); at !== undefined && this.#left-- > 0; at = open.pop()) {
      this.#made.tell(at, uri);
      if (at.kind === 'sequence') open.push(...at.items);
      else if (at.kind === 'mapping') open.push(...at.entries.flatMap(({ key, value }) => [key, value]));
    }
  }

  /** The items under a key, also where that stands under conditions. */
  #listed(entries: readonly SyntaxEntry[], kind: string, list: string, depth: number): readonly SyntaxNode[] {
    return entries.flatMap(({ key, value }): readonly SyntaxNode[] => {
      if (key.text === kind) return this.#itemsOf(value, kind, list);
      if (!isDirective(key.text) || value.kind !== 'mapping' || depth > 8) return [];
      const inner = this.#listed(value.entries, kind, list, depth + 1);
      return inner.length === 0
        ? []
        : [this.#made.mapping(key, [this.#made.entry(key, this.#made.sequence(value, inner))])];
    });
  }

  #itemsOf(value: SyntaxNode, kind: string, list: string): readonly SyntaxNode[] {
    if (value.kind === 'sequence') return value.items;
    if (kind !== 'variables' || value.kind !== 'mapping' || list !== 'variables') return [];
    return value.entries.map((entry) => this.#variable(entry));
  }

  /** A variable of a mapping as it is written in a list. */
  #variable({ key, value }: SyntaxEntry): SyntaxNode {
    const made = this.#made;
    if (isDirective(key.text) && value.kind === 'mapping') {
      const items = value.entries.map((entry) => this.#variable(entry));
      return made.mapping(key, [made.entry(key, made.sequence(value, items))]);
    }
    return made.mapping(key, [
      made.entry(made.scalar(key, 'name'), key),
      made.entry(made.scalar(key, 'value'), value),
    ]);
  }

  #itemsFrom(entry: SyntaxEntry, call: Call): SyntaxEntry {
    const { value } = entry;
    if (value.kind !== 'sequence' || entry.key.text === 'variables') return entry;
    const items = value.items.map((item) => this.#from(item, call));
    return { ...entry, value: this.#made.sequence(value, items) };
  }

  /** An item as it came in by a call: the same item may come in by several. */
  #from(item: SyntaxNode, call: Call): SyntaxNode {
    if (item.kind !== 'mapping' || this.#left <= 0) return item;
    const calls = [call, ...this.callsOf(item)];
    // It is made again on each level that it comes through, with all the calls behind it.
    this.#left -= calls.length;
    const isGuard = item.entries.every(
      ({ key, value }) => isDirective(key.text) && value.kind === 'sequence',
    );
    const entries = isGuard ? item.entries.map((entry) => this.#itemsFrom(entry, call)) : item.entries;
    const own = this.#made.mapping(item, entries);
    this.#calls.set(own, calls);
    const reason = this.unresolved.get(item);
    if (reason !== undefined) this.unresolved.set(own, reason);
    return own;
  }
}

function holds(entries: readonly SyntaxEntry[], name: string): boolean {
  return entries.some(
    ({ key, value }) =>
      key.text === name || (isDirective(key.text) && value.kind === 'mapping' && holds(value.entries, name)),
  );
}

/** Lists and mappings that parameters of a pipeline have by default: they give it its structure. */
function structuredDefaults(root: MappingNode): ReadonlyMap<string, Data> {
  return new Map(
    readParameters(get(root, 'parameters')).flatMap(({ name, byDefault }) =>
      byDefault === undefined || byDefault.kind === 'scalar'
        ? []
        : [[name.toLowerCase(), dataOf(byDefault)] as const],
    ),
  );
}

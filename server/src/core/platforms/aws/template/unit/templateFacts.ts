import type { Composing, UnitFacts } from '../../../../compose/composer.js';
import type { SessionFacts } from '../../../../model/facts.js';
import type { Related } from '../../../../model/origin.js';
import { get } from '../../../../syntax/syntaxTree.js';
import type { Block } from '../../../../text/block.js';
import { blockOf } from '../../../../text/block.js';
import type { Uri } from '../../../../text/uri.js';
import { composedContext } from '../../context.js';
import type { Parts } from '../../parts.js';
import type { ReadFile } from '../../reading.js';
import { Reading } from '../../reading.js';
import { templateParts } from '../../resources/resourceParts.js';
import { filed } from '../../unit/filed.js';
import { readTemplate } from '../template.js';
import { takenValues } from './imports.js';
import { mayNest } from './stackTexts.js';
import { noteStacks, StackTree, templateOf } from './stackTree.js';

/** What a template says together with the stacks that it nests, by the files in which it stands. */
export function templateFacts(path: string, composing: Composing): UnitFacts {
  const file = composing.file(path);
  if (file === undefined) return { files: new Map() };
  const places = new Map<Block, ReadFile>();
  const spoken = new Set<Uri>();
  const reading = new Reading(file.uri, file.tree, composing.tools(path), {
    at: (range) => {
      const block = blockOf(range);
      return block && places.get(block);
    },
    get count() {
      return spoken.size;
    },
  });
  const tree = new StackTree(composing, path, reading, { places, spoken });
  const { root } = tree;
  if (root === undefined) return { files: new Map() };
  const stacks = tree.all();
  const alone = templateOf(stacks, root);
  const taken = takenValues(tree, readTemplate(alone));
  // What is taken of nobody here says no more than the template by itself.
  const saysMore = taken.values.size > 0 || reading.notes.length > 0;
  if (!saysMore && !mayNest(file.text)) return { files: new Map() };
  const globals = new Map(stacks.map((stack) => [stack.prefix, get(stack.root, 'Globals')]));
  const template = taken.givers.length === 0 ? alone : templateOf(stacks, root, tree.all(taken.givers));
  const context = composedContext(reading, template, {
    globals: (id) => globals.get(prefixOf(id)),
    taken: (by, name) => taken.values.get(`${by} ${name}`),
    home: (id) => tree.homeOf(id),
  });
  for (const stack of stacks) noteStacks(reading, stack);
  const calls = new Map(stacks.map((stack) => [stack.prefix, stack.calls]));
  const parts = withCalls(templateParts(context), calls);
  // Ids in the files of nested stacks say which template makes them.
  return { files: filed(reading, parts, (uri) => (uri === file.uri ? '' : `@${path}`), spoken) };
}

/** Sessions of nested stacks with the resources that make those. */
function withCalls(parts: Parts, calls: ReadonlyMap<string, readonly Related[]>): Parts {
  return {
    ...parts,
    sessions: parts.sessions.map((session): SessionFacts => {
      const madeBy = calls.get(prefixOf(session.localId.slice(session.localId.indexOf(':') + 1))) ?? [];
      return madeBy.length === 0 ? session : { ...session, madeBy };
    }),
  };
}

/** The stack that a logical id is of: `Network/` of `Network/Role`. */
function prefixOf(id: string): string {
  return id.slice(0, id.lastIndexOf('/') + 1);
}

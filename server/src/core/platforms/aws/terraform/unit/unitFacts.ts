import type { Composing, UnitFacts, UnitPart } from '../../../../compose/composer.js';
import type { FactProblem, Note, SessionFacts } from '../../../../model/facts.js';
import type { Origin, Related } from '../../../../model/origin.js';
import { blockOf } from '../../../../text/block.js';
import { parse } from '../../../../syntax/parse.js';
import type { Uri } from '../../../../text/uri.js';
import { encodeSegment, parentUri } from '../../../../text/uri.js';
import type { Parts } from '../../parts.js';
import { factsOf, NO_PARTS } from '../../parts.js';
import { Reading } from '../../reading.js';
import { configurationParts } from '../terraformParts.js';
import { ModuleTree } from './instances.js';

/** What the module of a folder says together with all that it calls, by the files in which it stands. */
export function configurationFacts(folder: string, composing: Composing): UnitFacts {
  const uri = [composing.root, ...folder.split('/').filter(Boolean).map(encodeSegment), 'main.tf'].join('/');
  const tools = toolsOf(folder, composing);
  const tree = new ModuleTree(composing, folder, (places) => {
    const none = parse('', 'hcl');
    return new Reading(uri, none, tools, {
      at: (range) => {
        const block = blockOf(range);
        return block && places.get(block);
      },
      get count() {
        return places.size;
      },
    });
  });
  const instances = tree.all();
  const parts = configurationParts(
    tree.reading,
    instances.map(({ values }) => values),
  );
  const callers = new Map(instances.map((one) => [one.caller?.prefix ?? '', one.calls]));
  return { files: filed(tree, folder, withCalls(parts, callers)) };
}

/** What reading takes: that of any file of the folder, as they are all of one workspace. */
function toolsOf(folder: string, composing: Composing): ReturnType<Composing['tools']> {
  for (const path of composing.folder(folder)) {
    const tools = composing.tools(path);
    if (Object.keys(tools).length > 0) return tools;
  }
  return {};
}

/** The address of a module's instance before that of what is in it. */
const INSTANCE = /^(?:module\.[\w-]+(?:\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?\.)+/u;

/** Sessions of modules with the calls that make them. */
function withCalls(parts: Parts, callers: ReadonlyMap<string, readonly Related[]>): Parts {
  return {
    ...parts,
    sessions: parts.sessions.map((session): SessionFacts => {
      const address = session.localId.slice(session.localId.indexOf(':') + 1);
      const calls = callers.get(INSTANCE.exec(address)?.[0] ?? '') ?? [];
      return calls.length === 0 ? session : { ...session, madeBy: calls };
    }),
  };
}

interface Located {
  readonly origin: Origin;
}

/** The facts by the files in which they stand; ids of other folders say which configuration makes them. */
function filed(tree: ModuleTree, folder: string, parts: Parts): ReadonlyMap<Uri, UnitPart> {
  const { reading, files } = tree;
  const byFile = new Map<Uri, { parts: Parts; problems: FactProblem[]; notes: Note[] }>();
  const at = (uri: Uri): { parts: Parts; problems: FactProblem[]; notes: Note[] } => {
    const known = byFile.get(uri) ?? { parts: NO_PARTS, problems: [], notes: [] };
    byFile.set(uri, known);
    return known;
  };
  const own = parentUri(reading.uri);
  const suffix = (uri: Uri): string => (parentUri(uri) === own ? '' : `@${folder === '' ? '.' : folder}`);
  for (const name of Object.keys(NO_PARTS) as (keyof Parts)[]) {
    for (const item of parts[name] as readonly Located[]) {
      const { uri } = item.origin;
      const here = at(uri);
      const told = withSuffix(item, suffix(uri));
      here.parts = { ...here.parts, [name]: [...here.parts[name], told] };
    }
  }
  for (const problem of reading.problems) at(problem.origin.uri).problems.push(problem);
  for (const note of reading.notes) at(note.origin.uri).notes.push(note);
  for (const uri of files.taken) at(uri);
  return new Map(
    [...byFile].map(([uri, said]): [Uri, UnitPart] => [
      uri,
      {
        title: uri.slice(uri.lastIndexOf('/') + 1),
        complete: reading.complete,
        problems: said.problems,
        notes: said.notes,
        ...factsOf(said.parts),
      },
    ]),
  );
}

/** An item whose local id is told apart from those of other configurations. */
function withSuffix<T extends Located>(item: T, suffix: string): T {
  if (suffix === '') return item;
  const ids = item as { readonly localId?: string; readonly session?: string };
  return {
    ...item,
    ...(ids.localId === undefined ? {} : { localId: `${ids.localId}${suffix}` }),
    ...(ids.session === undefined ? {} : { session: `${ids.session}${suffix}` }),
  };
}

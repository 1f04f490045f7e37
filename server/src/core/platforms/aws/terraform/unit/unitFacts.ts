import type { Composing, UnitFacts } from '../../../../compose/composer.js';
import type { SessionFacts } from '../../../../model/facts.js';
import type { Related } from '../../../../model/origin.js';
import { blockOf } from '../../../../text/block.js';
import { parse } from '../../../../syntax/parse.js';
import type { Uri } from '../../../../text/uri.js';
import { encodeSegment, parentUri } from '../../../../text/uri.js';
import type { Parts } from '../../parts.js';
import { Reading } from '../../reading.js';
import { filed } from '../../unit/filed.js';
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
  const { reading, files } = tree;
  const own = parentUri(uri);
  // Ids of other folders say which configuration makes them.
  const suffix = (at: Uri): string => (parentUri(at) === own ? '' : `@${folder === '' ? '.' : folder}`);
  return { files: filed(reading, withCalls(parts, callers), suffix, files.taken) };
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

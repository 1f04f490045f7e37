import type { Composing, UnitFacts } from '../../../../compose/composer.js';
import type { SessionFacts } from '../../../../model/facts.js';
import type { Related } from '../../../../model/origin.js';
import type { Uri } from '../../../../text/uri.js';
import { parentUri } from '../../../../text/uri.js';
import type { Parts } from '../../parts.js';
import { filed } from '../../unit/filed.js';
import type { Givers } from '../terraformParts.js';
import { configurationParts, NO_GIVERS } from '../terraformParts.js';
import { ModuleTree } from './instances.js';
import { UnitReading } from './unitReading.js';

/** What the module of a folder says together with all that it calls, by the files in which it stands. */
export function configurationFacts(folder: string, composing: Composing): UnitFacts {
  const unit = new UnitReading(composing, folder);
  return treeFacts(unit, new ModuleTree(unit, folder));
}

/**
 * What a configuration says, by the files in which it stands.
 *
 * @param givers those whose outputs it takes, which are told where they are run themselves
 */
export function treeFacts(unit: UnitReading, tree: ModuleTree, givers: Givers = NO_GIVERS): UnitFacts {
  const { folder, reading } = unit;
  const instances = tree.all();
  const parts = configurationParts(
    reading,
    instances.map(({ values }) => values),
    givers,
  );
  const callers = new Map(instances.map((one) => [one.caller?.prefix ?? '', one.calls]));
  const own = parentUri(reading.uri);
  // Ids of other folders say which configuration makes them.
  const suffix = (at: Uri): string => (parentUri(at) === own ? '' : `@${folder === '' ? '.' : folder}`);
  return { files: filed(reading, withCalls(parts, callers), suffix, unit.taken) };
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

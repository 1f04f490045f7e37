import type { UnitPart } from '../../../compose/composer.js';
import type { FactProblem, Note } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import type { Uri } from '../../../text/uri.js';
import { baseName } from '../../../text/uri.js';
import type { Parts } from '../parts.js';
import { factsOf, NO_PARTS } from '../parts.js';
import type { Reading } from '../reading.js';

interface Located {
  readonly origin: Origin;
}

interface Said {
  parts: Parts;
  readonly problems: FactProblem[];
  readonly notes: Note[];
}

/**
 * What was read of several files, by the file in which each fact stands.
 *
 * @param suffix what tells local ids in a file apart from those that other units say there; empty in files of its own
 * @param spoken files of which the unit speaks even where nothing stands in them
 */
export function filed(
  reading: Reading,
  parts: Parts,
  suffix: (uri: Uri) => string,
  spoken: Iterable<Uri>,
): ReadonlyMap<Uri, UnitPart> {
  const byFile = new Map<Uri, Said>();
  const at = (uri: Uri): Said => {
    const known = byFile.get(uri) ?? { parts: NO_PARTS, problems: [], notes: [] };
    byFile.set(uri, known);
    return known;
  };
  for (const name of Object.keys(NO_PARTS) as (keyof Parts)[]) {
    for (const item of parts[name] as readonly Located[]) {
      const { uri } = item.origin;
      const here = at(uri);
      here.parts = { ...here.parts, [name]: [...here.parts[name], withSuffix(item, suffix(uri))] };
    }
  }
  for (const problem of reading.problems) at(problem.origin.uri).problems.push(problem);
  for (const note of reading.notes) at(note.origin.uri).notes.push(note);
  for (const uri of spoken) at(uri);
  return new Map(
    [...byFile].map(([uri, said]): [Uri, UnitPart] => [
      uri,
      {
        title: baseName(uri),
        complete: reading.complete,
        problems: said.problems,
        notes: said.notes,
        ...factsOf(said.parts),
      },
    ]),
  );
}

/** An item whose local id is told apart from those of other units. */
function withSuffix<T extends Located>(item: T, suffix: string): T {
  if (suffix === '') return item;
  const ids = item as { readonly localId?: string; readonly session?: string };
  return {
    ...item,
    ...(ids.localId === undefined ? {} : { localId: `${ids.localId}${suffix}` }),
    ...(ids.session === undefined ? {} : { session: `${ids.session}${suffix}` }),
  };
}

import type { Snapshot } from '../analysis/snapshot.js';
import type { DefinitionKey, FileFacts } from '../model/facts.js';
import type { Origin } from '../model/origin.js';
import type { TextRange } from '../text/textRange.js';
import { touches } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import { distinct } from '../collections/grouping.js';
import { scopesOfFile } from './fileScopes.js';
import { namesOfThing } from './namesOfThing.js';

/** Where the thing named at a place is defined. */
export interface DefinitionTarget {
  /** The text that names it. */
  readonly from: TextRange;
  readonly target: Origin;
}

/** Where what is named at the offset is defined: the called pipeline, the job waited for, the secret asked for. */
export function definitions(snapshot: Snapshot, uri: Uri, offset: number): readonly DefinitionTarget[] {
  const found: DefinitionTarget[] = [];
  for (const scope of scopesOfFile(snapshot, uri)) {
    for (const { reference, targets } of scope.references) {
      if (!isAt(reference.origin, uri, offset)) continue;
      for (const target of targets) found.push({ from: reference.origin.range, target });
    }
    for (const step of scope.becomes) {
      const next = isAt(step.origin, uri, offset) ? snapshot.model.scope(step.session) : undefined;
      if (next !== undefined) found.push({ from: step.origin.range, target: next.facts.origin });
    }
    for (const carried of scope.carried) {
      const from = [carried.origin, ...carried.uses].find((use) => isAt(use, uri, offset));
      const declared = scope.file.callContract?.secrets.find((secret) => secret.name === carried.name);
      if (from !== undefined && declared !== undefined) {
        found.push({ from: from.range, target: declared.origin });
      }
    }
  }
  found.push(...namedByFile(snapshot, uri, offset));
  const named = found.length === 0 ? snapshot.named(uri, offset) : undefined;
  found.push(...(named?.targets ?? []).map((target) => ({ from: named?.range ?? target.range, target })));
  return distinct(
    found.filter(({ from, target }) => target.uri !== uri || from.start !== target.range.start),
    ({ target }) => placeKey(target),
  );
}

/** Where what a binding or a workload names is defined: the set, the account. */
function namedByFile(snapshot: Snapshot, uri: Uri, offset: number): readonly DefinitionTarget[] {
  return namesIn(snapshot.file(uri)?.facts)
    .filter(({ origin }) => isAt(origin, uri, offset))
    .flatMap(({ key, origin }) =>
      snapshot.model.definitionsOf(key).map((target) => ({ from: origin.range, target })),
    );
}

/** Every text of a file that names an identity or a set which may be defined elsewhere. */
function namesIn(
  facts: FileFacts | undefined,
): readonly { readonly key: DefinitionKey; readonly origin: Origin }[] {
  const attached = (facts?.attachments ?? []).flatMap(({ set, setOrigin, holders }) => [
    { key: set, origin: setOrigin },
    ...holders.map(({ key, origin }) => ({ key, origin })),
  ]);
  const run = (facts?.workloads ?? []).map(({ runsAs, runsAsOrigin }) => ({
    key: runsAs,
    origin: runsAsOrigin,
  }));
  return [...attached, ...run];
}

/** Every place that names what stands at the offset: callers of a pipeline, jobs that wait, uses of a secret. */
export function references(snapshot: Snapshot, uri: Uri, offset: number): readonly Origin[] {
  return distinct(
    [
      ...usesOfIdentity(snapshot, uri, offset),
      ...namesOfTarget(snapshot, uri, offset),
      ...namesOfThing(snapshot, uri, offset),
    ],
    placeKey,
  );
}

function usesOfIdentity(snapshot: Snapshot, uri: Uri, offset: number): readonly Origin[] {
  const here = scopesOfFile(snapshot, uri).flatMap((scope) => scope.carried);
  const keys = here
    .filter((carried) => [carried.origin, ...carried.uses].some((use) => isAt(use, uri, offset)))
    .map((carried) => carried.key);
  return distinct(keys).flatMap((key) =>
    [...snapshot.model.carriersOf(key)]
      .flatMap((scope) => scope.carried.filter((carried) => carried.key === key))
      .flatMap((carried) => [carried.origin, ...carried.uses]),
  );
}

/** The cursor may be on a definition, or on a name whose other uses are asked for. */
function namesOfTarget(snapshot: Snapshot, uri: Uri, offset: number): readonly Origin[] {
  const named = scopesOfFile(snapshot, uri)
    .flatMap((scope) => scope.references)
    .filter(({ reference, targets }) => targets.length > 0 && isAt(reference.origin, uri, offset))
    .map(({ reference }) => reference.target);
  const joined = namesIn(snapshot.file(uri)?.facts)
    .filter(({ origin }) => isAt(origin, uri, offset))
    .map(({ key }) => key);
  const wanted = distinct([...definedAt(snapshot, uri, offset), ...named, ...joined], targetKey);
  return wanted.flatMap((key) => snapshot.model.namesOf(key));
}

function definedAt(snapshot: Snapshot, uri: Uri, offset: number): readonly DefinitionKey[] {
  const facts = snapshot.file(uri)?.facts;
  // A reader who asks for callers points at the words that say that the file can be called.
  const isContract = facts?.callContract !== undefined && isAt(facts.callContract.origin, uri, offset);
  return (facts?.definitions ?? []).filter(
    ({ origin, space }) => isAt(origin, uri, offset) || (isContract && space === 'pipeline-file'),
  );
}

function isAt(origin: Origin, uri: Uri, offset: number): boolean {
  return origin.uri === uri && touches(origin.range, offset);
}

function targetKey({ space, key }: DefinitionKey): string {
  return `${space} ${key}`;
}

function placeKey(origin: Origin): string {
  return `${origin.uri} ${origin.range.start} ${origin.range.end}`;
}

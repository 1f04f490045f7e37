import type { Ceiling, CeilingGate, CeilingReach, CeilingStart } from '../model/ceiling.js';
import type { Origin } from '../model/origin.js';
import { patternMatches } from '../knowledge/aws/wildcards.js';
import { relativePath, parentUri } from '../text/uri.js';
import type { Uri } from '../text/uri.js';
import type { Configuration, DeclaredCeiling } from './configuration.js';
import { durationSeconds } from './duration.js';
import { matchesPath } from './globs.js';
import type { PlainData } from './plainData.js';

/** An entry of `scopes:` as the schema allows it. */
export interface WrittenScope {
  readonly identities: readonly string[];
  readonly files?: readonly string[];
  readonly may?: readonly CeilingReach[];
  readonly lasts?: string | number;
  readonly credentialsLast?: string | number;
  readonly startedBy?: readonly Partial<CeilingStart>[];
  readonly gates?: readonly (Partial<Pick<CeilingGate, 'before' | 'name' | 'kind' | 'proof'>> | null)[];
  readonly notKnown?: readonly string[];
}

/** The ceilings of a contract, with the places that say them. */
export function declaredCeilings(
  uri: Uri,
  scopes: readonly WrittenScope[],
  { places, keys }: PlainData,
): readonly DeclaredCeiling[] {
  const at = (pointer: string): Origin => ({
    uri,
    range: keys.get(pointer) ?? places.get(pointer) ?? { start: 0, end: 0 },
  });
  return scopes.map((scope, index) => {
    const own = `/scopes/${String(index)}`;
    return {
      identities: scope.identities,
      ...(scope.files === undefined ? {} : { files: scope.files }),
      ceiling: ceilingOf(scope, (step) => at(step === '' ? own : `${own}/${step}`)),
    };
  });
}

function ceilingOf(scope: WrittenScope, at: (step: string) => Origin): Ceiling {
  const { may, lasts, credentialsLast, startedBy, gates = [], notKnown = [] } = scope;
  return {
    origin: at('identities'),
    entry: at(''),
    ...(may === undefined ? {} : { may: { value: may, origin: at('may') } }),
    ...(lasts === undefined ? {} : { lasts: { value: secondsOf(lasts), origin: at('lasts') } }),
    ...(credentialsLast === undefined
      ? {}
      : { credentialsLast: { value: secondsOf(credentialsLast), origin: at('credentialsLast') } }),
    ...(startedBy === undefined
      ? {}
      : {
          startedBy: {
            value: startedBy.map((start) => ({ conditions: [], withheld: [], ...start })),
            origin: at('startedBy'),
          },
        }),
    gates: gates.map((gate, index) => ({
      before: [],
      proof: 'files',
      ...gate,
      index,
      origin: at(`gates/${String(index)}`),
    })),
    notKnown,
  };
}

function secondsOf(written: string | number): number | null {
  return written === 'unbounded' ? null : durationSeconds(written);
}

/** The ceiling of a session: the first one that names it and its file. */
export function ceilingFor(
  { scopes, uri: from }: Configuration,
  uri: Uri,
  name: string,
): Ceiling | undefined {
  const path = from === undefined ? relativePath('', uri) : relativePath(parentUri(from), uri);
  return scopes.find(
    ({ identities, files }) =>
      identities.some((pattern) => pattern === name || patternMatches(pattern, name)) &&
      (files === undefined || matchesPath(files, path)),
  )?.ceiling;
}

import { distinct } from '../../collections/grouping.js';
import { placeOf } from '../../model/origin.js';
import { isOpen } from '../../model/reach.js';
import type { TrustModel, TrustScope } from '../../model/trustScope.js';
import type { Severity } from '../../model/vocabulary.js';
import type { Widening } from './breadths.js';
import {
  opensEverything,
  ownGrantsOf,
  raisedByStrangers,
  strongest,
  throughWords,
  wideningsOf,
} from './breadths.js';
import { placesOfWays } from './escalating.js';

const WRITE = 2;

/** A wildcard among a session's actions, with how grave it is. */
export type GradedWildcard = Widening & { readonly severity: Severity };

/** The wildcards among the actions of a session that are worth telling. */
export function gradedWildcards(scope: TrustScope, model: TrustModel): readonly GradedWildcard[] {
  const widenings = wideningsOf(scope, 'action').filter(
    ({ breadth }) => breadth.form !== 'inverted' && breadth.customary !== true,
  );
  if (widenings.length === 0) return [];
  const told = placesOfWays(scope, model);
  // Beside everything there is, what gives nothing beyond itself is not told again.
  const isAdministrator = ownGrantsOf(scope).some((grant) => opensEverything(grant) && isOpen(scope, grant));
  return widenings
    .filter(({ breadth }) => breadth.minor !== true || !isAdministrator)
    .flatMap((widening) => {
      const severity = severityOf(scope, widening, told);
      return severity === undefined ? [] : [{ ...widening, severity }];
    });
}

/** What a statement allows besides its actions, and how grave that is: wildcards that share it are one decision. */
export function statementOf({ breadth, grants, severity }: GradedWildcard): string {
  // Everything there is makes an administrator, which is told by itself.
  if (grants.some(opensEverything)) return placeOf(breadth.origin);
  const resources = distinct(grants.map(({ resource }) => resource)).sort();
  const places = distinct(
    grants.flatMap(({ breadth }) =>
      (breadth ?? [])
        .filter(({ dimension }) => dimension === 'resource')
        .map(({ origin }) => placeOf(origin)),
    ),
  ).sort();
  return [severity, grants[0]?.origin.uri, throughWords(grants[0]), ...resources, ...places].join('\n');
}

/**
 * Reading by pattern is customary; a pattern of writes is a choice that may be meant; the whole of something is not. A
 * text that is told as the way to more rights is not told again as grave.
 */
function severityOf(
  scope: TrustScope,
  { breadth, grants }: Widening,
  told: ReadonlySet<string>,
): Severity | undefined {
  const open = grants.filter((grant) => isOpen(scope, grant));
  const writes = strongest(grants) >= WRITE;
  const secret = grants.some(({ system }) => system.kind === 'secrets');
  if (breadth.minor === true) return writes ? 'information' : undefined;
  if (!breadth.whole) return writes ? 'information' : undefined;
  if (!writes && !secret) return 'information';
  if (open.length === 0 || open.every(({ system }) => system.kind === 'api')) return 'information';
  return told.has(placeOf(breadth.origin)) ? 'information' : raisedByStrangers(scope, open, 'warning');
}

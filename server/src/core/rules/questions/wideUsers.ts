import type { Breadth } from '../../model/breadth.js';
import type { Grant } from '../../model/facts.js';
import type { TrustScope } from '../../model/trustScope.js';
import { untrustedInitiators } from '../../model/trustScope.js';
import type { Severity } from '../../model/vocabulary.js';
import { listWords } from '../../model/words.js';
import { raisedByStrangers } from './breadths.js';
import { everythingIn, isAdministrator, openGrants } from './brokers.js';

/** A grant with the text that makes it wide. */
export interface Wide {
  readonly grant: Grant;
  readonly breadth: Breadth;
}

/** A user with all that is wide of it. */
export interface WideUser {
  readonly scope: TrustScope;
  readonly first: Wide;
  readonly all: readonly Wide[];
  readonly severity: Severity;
  readonly isWritten: boolean;
  /** Equal for users of whom the same is said. */
  readonly signature: string;
}

/** What of a user of a broker is wide; in a cloud's policy the same text is a resource among others, and told as such. */
export function wideOf(scope: TrustScope): WideUser | undefined {
  if (scope.facts.kind !== 'broker-user' || isAdministrator(scope)) return undefined;
  const all = openGrants(scope)
    .flatMap((grant): readonly Wide[] => {
      const breadth = everythingIn(grant);
      return breadth === undefined ? [] : [{ grant, breadth }];
    })
    .sort((a, b) => startOf(a) - startOf(b));
  const [first] = all;
  if (first === undefined) return undefined;
  const grants = all.map(({ grant }) => grant);
  const isWritten = grants.some(({ certainty }) => certainty === 'declared');
  const severity = raised(scope, grants, severityOf(grants, isWritten));
  // What an installation gives by itself, with no text to narrow, is told where strangers are that user.
  if (severity === 'information' && all.every(({ breadth }) => !breadth.narrowable)) return undefined;
  const signature = JSON.stringify([severity, isWritten, first.breadth.text, reachWords(all)]);
  return { scope, first, all, severity, isWritten, signature };
}

/** Where a grant stands in its file. */
export function startOf({ grant }: Wide): number {
  return grant.origin.range.start;
}

/** What may be done with what: "publish to and consume from every topic". */
export function reachWords(all: readonly Wide[]): readonly string[] {
  const verbs = new Map<string, string[]>();
  for (const { grant, breadth } of all) {
    verbs.set(breadth.covers, [...(verbs.get(breadth.covers) ?? []), ...verbsOf(grant)]);
  }
  return [...verbs].map(([covers, words]) => `${listWords([...new Set(words)])} ${covers}`);
}

function severityOf(grants: readonly Grant[], isWritten: boolean): Severity {
  return isWritten && grants.some(({ access }) => access !== 'read') ? 'warning' : 'information';
}

/** An error where strangers hold it, and a warning where that they get in is inferred only. */
function raised(scope: TrustScope, grants: readonly Grant[], severity: Severity): Severity {
  const found = raisedByStrangers(scope, grants, severity);
  const isInferred = untrustedInitiators(scope).every(({ certainty }) => certainty === 'inferred');
  return found === 'error' && isInferred ? 'warning' : found;
}

const VERBS = { consume: 'consume from', publish: 'publish to', administer: 'administer' } as const;

/** What one grant lets its holder do, as verbs that a destination follows. */
export function verbsOf({ flows = [], system, access }: Grant): readonly string[] {
  if (system.kind === 'data' || flows.length === 0) return [access === 'read' ? 'read' : 'change'];
  return flows.map((flow) => VERBS[flow]);
}

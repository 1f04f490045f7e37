import { itemsFor, minimumOf, missingNeeds, sufficientGrants } from '../../model/needs.js';
import type { Origin } from '../../model/origin.js';
import { ownGrants } from '../../model/reach.js';
import type { GrantSet, Remediation, RemediationOffer } from '../../model/remediation.js';
import type { TrustScope } from '../../model/trustScope.js';
import { accessRank } from '../../model/vocabulary.js';
import { grantSetWords } from '../../model/words.js';
import { runsCode } from './sessions.js';
import { quoted } from '../../text/quoted.js';

/** From so many write rights on, a set of grants is no choice any more. */
export const EVERYTHING = 8;

/** What one session is to have. */
export interface Share {
  readonly scope: TrustScope;
  readonly grants: GrantSet;
  /** What could go wrong with that; absent when it surely is enough. */
  readonly doubt?: string;
}

/**
 * The least that is enough for a session that has `current`. Where unknown parts could use more than the known ones do,
 * it is what those need and reading the code, and in doubt. `undefined` where it lacks something already: to write
 * down less than it needs would be half a fix, and to add it is a matter of its own.
 */
export function shareOf(scope: TrustScope, current: GrantSet): Share | undefined {
  const { needs } = scope;
  if (missingNeeds(needs, ownGrants(scope)).some(({ access }) => access !== 'read')) return undefined;
  const gap = needs?.gaps.find(({ rights }) => rights === 'all' || rights.some((right) => right in current));
  if (needs !== null && gap === undefined) {
    return { scope, grants: sufficientGrants(scope, current) ?? minimumOf(needs) };
  }
  // What an optional part would use and the session does not have now is not given to it.
  const known = Object.entries(needs === null ? {} : minimumOf(needs)).filter(([right]) => right in current);
  const doubt = gap === undefined ? 'steps that need more stop working' : `it may be too little: ${gap.why}`;
  return { scope, grants: { contents: 'read', ...Object.fromEntries(known) }, doubt };
}

/** Where the shares go: one block in the place of `block`, or for the whole file, or one for each session. */
export type Place = { readonly at: 'file' | 'session'; readonly block?: Origin } | { readonly at: 'each' };

/** The offer that gives each session its share and no more. */
export function narrowingOffer(shares: readonly Share[], place: Place): RemediationOffer {
  const { base, own } = place.at === 'file' ? split(shares) : { base: shares[0]?.grants ?? {}, own: [] };
  const doubts = shares.flatMap(({ doubt }) => doubt ?? []);
  return {
    title: titleFor(shares, place.at === 'each' ? shares : own, base, doubts.length === 0),
    ...(doubts[0] === undefined
      ? { applicability: 'safe', preferred: true }
      : { applicability: 'unsafe', caution: doubts[0] }),
    intents: place.at === 'each' ? shares.map(declare) : [together(shares, place, base), ...own.map(declare)],
  };
}

/** Sessions that only read share one set; each other one gets its own. */
function split(shares: readonly Share[]): { readonly base: GrantSet; readonly own: readonly Share[] } {
  const [only, ...others] = shares;
  if (only !== undefined && others.length === 0) return { base: only.grants, own: [] };
  const reading = shares.filter(({ grants }) => Object.values(grants).every((level) => level === 'read'));
  return {
    base: Object.assign({}, ...reading.map(({ grants }) => grants)) as GrantSet,
    own: shares.filter((share) => !reading.includes(share)),
  };
}

function together(
  shares: readonly Share[],
  place: Exclude<Place, { at: 'each' }>,
  grants: GrantSet,
): Remediation {
  const [first] = shares;
  const uri = first?.scope.file.uri ?? '';
  const reasons = shares.length === 1 && first !== undefined ? reasonsFor(first) : {};
  return place.block === undefined
    ? {
        kind: 'declare-grants',
        uri,
        session: place.at === 'file' ? null : (first?.scope.facts.localId ?? null),
        grants,
        reasons,
      }
    : { kind: 'replace-grants', uri, block: place.block, grants, reasons };
}

function declare(share: Share): Remediation {
  const { scope, grants } = share;
  return {
    kind: 'declare-grants',
    uri: scope.file.uri,
    session: scope.facts.localId,
    grants,
    reasons: reasonsFor(share),
  };
}

/** The step that needs each write, to stand beside it. What is not known is nothing to write into a file. */
function reasonsFor({ scope, grants }: Share): Readonly<Record<string, string>> {
  const { needs } = scope;
  if (needs === null) return {};
  const reasons = Object.entries(grants).flatMap(([right, level]) => {
    const item = itemsFor(needs, right).find(({ access }) => accessRank(access) >= accessRank(level));
    return level === 'read' || item === undefined ? [] : [[right, item.why] as const];
  });
  return Object.fromEntries(reasons);
}

function titleFor(shares: readonly Share[], own: readonly Share[], base: GrantSet, certain: boolean): string {
  const [first] = shares;
  if (own.length > 0 && shares.length > 1) {
    return `Grant each job only what its steps ${certain ? '' : 'are known to '}need`;
  }
  const grants = own[0]?.grants ?? base;
  if (Object.keys(grants).length === 0) return 'Grant nothing: no step needs the token';
  const words = `Grant only ${quoted(grantSetWords(grants))}`;
  if (!certain) return words;
  if (first !== undefined && !runsCode(first.scope)) return `${words}, all that the called workflow needs`;
  return `${words}, all that these ${shares.length > 1 ? 'jobs' : 'steps'} need`;
}

import { distinct } from '../collections/grouping.js';
import type { Ceiling } from '../model/ceiling.js';
import { formatDuration } from '../model/duration.js';
import { ownGrants } from '../model/reach.js';
import type { GrantSet, Remediation, RemediationOffer } from '../model/remediation.js';
import type { TrustScope } from '../model/trustScope.js';
import type { AccessLevel } from '../model/vocabulary.js';
import { grantSetWords } from '../model/words.js';
import { quoted } from '../text/quoted.js';
import { patternCovers } from '../knowledge/aws/wildcards.js';
import type { Breach } from './breaches.js';
import { allows } from './covering.js';
import type { Reached } from './reached.js';
import { actionWords } from './words.js';
import { reachedBy } from './reached.js';

/** Takes away what is beyond the contract, where all that is told at one place is of one kind. */
export function narrowingOffers(scope: TrustScope, together: readonly Breach[]): readonly RemediationOffer[] {
  const { ceiling } = scope.policy;
  const [first] = together;
  if (ceiling === undefined || first === undefined || together.some(({ kind }) => kind !== first.kind)) {
    return [];
  }
  switch (first.kind) {
    case 'reach':
      return narrowReach(
        scope,
        ceiling,
        together.flatMap((breach) => (breach.kind === 'reach' ? [breach] : [])),
      );
    case 'lifetime':
      return together.length > 1 ? [] : [shorten(scope, first)];
    case 'gate': {
      const { name } = first.asked;
      const place = /^environment (.+)$/u.exec(name ?? '')?.[1];
      if (first.unproved !== undefined || place === undefined || /[*?]/u.test(place)) return [];
      return [
        {
          title: `Run it in environment ${quoted(place)}`,
          applicability: 'unsafe',
          caution: 'the environment and its reviewers must be set up in the repository',
          preferred: true,
          intents: [{ kind: 'require-gate', uri: scope.file.uri, session: scope.facts.localId, gate: place }],
        },
      ];
    }
    default:
      return [];
  }
}

function shorten(scope: TrustScope, breach: Extract<Breach, { kind: 'lifetime' }>): RemediationOffer {
  const { identity, limit, seconds, at } = breach;
  return {
    title: `Let it last ${formatDuration(limit)} at most`,
    applicability: 'unsafe',
    caution: 'what needs longer is ended',
    preferred: true,
    intents: [
      {
        kind: 'bound-lifetime',
        uri: at.uri,
        session: scope.facts.localId,
        seconds: limit,
        ...(identity === undefined || seconds === null ? {} : { at, written: seconds }),
      },
    ],
  };
}

const LEVELS: readonly AccessLevel[] = ['admin', 'write', 'read'];

function narrowReach(
  scope: TrustScope,
  ceiling: Ceiling,
  breaches: readonly Extract<Breach, { kind: 'reach' }>[],
): readonly RemediationOffer[] {
  const reached = breaches.map((breach) => breach.reached);
  const own = reached.every(({ levelled, grant }) => levelled !== undefined && grant?.via.length === 0);
  const intents = own ? narrowRights(scope, ceiling, reached) : narrowPolicies(ceiling, breaches);
  if (intents === undefined || intents.length === 0) return [];
  return [
    {
      title: own
        ? `Grant no more than the contract: ${rightsLeft(scope, ceiling)}`
        : titleFor(ceiling, reached),
      applicability: 'unsafe',
      caution: 'what uses it stops working',
      preferred: true,
      intents,
    },
  ];
}

function titleFor(ceiling: Ceiling, reached: readonly Reached[]): string {
  const kept = distinct(reached.flatMap((grant) => keptActions(ceiling, grant)));
  return kept.length === 0
    ? `Take away ${actionWords(reached, 2)}`
    : `Allow only ${kept.length > 2 ? 'what the contract names' : kept.map(quoted).join(' and ')}`;
}

/** The rights that the contract leaves of the session's own. */
function leftOf(scope: TrustScope, { may }: Ceiling): GrantSet {
  const left = reachedBy(scope).flatMap((reached): [string, AccessLevel][] => {
    const { levelled, grant } = reached;
    if (levelled === undefined || grant === undefined || grant.via.length > 0) return [];
    const level = LEVELS.find((access) => isAllowedAt(reached, levelled, access, may?.value ?? []));
    return level === undefined ? [] : [[levelled, level]];
  });
  return Object.fromEntries(left);
}

/** Whether the right is agreed on at this level, which is none above the one that is there. */
function isAllowedAt(
  reached: Reached,
  right: string,
  access: AccessLevel,
  may: NonNullable<Ceiling['may']>['value'],
): boolean {
  if (LEVELS.indexOf(access) < LEVELS.indexOf(reached.access)) return false;
  const lowered: Reached = { ...reached, access, action: `${right}:${access}` };
  return may.some((reach) => allows(reach, lowered));
}

function rightsLeft(scope: TrustScope, ceiling: Ceiling): string {
  const left = leftOf(scope, ceiling);
  return Object.keys(left).length > 3 ? 'what it names' : quoted(grantSetWords(left));
}

function narrowRights(
  scope: TrustScope,
  ceiling: Ceiling,
  reached: readonly Reached[],
): readonly Remediation[] | undefined {
  const { uri } = scope.file;
  const session = scope.facts.localId;
  const grants = leftOf(scope, ceiling);
  const block = scope.facts.grantBlock;
  if (block === undefined || block.level === 'file') {
    // What is written for all stays for the others: this session gets a list of its own.
    const [first] = reached;
    if (first?.levelled === undefined) return undefined;
    if (block === undefined) return [{ kind: 'declare-grants', uri, session, grants }];
    const level = grants[first.levelled];
    return [{ kind: 'set-right', uri, session, right: first.levelled, level, current: grants }];
  }
  if (ownGrants(scope).some(({ declaredFor }) => declaredFor === 'caller')) return undefined;
  return [{ kind: 'replace-grants', uri, block: block.value, grants }];
}

/** Of a pattern what the contract names stays, and all else goes. */
function narrowPolicies(
  ceiling: Ceiling,
  breaches: readonly Extract<Breach, { kind: 'reach' }>[],
): readonly Remediation[] | undefined {
  // At the step to another identity there is no action to be narrowed.
  if (breaches.some(({ at, reached }) => at.range.start !== reached.origin.range.start)) return undefined;
  if (
    breaches.some(
      ({ reached: { grant } }) =>
        grant === undefined || (grant.identity !== undefined && grant.via.length === 0),
    )
  ) {
    return undefined;
  }
  const places = distinct(breaches, ({ at }) => JSON.stringify([at.uri, at.range]));
  return places.map(({ at, reached }): Remediation => {
    const kept = keptActions(ceiling, reached);
    return kept.length === 0
      ? { kind: 'remove-entry', uri: at.uri, at }
      : { kind: 'replace-values', uri: at.uri, at, values: kept };
  });
}

function keptActions({ may }: Ceiling, { action, on, ...rest }: Reached): readonly string[] {
  if (!/[*?]/u.test(action)) return [];
  return (may?.value ?? []).flatMap((reach) =>
    (reach.actions ?? []).filter(
      (named) =>
        named !== action &&
        patternCovers(action.toLowerCase(), named.toLowerCase()) &&
        allows({ ...reach, actions: [named] }, { ...rest, on, action: named }),
    ),
  );
}

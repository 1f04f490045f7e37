import type { Finding, Fix, Snapshot } from '../../server/src/core/analysis/snapshot.js';
import type { SessionFacts } from '../../server/src/core/model/facts.js';
import type { GrantSet, Remediation } from '../../server/src/core/model/remediation.js';
import type { TrustScope } from '../../server/src/core/model/trustScope.js';

/** Own rights of a session as its file alone shows them; `null` where none are written. */
type Rights = GrantSet | null;

/**
 * Where the effect of a fix is not the one that its intents name: sessions whose own rights, read again from the new
 * text, are not those intended, and sessions that changed although no intent speaks of them.
 */
export function missedIntents(
  finding: Finding,
  fix: Fix,
  before: Snapshot,
  after: Snapshot,
): readonly string[] {
  const intents = finding.offers.find(({ title }) => title === fix.title)?.intents ?? [];
  const narrowing = intents.find((intent) => intent.kind === 'move-grants-to-sessions');
  const failures = before.model.scopes.flatMap((scope) => {
    const now = after.model.scope(scope.id);
    if (now === undefined) return [`session ${scope.facts.name} is gone`];
    const wanted = intents.reduce<Rights>(
      (rights, intent) => intended(intent, scope, rights),
      rightsOf(scope.facts),
    );
    const name = scope.facts.name;
    return [
      ...(same(wanted, rightsOf(now.facts))
        ? []
        : [`${name} should have ${words(wanted)} and has ${words(rightsOf(now.facts))}`]),
      ...otherEffects(intents, scope, now),
    ];
  });
  return narrowing === undefined || narrowsAny(narrowing.uri, before, after)
    ? failures
    : [...failures, 'it narrows no session'];
}

function narrowsAny(uri: string, before: Snapshot, after: Snapshot): boolean {
  return before.model.scopesOf(uri).some((scope) => {
    const now = after.model.scope(scope.id);
    return now !== undefined && !same(rightsOf(scope.facts), rightsOf(now.facts));
  });
}

/** What a session should have of its own after an intent. */
function intended(intent: Remediation, scope: TrustScope, rights: Rights): Rights {
  const { facts, file } = scope;
  if (!('uri' in intent) || intent.uri !== file.uri) return rights;
  switch (intent.kind) {
    case 'declare-grants':
      // Written for the file, they reach every session that has no block of its own.
      return intent.session === facts.localId || (intent.session === null && rights === null)
        ? intent.grants
        : rights;
    case 'replace-grants':
      return facts.grantBlock?.value.range.start === intent.block.range.start ? intent.grants : rights;
    case 'move-grants-to-sessions': {
      const own = intent.sessions.find(({ session }) => session === facts.localId);
      if (own !== undefined) return own.grants;
      return facts.grantBlock?.level === 'file' ? intent.shared : rights;
    }
    case 'set-right': {
      if (intent.session !== facts.localId) return rights;
      const base = facts.grantBlock?.level === 'session' ? (rights ?? {}) : intent.current;
      const others = Object.entries(base).filter(([right]) => right !== intent.right);
      const set = intent.level === undefined ? [] : [[intent.right, intent.level] as const];
      return Object.fromEntries(
        [...Object.entries(intent.current), ...others, ...set].filter(
          ([right]) => right !== intent.right || intent.level !== undefined,
        ),
      );
    }
    default:
      return rights;
  }
}

/** What may change of a session, what of it, and which kinds of intent do so. */
const ASPECTS: readonly {
  readonly what: string;
  readonly read: (facts: SessionFacts) => unknown;
  readonly changedBy: readonly Remediation['kind'][];
}[] = [
  { what: 'its lifetime', read: ({ lifetime }) => lifetime.seconds, changedBy: ['bound-lifetime'] },
  {
    what: 'its gates',
    read: ({ gates }) => gates.map(({ id }) => id),
    changedBy: ['require-gate', 'repair-condition'],
  },
  {
    what: 'its initiators',
    read: ({ initiators }) => initiators.map(({ id }) => id),
    changedBy: ['repair-condition'],
  },
  {
    what: 'what it carries',
    read: ({ carried }) => carried.map(({ key }) => key),
    changedBy: ['name-secrets'],
  },
  {
    what: 'what it leaves behind',
    read: ({ exposures }) => exposures.length,
    changedBy: ['drop-persisted-credential'],
  },
  { what: 'its sweeps', read: ({ sweeps }) => sweeps.length, changedBy: ['name-secrets'] },
];

function otherEffects(
  intents: readonly Remediation[],
  scope: TrustScope,
  now: TrustScope,
): readonly string[] {
  const { name, localId } = scope.facts;
  const kinds = new Set(intents.map(({ kind }) => kind));
  const strayed = ASPECTS.filter(
    ({ read, changedBy }) =>
      !changedBy.some((kind) => kinds.has(kind)) &&
      JSON.stringify(read(scope.facts)) !== JSON.stringify(read(now.facts)),
  ).map(({ what }) => `${name}: ${what} changed, which no intent asks for`);
  const missed = intents.flatMap((intent): readonly string[] => {
    if (intent.uri !== scope.file.uri || !('session' in intent) || intent.session !== localId) return [];
    if (intent.kind === 'bound-lifetime' && intent.at === undefined) {
      const { seconds } = now.facts.lifetime;
      return seconds === intent.seconds
        ? []
        : [`${name} lasts ${String(seconds)} s, not ${intent.seconds} s`];
    }
    const isThere = now.facts.gates.some(
      ({ key }) => key !== undefined && 'gate' in intent && key === intent.gate,
    );
    return intent.kind === 'require-gate' && !isThere ? [`${name} is not in environment ${intent.gate}`] : [];
  });
  return [...strayed, ...missed];
}

function rightsOf(facts: SessionFacts): Rights {
  if (facts.grantBlock === undefined) return null;
  const own = facts.grants.filter((grant) => grant.identity === undefined);
  return Object.fromEntries(own.map((grant) => [grant.right, grant.access]));
}

function same(a: Rights, b: Rights): boolean {
  return words(a) === words(b);
}

function words(rights: Rights): string {
  if (rights === null) return 'nothing written';
  const list = Object.entries(rights)
    .map(([right, access]) => `${right}:${access}`)
    .sort();
  return list.length === 0 ? '{}' : list.join(', ');
}

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
  return before.model.scopes.flatMap((scope) => {
    const now = after.model.scope(scope.id);
    if (now === undefined) return [`session ${scope.facts.name} is gone`];
    const wanted = intents.reduce<Rights>((rights, intent) => intended(intent, scope, rights), rightsOf(scope.facts));
    const name = scope.facts.name;
    return [
      ...(same(wanted, rightsOf(now.facts))
        ? []
        : [`${name} should have ${words(wanted)} and has ${words(rightsOf(now.facts))}`]),
      ...otherEffects(intents, scope, now),
    ];
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
      const { [intent.right]: _, ...others } = facts.grantBlock?.level === 'session' ? (rights ?? {}) : intent.current;
      return intent.level === undefined ? others : { ...intent.current, ...others, [intent.right]: intent.level };
    }
    default:
      return rights;
  }
}

function otherEffects(intents: readonly Remediation[], scope: TrustScope, now: TrustScope): readonly string[] {
  const mine = intents.filter((intent) => intent.uri === scope.file.uri);
  const of = (kind: Remediation['kind']): readonly Remediation[] => mine.filter((intent) => intent.kind === kind);
  const failures: string[] = [];
  const expect = (what: string, changed: boolean, mayChange: boolean): void => {
    if (changed && !mayChange) failures.push(`${scope.facts.name}: ${what} changed, which no intent asks for`);
  };
  const differs = (read: (facts: SessionFacts) => unknown): boolean =>
    JSON.stringify(read(scope.facts)) !== JSON.stringify(read(now.facts));
  expect('its lifetime', differs(({ lifetime }) => lifetime.seconds), of('bound-lifetime').length > 0);
  expect('its gates', differs(({ gates }) => gates.map(({ id }) => id)), of('require-gate').length + of('repair-condition').length > 0);
  expect('its initiators', differs(({ initiators }) => initiators.map(({ id }) => id)), of('repair-condition').length > 0);
  expect('what it carries', differs(({ carried }) => carried.map(({ key }) => key)), of('name-secrets').length > 0);
  expect('what it leaves behind', differs(({ exposures }) => exposures.length), of('drop-persisted-credential').length > 0);
  expect('its sweeps', differs(({ sweeps }) => sweeps.length), of('name-secrets').length > 0);
  for (const intent of mine) {
    if (intent.kind === 'bound-lifetime' && intent.at === undefined && intent.session === scope.facts.localId) {
      const { seconds } = now.facts.lifetime;
      if (seconds !== intent.seconds) failures.push(`it lasts ${String(seconds)} s, not ${String(intent.seconds)} s`);
    }
    if (intent.kind === 'require-gate' && intent.session === scope.facts.localId) {
      const there = now.facts.gates.some(({ key }) => key === intent.gate);
      if (!there) failures.push(`environment ${intent.gate} does not stand before it`);
    }
  }
  return failures;
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

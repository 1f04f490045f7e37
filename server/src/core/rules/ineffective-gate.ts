import type { CarriedIdentity, Gate, Grant, Influence } from '../model/facts.js';
import { isOpen, isStrong, openStrong, standingGates, strangerReach } from '../model/reach.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import { gateWords, grantWords, listWords } from '../model/words.js';
import { gravestInfluence } from './questions/influences.js';
import { agentGateHit } from './questions/agentGates.js';
import { heldAt, isPolicy, policyGateHit } from './questions/policyGates.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { isSensitive, knownWrites, outsideActs, sessionWords } from './questions/sessions.js';
import { quoted } from '../text/quoted.js';
import { clipped } from '../text/phrases.js';

const meta: RuleMeta = {
  id: 'ineffective-gate',
  title: 'A check that checks nothing',
  severity: 'warning',
  findingClass: 'no-reauthorization-before-sensitive-action',
  since: '0.1.0',
};

/** What is behind an ineffective gate, and how grave it is that it stands open. */
interface Stake {
  readonly severity: Severity;
  readonly held: readonly Grant[];
}

function check(scope: TrustScope): readonly RuleHit[] {
  // An environment that the configuration declares open is known to its owners; what it lets through is found elsewhere.
  const gates = scope.gates.filter(
    // What an agent is told not to ask is told by a rule of its own.
    (gate) => gate.state === 'ineffective' && gate.key === undefined && !gate.id.startsWith('approval-off'),
  );
  if (scope.facts.kind === 'agent') return gates.map((gate) => agentGateHit(scope, gate));
  if (isPolicy(scope)) return gates.map((gate) => policyGateHit(scope, gate));
  const places = new Map<number, Gate[]>();
  for (const gate of gates) {
    places.set(gate.origin.range.start, [...(places.get(gate.origin.range.start) ?? []), gate]);
  }
  return [...places.values()].flatMap((together) => hit(scope, together) ?? []);
}

export const ineffectiveGate: Rule = { meta, check };

function hit(scope: TrustScope, together: readonly Gate[]): RuleHit | undefined {
  const [gate] = together;
  if (gate === undefined) return undefined;
  const stake =
    gate.kind === 'approval' && gate.id.startsWith('bypassed:') ? bypassStake(scope) : stakeOf(scope, gate);
  if (stake === undefined) return undefined;
  const names = listWords([...new Set(together.map(({ name }) => gateWords(name)))]);
  const held = stake.held.length === 0 ? '' : `, which holds ${grantWords(stake.held, 2)}`;
  return {
    origin: gate.origin,
    message: `${names} ${together.length > 1 ? 'do' : 'does'} not hold back ${sessionWords(scope)}${held}: ${gate.why}.${advice(gate)}`,
    severity: stake.severity,
    confidence: gate.kind === 'condition' && !gate.name.includes('[bot]') ? 'high' : 'medium',
    related: heldAt(stake.held),
    offers: repairs(scope, gate),
  };
}

/** A void condition is a mistake in any case; one that only strangers get past matters by what they then hold. */
function stakeOf(scope: TrustScope, gate: Gate): Stake | undefined {
  const reach = strangerReach(scope);
  const reached = reach.flatMap(({ grants }) =>
    grants.filter((grant) => grant.access !== 'read' || isStrong(grant)),
  );
  const strong = reached.filter(isStrong);
  if (strong.length > 0) {
    const kinds = reach.map(({ initiator }) => gravestInfluence(scope, initiator)?.kind);
    return { severity: severityOf(gate, kinds), held: strong };
  }
  if (reached.length > 0) return { severity: 'warning', held: reached };
  if (gate.kind !== 'condition' || !isVoid(gate)) return undefined;
  const own = openStrong(scope);
  return { severity: own.length > 0 ? 'warning' : 'information', held: own };
}

/**
 * A condition that was to keep strangers out and does not is grave whatever runs. An environment named after a branch or a
 * pull request may only be there to tell deployments apart: it matters by what strangers get into the session.
 */
function severityOf(gate: Gate, kinds: readonly (Influence['kind'] | undefined)[]): Severity {
  if (gate.kind !== 'approval') return 'error';
  if (kinds.some((kind) => kind === 'code' || kind === 'text' || kind === 'merged')) return 'error';
  return kinds.includes('files') ? 'warning' : 'information';
}

/** What tidies up or reports after a job behind an approval is meant to run in any case. */
function bypassStake(scope: TrustScope): Stake | undefined {
  if (standingGates(scope).length > 0) return undefined;
  const opens = (identity: CarriedIdentity): boolean => isOpen(scope, identity) && isSensitive(identity);
  const sensitive = new Set(scope.carried.filter(opens).map(({ key }) => key));
  const held = [
    // What the whole file has in common says nothing of this job.
    ...knownWrites(scope).filter((grant) => isStrong(grant) && grant.declaredFor === 'session'),
    ...scope.grants.filter(({ identity }) => identity !== undefined && sensitive.has(identity)),
  ];
  return held.length > 0 || outsideActs(scope).length > 0 ? { severity: 'warning', held } : undefined;
}

function isVoid({ id }: Gate): boolean {
  return isCoerced(id) || id === 'condition:tautology';
}

function isCoerced(id: string): boolean {
  return id.startsWith('condition:coerced');
}

function advice(gate: Gate): string {
  if (gate.advice !== undefined) return ` ${gate.advice}`;
  if (isCoerced(gate.id)) return ' Write the condition without braces.';
  if (gate.id.startsWith('bypassed:')) return ' Ask for the result as well.';
  if (gate.id.startsWith('label:')) return ' Run on the label alone, `types: [labeled]`.';
  return gate.name.includes('[bot]') ? ' Ask for the author instead.' : '';
}

function repairs(
  scope: TrustScope,
  { id, repair, repairTitle, origin }: Gate,
): NonNullable<RuleHit['offers']> {
  if (repair === undefined) return [];
  return [
    {
      title: `${repairTitle ?? (isCoerced(id) ? 'Evaluate the condition' : 'Let it run only if')}: ${quoted(clipped(repair, 120))}`,
      applicability: 'unsafe',
      caution:
        repairTitle === undefined
          ? 'runs that it let through until now are skipped when it does not hold'
          : 'what went on without it waits from then on',
      preferred: true,
      intents: [{ kind: 'repair-condition', uri: scope.file.uri, at: origin, condition: repair }],
    },
  ];
}

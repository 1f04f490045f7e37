import type { Gate } from '../model/facts.js';
import { isStrong } from '../model/reach.js';
import type { Remediation } from '../model/remediation.js';
import type { TrustScope } from '../model/trustScope.js';
import { untrustedInitiators } from '../model/trustScope.js';
import type { Severity } from '../model/vocabulary.js';
import { canStart, listWords } from '../model/words.js';
import { isAttended, isSwitchedOff, SERVERS_UNASKED } from './questions/agentReach.js';
import { HolderWords } from './questions/breadths.js';
import type { Rule, RuleHit, RuleMeta } from './rule.js';
import { quoted } from '../text/quoted.js';

const meta: RuleMeta = {
  id: 'agent-bypasses-approval',
  title: 'An agent is told not to ask',
  severity: 'warning',
  findingClass: 'agent-no-human-approval',
  since: '0.1.0',
};

function check(scope: TrustScope): readonly RuleHit[] {
  if (scope.facts.kind !== 'agent') return [];
  return scope.gates.filter(isSwitchedOff).map((gate) => hit(scope, gate));
}

export const agentBypassesApproval: Rule = { meta, check };

function hit(scope: TrustScope, gate: Gate): RuleHit {
  const isServers = gate.id === SERVERS_UNASKED;
  const tools = scope.grants.filter((grant) => grant.access !== 'read' && grant.gates.length === 0);
  const can = isServers ? [] : [...new Set(tools.map(({ opens }) => opens))];
  const strangers = untrustedInitiators(scope);
  const grave = strangers.length > 0 && tools.some(isStrong);
  const severity: Severity = isServers ? 'information' : grave ? 'error' : 'warning';
  return {
    origin: gate.origin,
    message: `${HolderWords(scope)} does not ask before it acts: ${gate.why}.${can.length === 0 ? '' : ` Nothing stands between untrusted input and what it can do: ${listWords(can)}.`} ${adviceOf(scope, isServers)}`,
    severity,
    confidence: 'high',
    related: strangers.slice(0, 2).map(({ origin, who }) => ({ origin, message: canStart(who) })),
    offers:
      gate.repair === undefined
        ? []
        : [
            {
              title: `Let it ask: ${quoted(gate.repair)}`,
              applicability: 'unsafe',
              caution: 'runs that nobody watches stop at the first question',
              preferred: true,
              intents: [repairOf(gate, gate.repair)],
            },
          ],
  };
}

function adviceOf(scope: TrustScope, isServers: boolean): string {
  if (isServers) return 'Name the servers that it may start.';
  return isAttended(scope)
    ? 'Let it ask, or take the tools away that matter.'
    : 'Name the tools that it may use.';
}

function repairOf({ origin }: Gate, repair: string): Remediation {
  if (repair !== 'true' && repair !== 'false') {
    return { kind: 'replace-values', uri: origin.uri, at: origin, values: [repair] };
  }
  return { kind: 'set-value', uri: origin.uri, at: origin, path: [], value: repair === 'true' };
}

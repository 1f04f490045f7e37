import { COMMAND_TOOLS, idleRule, serverRuleOf } from '../permissions/rule.js';
import type { RecognisedServer } from '../servers/lookup.js';
import type { ToolReach } from '../toolReach.js';
import { THIS_WORKSPACE, plainReach } from '../toolReach.js';
import type { Gate, Grant, Unknown } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import { toolGrant } from '../toolGrant.js';
import type { PlacedRule } from './placedRules.js';
import { covers, meets } from './placedRules.js';
import { RuleIndex } from './ruleIndex.js';
import { ruleReach } from './ruleReach.js';
import { quoted } from '../../../text/quoted.js';

/** The lists of rules that count together, and what else decides over what they allow. */
export interface Permissions {
  readonly allow: readonly PlacedRule[];
  readonly ask: readonly PlacedRule[];
  readonly deny: readonly PlacedRule[];
  /** Servers that the settings reject, by name, with the place that does. */
  readonly rejected: ReadonlyMap<string, Origin>;
  /** Whether no command gets out of the sandbox. */
  readonly contained: boolean;
  /** What is known of the servers that are set up, by the name that rules have for them; others go by their name. */
  readonly servers?: ReadonlyMap<string, RecognisedServer | undefined>;
}

/** Grants of an allow list with the gates that its deny and ask rules are. */
export interface Allowed {
  readonly grants: readonly Grant[];
  readonly gates: readonly Gate[];
  readonly unknowns: readonly Unknown[];
}

/** Id of the gate that all ask rules are. */
export const ASK = 'ask';

/** https://code.claude.com/docs/en/permissions#manage-permissions: deny, then ask, then allow. */
export function allowedTools(permissions: Permissions): Allowed {
  const { allow, contained } = permissions;
  const before = { deny: new RuleIndex(permissions.deny), ask: new RuleIndex(permissions.ask) };
  const gates = new Map<string, Gate>();
  const grants: Grant[] = [];
  const unknowns: Unknown[] = [];
  for (const placed of allow) {
    const { rule, origin } = placed;
    if (idleRule(rule, 'allow') !== undefined) continue;
    const deny = before.deny.near(placed);
    const ask = before.ask.near(placed);
    const refused = refusalOf({ ...permissions, deny }, placed);
    const asked = ask.find((candidate) => covers(candidate, placed));
    if (refused !== undefined) gates.set(refused.gate.id, refused.gate);
    else if (asked !== undefined) gates.set(ASK, askGate(asked));
    const { reach, certainty, written } = ruleReach(rule, permissions.servers);
    if (reach.unknown !== undefined && refused === undefined) {
      unknowns.push({
        what: reach.unknown,
        why: 'it is not among the servers that TrustScope knows',
        origin,
      });
      continue;
    }
    grants.push(
      toolGrant({
        action: rule.text.trim(),
        reach: contained && COMMAND_TOOLS.has(rule.tool) ? sandboxed(reach) : reach,
        origin,
        gates: refused === undefined ? (asked === undefined ? [] : [ASK]) : [refused.gate.id],
        certainty,
        written,
        without: [...deny, ...ask]
          .filter((candidate) => meets(candidate, placed))
          .map((candidate) => candidate.rule.text.trim()),
        named: rule.specifier ?? rule.tool,
        ...(refused === undefined ? {} : { unneeded: refused.evidence }),
      }),
    );
  }
  return { grants, gates: [...gates.values()], unknowns };
}

export function askGate({ origin, rule }: PlacedRule): Gate {
  return {
    id: ASK,
    kind: 'human-in-the-loop',
    state: 'enforced',
    name: `ask rule ${quoted(rule.text)}`,
    why: 'A person is asked each time, in every mode',
    origin,
  };
}

/** What takes an allow rule away for good: a deny rule, or the rejection of its server. */
function refusalOf(
  { deny, rejected }: Permissions,
  placed: PlacedRule,
): { readonly gate: Gate; readonly evidence: { readonly origin: Origin; readonly why: string } } | undefined {
  const denied = deny.find((candidate) => covers(candidate, placed));
  if (denied !== undefined) {
    const text = denied.rule.text.trim();
    return {
      gate: {
        id: `deny:${text}`,
        kind: 'condition',
        state: 'enforced',
        name: `deny rule ${quoted(text)}`,
        why: 'Deny comes before allow, however narrow that is',
        origin: denied.origin,
      },
      evidence: { origin: denied.origin, why: `${quoted(text)} under \`deny\` takes it away again` },
    };
  }
  const server = serverRuleOf(placed.rule)?.server;
  const origin = server === undefined ? undefined : rejected.get(server);
  if (server === undefined || origin === undefined) return undefined;
  return {
    gate: {
      id: `rejected:${server}`,
      kind: 'condition',
      state: 'enforced',
      name: `rejection of server ${quoted(server)}`,
      why: 'A rejected server is never connected',
      origin,
    },
    evidence: { origin, why: `server ${quoted(server)} is rejected here` },
  };
}

/** In a sandbox that nothing leaves, a command reaches the workspace and the hosts that the settings list. */
function sandboxed(reach: ToolReach): ToolReach {
  const plain = plainReach(reach);
  return plain.system.kind === 'compute'
    ? { ...plain, system: THIS_WORKSPACE, opens: `${plain.opens} in the sandbox` }
    : plain;
}

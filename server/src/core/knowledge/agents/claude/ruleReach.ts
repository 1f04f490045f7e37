import { builtinTool } from '../builtinTools.js';
import type { PermissionRule } from '../permissions/rule.js';
import { COMMAND_TOOLS, serverRuleOf } from '../permissions/rule.js';
import type { RecognisedServer } from '../servers/lookup.js';
import { serverNamed } from '../servers/lookup.js';
import { serverReach } from '../servers/toolReach.js';
import { shellReach } from '../shellReach.js';
import type { ToolReach } from '../toolReach.js';
import { THIS_WORKSPACE } from '../toolReach.js';
import type { BreadthOption } from '../../../model/breadth.js';
import type { Certainty } from '../../../model/vocabulary.js';
import { quoted } from '../../../text/quoted.js';

/** What a rule lets through, and how surely that is known. */
export interface RuleReach {
  readonly reach: ToolReach;
  readonly certainty: Extract<Certainty, 'declared' | 'inferred'>;
  /** How a specifier is written in the place of the rule. */
  readonly written: (specifier: string) => string;
}

/** What the calls that a rule matches may do. */
export function ruleReach(
  rule: PermissionRule,
  servers: ReadonlyMap<string, RecognisedServer | undefined> = new Map(),
): RuleReach {
  const { tool, specifier } = rule;
  const written = (inner: string): string => `${tool}(${inner})`;
  if (COMMAND_TOOLS.has(tool)) {
    return { reach: shellReach(specifier), certainty: 'declared', written };
  }
  const server = serverRuleOf(rule);
  if (server !== undefined) {
    const setUp = servers.get(server.server);
    const known = servers.has(server.server) ? setUp?.server : serverNamed(server.server);
    const reach = serverReach(server.server, server.tool, known, setUp?.readOnly);
    return {
      reach: server.tool === undefined ? widened(reach, server.server) : reach,
      certainty:
        setUp !== undefined && (server.tool === undefined || !reach.byName) ? setUp.certainty : 'inferred',
      // Options of a server are whole rules.
      written: (inner) => inner,
    };
  }
  // Other agents write the names of their tools in lower case; to Claude Code they name nothing.
  const builtin = /^[A-Z]/u.test(tool) ? builtinTool(tool) : undefined;
  const reach = builtin ?? {
    system: THIS_WORKSPACE,
    access: 'read' as const,
    opens: `use ${quoted(tool)}`,
  };
  return { reach, certainty: 'declared', written };
}

/** All tools of a server at once: those that read can be allowed by their usual names. */
function widened(reach: ToolReach, server: string): ToolReach {
  if (reach.access === 'read' || reach.unknown !== undefined) return reach;
  const values = ['get', 'list', 'search'].map((verb) => `mcp__${server}__${verb}_*`);
  const option: BreadthOption = {
    title: `Allow only tools that read: ${quoted(values[0] ?? '')} and 2 more`,
    values,
    safe: false,
    caution: 'it asks before every other tool of the server',
  };
  return {
    ...reach,
    breadth: {
      form: 'pattern',
      covers:
        reach.runsAnything === true
          ? 'every tool of the server, one that runs any command among them'
          : 'every tool of the server, those that write and those that a later version adds among them',
      whole: reach.runsAnything === true,
      options: [option],
    },
  };
}

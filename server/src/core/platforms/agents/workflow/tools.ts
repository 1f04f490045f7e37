import { builtinTool } from '../../../knowledge/agents/builtinTools.js';
import { serverNamed } from '../../../knowledge/agents/servers/lookup.js';
import { serverReach } from '../../../knowledge/agents/servers/toolReach.js';
import { shellReach } from '../../../knowledge/agents/shellReach.js';
import type { ToolReach } from '../../../knowledge/agents/toolReach.js';
import { ANY_COMMAND, THIS_WORKSPACE, plainReach } from '../../../knowledge/agents/toolReach.js';
import type { Grant, Unknown } from '../../../model/facts.js';
import type { SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get, isAbsent, textOf } from '../../../syntax/syntaxTree.js';
import { toolGrant } from '../../../knowledge/agents/toolGrant.js';
import type { Reading } from '../reading.js';
import { at, isFalse, isTrue, textsOf } from '../reading.js';
import { quoted } from '../../../text/quoted.js';

/** What the tools of an agentic workflow let its agent do. */
export interface WorkflowTools {
  readonly grants: readonly Grant[];
  readonly unknowns: readonly Unknown[];
}

/** https://github.github.com/gh-aw/reference/tools/ */
export function toolsOf(reading: Reading, root: SyntaxNode, gates: readonly string[]): WorkflowTools {
  const contained = !isFalse(at(root, 'sandbox', 'agent')) && !isFalse(get(root, 'sandbox'));
  const grants: Grant[] = [];
  const unknowns: Unknown[] = [];
  for (const tool of entries(get(root, 'tools'))) {
    const name = tool.key.text;
    if (isFalse(tool.value)) continue;
    if (name === 'bash') {
      if (isTrue(tool.value)) {
        unknowns.push(
          reading.unknown(
            tool.key,
            'which commands `bash: true` lets through',
            'its documentation does not tell',
          ),
        );
      }
      grants.push(...commands(reading, tool, gates, contained));
      continue;
    }
    const reach = reachOf(name, tool.value);
    if (SETS_TOOLS.has(name)) continue;
    if (reach === undefined) {
      unknowns.push(
        reading.unknown(tool.key, `what tool ${quoted(name)} lets it do`, 'it is not known to TrustScope'),
      );
      continue;
    }
    grants.push(
      toolGrant({
        action: `tools.${name}`,
        reach,
        origin: reading.originOf(tool.key),
        gates,
        certainty: 'declared',
      }),
    );
  }
  return { grants, unknowns };
}

/** Keys beside the tools that say how they are used. https://github.github.com/gh-aw/reference/tools/ */
const SETS_TOOLS: ReadonlySet<string> = new Set(['timeout', 'startup-timeout']);

/**
 * Tools of the frame around the agent. What it keeps for the next run is read again by another one, whoever wrote it.
 * https://github.github.com/gh-aw/reference/memory/, https://github.github.com/gh-aw/reference/tools/
 */
const FRAME: ReadonlyMap<string, ToolReach> = new Map<string, ToolReach>([
  [
    'cache-memory',
    {
      system: { kind: 'artifacts', name: 'the Actions cache' },
      access: 'write',
      opens: 'leave files to later runs',
    },
  ],
  [
    'repo-memory',
    {
      system: { kind: 'repository', name: 'this repository' },
      access: 'write',
      opens: 'have files pushed to a branch that later runs read',
    },
  ],
  [
    'comment-memory',
    {
      system: { kind: 'repository', name: 'this repository' },
      access: 'write',
      opens: 'keep a comment that later runs read',
      conversational: true,
    },
  ],
  [
    'agentic-workflows',
    {
      system: { kind: 'repository', name: 'this repository' },
      access: 'read',
      opens: 'read workflows and their logs',
    },
  ],
  [
    'cli-proxy',
    { system: { kind: 'repository', name: 'this repository' }, access: 'read', opens: 'read GitHub by `gh`' },
  ],
]);

/** Nothing at all is a list of harmless commands: `echo`, `ls`, `cat`, `grep`, `date` and their like. */
function commands(
  reading: Reading,
  { key, value }: SyntaxEntry,
  gates: readonly string[],
  contained: boolean,
): readonly Grant[] {
  if (isAbsent(value)) {
    const reach: ToolReach = { system: THIS_WORKSPACE, access: 'read', opens: 'run commands that only read' };
    return [
      toolGrant({
        action: 'tools.bash',
        reach,
        origin: reading.originOf(key),
        gates,
        certainty: 'platform-default',
      }),
    ];
  }
  return textsOf(value).map((node) => {
    const every = node.text === ':*' || node.text === '*';
    const reach = every ? ANY_COMMAND : shellReach(node.text);
    return toolGrant({
      action: `bash: ${node.text}`,
      reach: contained ? inside(reach) : reach,
      origin: reading.originOf(node),
      gates,
      written: (specifier) => specifier.replace(/ \*$/u, ':*'),
      named: node.text,
    });
  });
}

/** The agent's container is cut off from the runner and, but for the hosts that are let through, from the network. */
function inside(wide: ToolReach): ToolReach {
  const reach = plainReach(wide);
  return reach.system.kind === 'compute'
    ? { ...reach, system: { kind: 'tool', name: 'its container' }, opens: `${reach.opens} in its container` }
    : reach;
}

function reachOf(name: string, value: SyntaxNode): ToolReach | undefined {
  if (name === 'edit') return builtinTool('Edit');
  if (name === 'web-fetch') return builtinTool('WebFetch');
  if (name === 'web-search') return builtinTool('WebSearch');
  if (name === 'github') {
    // Reading is the default; writes go through safe outputs.
    const writes = isFalse(get(value, 'read-only'));
    return serverReach('github', undefined, serverNamed('github'), !writes);
  }
  // Both are only ever reached by their reading endpoint.
  if (name === 'linear' || name === 'jira') return serverReach(name, undefined, serverNamed(name), true);
  const frame = FRAME.get(name);
  if (frame !== undefined) return frame;
  const known = serverNamed(name);
  return known === undefined ? undefined : serverReach(name, undefined, known);
}

/** Keys under `safe-outputs` that set something and let nothing through. */
const SETTINGS: ReadonlySet<string> = new Set(
  'allowed-domains staged env github-token github-app app max-patch-size runs-on messages threat-detection footer mentions concurrency-group report-failed-jobs needs environment steps id-token noop missing-tool missing-data report-incomplete allowed-github-references max-bot-mentions group-reports'.split(
    ' ',
  ),
);
const CHANGES_CODE = /pull-request(?!-review-comment)|push-to|branch|release|asset|autofix|commit|merge/u;
const STARTS_MORE = /dispatch|agent|workflow|session/u;

/**
 * What the agent may ask for: another job, with permissions of its own, checks it and carries it out.
 * https://github.github.com/gh-aw/reference/safe-outputs/
 */
export function safeOutputs(reading: Reading, root: SyntaxNode, gates: readonly string[]): readonly Grant[] {
  const outputs = get(root, 'safe-outputs');
  if (isTrue(get(outputs, 'staged'))) return [];
  return entries(outputs).flatMap(({ key, value }) => {
    if (SETTINGS.has(key.text) || isFalse(value)) return [];
    const code = CHANGES_CODE.test(key.text);
    const starts = STARTS_MORE.test(key.text);
    const target = textOf(get(value, 'target-repo'));
    const reach: ToolReach = {
      system: { kind: 'repository', name: target ?? 'this repository' },
      access: 'write',
      opens: key.text === 'jobs' ? 'start jobs of its own making' : `have ${quoted(key.text)} done`,
      ...(code || starts || key.text === 'jobs' ? {} : { conversational: true as const }),
    };
    return [toolGrant({ action: `safe-outputs.${key.text}`, reach, origin: reading.originOf(key), gates })];
  });
}

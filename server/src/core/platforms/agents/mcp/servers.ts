import type { RecognisedServer, ServerSettings } from '../../../knowledge/agents/servers/lookup.js';
import { recogniseServer } from '../../../knowledge/agents/servers/lookup.js';
import { serverReach } from '../../../knowledge/agents/servers/toolReach.js';
import type { CarriedIdentity, Grant, Unknown } from '../../../model/facts.js';
import type { ScalarNode, SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../../syntax/syntaxTree.js';
import { toolGrant } from '../../../knowledge/agents/toolGrant.js';
import type { Reading } from '../reading.js';
import { isFalse, isTrue, textsOf } from '../reading.js';
import type { Dialect } from './dialects.js';
import { secretsIn } from './secrets.js';

/** One server of a list, as any of the formats has it. */
export interface ServerEntry {
  readonly name: string;
  readonly key: ScalarNode;
  readonly node: SyntaxNode;
  /** How it is started or reached. */
  readonly started: ServerSettings;
  readonly known: RecognisedServer | undefined;
  readonly disabled: boolean;
  /** Tools that alone are there; absent for all of the server. */
  readonly only: readonly ScalarNode[] | undefined;
  readonly excluded: readonly ScalarNode[];
  /** Tools that are used without a question, by this entry. */
  readonly approved: readonly ScalarNode[];
}

/** The servers under a mapping of names to settings. */
export function readServers(node: SyntaxNode | undefined): readonly ServerEntry[] {
  return entries(node).flatMap((entry) => (entry.value.kind === 'mapping' ? [readServer(entry)] : []));
}

function readServer({ key, value: node }: SyntaxEntry): ServerEntry {
  const settings = [
    ...entries(environmentOf(node)),
    ...headersOf(node).flatMap((headers) => entries(headers)),
  ];
  const [program, ...listedArgs] = textsOf(get(node, 'command'), true);
  const command = program?.text;
  const url = textOf(urlOf(node));
  const only =
    get(node, 'includeTools') ?? get(node, 'enabled_tools') ?? get(node, 'allowed') ?? get(node, 'tools');
  const listed = only?.kind === 'sequence' ? textsOf(only) : undefined;
  const started: ServerSettings = {
    name: key.text,
    ...(command === undefined ? {} : { command }),
    // A container's or package's image may stand under a key of its own.
    args: [...listedArgs, ...textsOf(get(node, 'args')), ...textsOf(get(node, 'container'), true)].map(
      ({ text }) => text,
    ),
    ...(url === undefined ? {} : { url }),
    settings: settings.map(({ key: name, value }): [string, string] => [name.text, textOf(value) ?? '']),
  };
  return {
    name: key.text,
    key,
    node,
    started,
    known: recogniseServer(started),
    disabled: isTrue(get(node, 'disabled')) || isFalse(get(node, 'enabled')),
    only: listed?.some(({ text }) => text === '*') === true ? undefined : listed,
    excluded: [
      ...textsOf(get(node, 'excludeTools')),
      ...textsOf(get(node, 'disabled_tools')),
      ...textsOf(get(node, 'disabledTools')),
    ],
    // https://kiro.dev/docs/mcp/configuration/, https://kilo.ai/docs/features/mcp/using-mcp-in-cli
    approved: [...textsOf(get(node, 'autoApprove')), ...textsOf(get(node, 'alwaysAllow'))],
  };
}

/** OpenCode calls it `environment`: https://opencode.ai/v1/docs/mcp-servers/#local */
function environmentOf(node: SyntaxNode): SyntaxNode | undefined {
  return get(node, 'env') ?? get(node, 'environment');
}

function urlOf(node: SyntaxNode): SyntaxNode | undefined {
  return get(node, 'httpUrl') ?? get(node, 'url') ?? get(node, 'serverUrl');
}

function headersOf(node: SyntaxNode): readonly SyntaxNode[] {
  return ['headers', 'http_headers', 'requestInit'].flatMap((key) => {
    const value = get(node, key);
    return (key === 'requestInit' ? get(value, 'headers') : value) ?? [];
  });
}

/** What a server is handed to log in with. */
export function serverSecrets(
  reading: Reading,
  server: ServerEntry,
  dialect: Dialect,
): readonly CarriedIdentity[] {
  const { name, node, known } = server;
  return secretsIn(reading, {
    owner: name,
    dialect,
    env: [environmentOf(node), ...headersOf(node)],
    args: get(node, 'args') ?? listOf(get(node, 'command')),
    url: urlOf(node),
    system: known?.server.system,
  });
}

function listOf(node: SyntaxNode | undefined): SyntaxNode | undefined {
  return node?.kind === 'sequence' ? node : undefined;
}

/** What the tools of a server may do, and what of it is not known. */
export interface ServerGrants {
  readonly grants: readonly Grant[];
  readonly unknowns: readonly Unknown[];
}

/** One grant for all tools of a server, or one for each that alone is there. */
export function serverGrants(
  reading: Reading,
  server: ServerEntry,
  gatesOf: (tool: string | undefined) => readonly string[],
): ServerGrants {
  if (server.disabled) return { grants: [], unknowns: [] };
  const { name, key, known, only, approved } = server;
  const unapproved = (only ?? []).filter(({ text }) => !approved.some((tool) => tool.text === text));
  const parts: { tool: string | undefined; node: ScalarNode; gates: readonly string[] }[] = [
    ...approved.map((node) => ({ tool: node.text === '*' ? undefined : node.text, node, gates: [] })),
    ...(only === undefined
      ? [{ tool: undefined, node: key, gates: gatesOf(undefined) }]
      : unapproved.map((node) => ({ tool: node.text, node, gates: gatesOf(node.text) }))),
  ];
  const grants: Grant[] = [];
  const unknowns: Unknown[] = [];
  for (const { tool, node, gates } of parts) {
    if (tool !== undefined && server.excluded.some(({ text }) => text === tool)) continue;
    const reach = serverReach(name, tool, known?.server, known?.readOnly);
    if (reach.unknown !== undefined) {
      unknowns.push(
        reading.unknown(node, reach.unknown, 'it is not among the servers that TrustScope knows'),
      );
      continue;
    }
    grants.push(
      toolGrant({
        action: `${name}/${tool ?? '*'}`,
        reach,
        origin: reading.originOf(node),
        gates,
        certainty: known === undefined || reach.byName ? 'inferred' : known.certainty,
        without: tool === undefined ? server.excluded.map(({ text }) => text) : [],
        named: `${name} ${tool ?? ''}`,
      }),
    );
  }
  return { grants, unknowns };
}

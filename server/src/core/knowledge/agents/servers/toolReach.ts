import type { AccessLevel } from '../../../model/vocabulary.js';
import type { ToolReach } from '../toolReach.js';
import type { KnownServer } from './types.js';
import { quoted } from '../../../text/quoted.js';

const READING =
  /^(?:get|list|search|read|find|fetch|describe|view|show|count|check|query|lookup|look|resolve|inspect|explain|status|info|whoami|analyze|analyse|browse|download|export|diff|summarize|validate|verify|preview|retrieve|select|scan|tail|ping|health|help|docs|screenshot|snapshot|discover|compare|estimate|recommend|suggest|lint|parse|detect|is|has|doc|logs?|tree|monitor|watch|stat|history|wait)$/u;
const WRITING =
  /^(?:create|update|delete|remove|add|set|write|put|post|send|edit|modify|insert|upsert|patch|apply|run|execute|exec|invoke|call|trigger|start|stop|restart|cancel|retry|merge|push|commit|close|reopen|deploy|publish|install|uninstall|enable|disable|move|rename|copy|upload|import|assign|transition|approve|reject|reply|comment|submit|save|store|pause|resume|restore|reset|rebase|drop|alter|grant|revoke|invite|rotate|register|migrate|provision|scale|rollback|click|type|fill|navigate|press|drag|evaluate|sync|fork|clone|checkout|archive|mark|star|convert|generate|link|unlink|connect|kill|terminate|purge|flush|refund|charge|capture|transfer|pay|finalize|append|replace|increment|lock|unlock|manage|configure|complete|draft|schedule|request)$/u;

/** Words of a tool's name, in lower case. */
function wordsOf(tool: string): readonly string[] {
  return tool
    .replace(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/u)
    .filter((word) => word !== '' && word !== 'api' && word !== 'mcp');
}

/** What a name of a tool tells of its access; `undefined` where it tells nothing. A pattern is what its words say. */
function accessByName(tool: string): AccessLevel | undefined {
  const verb = wordsOf(tool).find((word) => READING.test(word) || WRITING.test(word));
  if (verb === undefined) return undefined;
  return READING.test(verb) ? 'read' : 'write';
}

export interface ServerToolReach extends ToolReach {
  /** Whether the tool is known, or its name alone was read. */
  readonly byName: boolean;
}

/**
 * What tools of a server may do: one by its name, or all for `undefined` and for a pattern that does not tell.
 * A server that is not known has tools of which only the name tells.
 */
export function serverReach(
  name: string,
  tool: string | undefined,
  known: KnownServer | undefined,
  readOnly = false,
): ServerToolReach {
  const listed = tool === undefined ? undefined : own(known?.tools, tool);
  const named = tool === undefined ? undefined : (listed ?? accessByName(tool));
  const byName = listed === undefined;
  if (known === undefined) return unknownReach(name, tool, named);
  const access = strongestUpTo(named, readOnly ? 'read' : known.access);
  return {
    system: known.system,
    access,
    opens: opensWords(known, tool, access),
    byName,
    ...(known.conversational === true && access !== 'read' ? { conversational: true } : {}),
    ...(known.runsAnything === true && tool === undefined && !readOnly ? { runsAnything: true } : {}),
    source: known.source,
  };
}

function unknownReach(
  name: string,
  tool: string | undefined,
  named: AccessLevel | undefined,
): ServerToolReach {
  const of = `MCP server ${name}`;
  const what = tool === undefined ? 'the tools' : `tool ${tool}`;
  return {
    system: { kind: 'api', name: of },
    access: named ?? 'write',
    opens: tool === undefined ? `use every tool of ${of}` : `use ${quoted(tool)} of ${of}`,
    byName: true,
    ...(named === undefined ? { unknown: `what ${what} of ${of} may do` } : {}),
  };
}

/** A tool that writes may administer where its server does. */
function strongestUpTo(named: AccessLevel | undefined, most: AccessLevel): AccessLevel {
  return named === 'read' || most === 'read' ? 'read' : most;
}

function opensWords(
  { name, access: most, opens }: KnownServer,
  tool: string | undefined,
  access: AccessLevel,
): string {
  if (tool !== undefined) return `use ${quoted(tool)} of ${name}`;
  return access === 'read' && most !== 'read' ? `read from ${name}` : opens;
}

function own(
  record: Readonly<Record<string, AccessLevel>> | undefined,
  key: string,
): AccessLevel | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}

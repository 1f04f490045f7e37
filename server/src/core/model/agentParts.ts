import type { Uri } from '../text/uri.js';
import type { Gate, Grant } from './grant.js';
import type { Origin } from './origin.js';

/*
 * What one file says of an agent whose settings are put together out of several, for the linker. Texts are as written:
 * what they mean is decided when all files are known.
 */

export type AgentPart = AgentSettings | AgentServers | Subagent | IncludedAgents;

/** A text of a list at its place: a permission rule, the name of a server, a tool. */
export interface PlacedText {
  readonly text: string;
  readonly origin: Origin;
}

/** One file of settings. */
export interface AgentSettings {
  readonly kind: 'settings';
  /** The folder that the agent is started in. */
  readonly folder: Uri;
  /** Shared by all, by one person alone, or by an organization: `local` comes before `project`. */
  readonly scope: 'project' | 'local' | 'managed';
  /** The session that the file sets up by itself. */
  readonly localId: string;
  readonly allow: readonly PlacedText[];
  readonly ask: readonly PlacedText[];
  readonly deny: readonly PlacedText[];
  /** The mode that counts, where the file may set one. */
  readonly mode?: PlacedText;
  /** Whether the file forbids the mode that asks nothing. */
  readonly forbidsBypass: boolean;
  readonly servers: {
    /** Whether every server of the project is let in without a question; absent where the file does not say. */
    readonly all?: { readonly value: boolean; readonly origin: Origin };
    readonly enabled: readonly PlacedText[];
    readonly rejected: readonly PlacedText[];
  };
  readonly sandbox: SandboxSettings;
  /** Gates and grants that hold whatever other files say. */
  readonly hooks: readonly Gate[];
  readonly directories: readonly Grant[];
  /** Whether a plugin is switched on, by its name and marketplace. */
  readonly plugins: readonly PluginSwitch[];
  /** Where that would stand of which the file says nothing. */
  readonly place: Origin;
}

/** A plugin of an agent, `name@marketplace`, that a file switches on or off. */
export interface PluginSwitch {
  readonly name: string;
  readonly on: boolean;
  readonly origin: Origin;
}

/** Each absent where the file does not say. */
export interface SandboxSettings {
  readonly enabled?: boolean;
  readonly autoAllows?: boolean;
  readonly allowsUnsandboxed?: boolean;
  readonly filesystemOff?: boolean;
  /** Commands that run outside of it. */
  readonly excluded: readonly string[];
}

/** Servers that a project offers to its agent. */
export interface AgentServers {
  readonly kind: 'servers';
  readonly folder: Uri;
  readonly servers: readonly OfferedServer[];
}

export interface OfferedServer {
  readonly name: string;
  /** The session that the server is by itself. */
  readonly localId: string;
  readonly command?: string;
  readonly args: readonly string[];
  readonly url?: string;
  /** Names and values of variables and headers. */
  readonly settings: readonly (readonly [string, string])[];
  readonly disabled: boolean;
  readonly origin: Origin;
}

/** An agent that another one starts, with what it has of its tools. */
export interface Subagent {
  readonly kind: 'subagent';
  readonly folder: Uri;
  readonly localId: string;
  /** Absent where it has every tool of the session that starts it. */
  readonly tools?: readonly PlacedText[];
  readonly removed: readonly PlacedText[];
  readonly mode?: PlacedText;
  readonly place: Origin;
}

/** Agents that an action, or a workflow that is called, starts for whatever job uses it. */
export interface IncludedAgents {
  readonly kind: 'included';
  /** What jobs name: the folder of an action, the address of a workflow. */
  readonly key: Uri;
  readonly agents: readonly IncludedAgent[];
}

export interface IncludedAgent {
  readonly localId: string;
  /** Present where it asks for write access of whoever causes the event, with who asks. */
  readonly asksForWriteAccess?: { readonly name: string; readonly source: string };
  /** Ids of the only initiators of a caller that get to it; absent when all do. */
  readonly accepts?: readonly string[];
  /** Whether a text of the event, or of an input, is handed to it. */
  readonly isHandedText: boolean;
  /** How the text gets to it, in words that follow the session's name, and where. */
  readonly influence: { readonly how: string; readonly origin: Origin };
}

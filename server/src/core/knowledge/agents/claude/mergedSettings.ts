import type { AgentSettings, PlacedText, SandboxSettings } from '../../../model/agentParts.js';
import type { Origin } from '../../../model/origin.js';
import type { Mode } from '../permissions/decide.js';
import type { RuleList } from '../permissions/rule.js';
import type { Permissions } from './allowed.js';
import type { Enforcement } from './idleGates.js';
import { modeOf } from './modes.js';
import type { Standing } from './modes.js';
import { placedRule } from './placedRules.js';
import { ruleName } from './ruleName.js';

/** What the settings of one agent come to together. */
export interface MergedSettings {
  readonly permissions: Permissions;
  readonly standing: Standing;
  readonly enforcement: Enforcement;
  readonly forbidsBypass: boolean;
  /** Whether servers of the project are let in without a question, and where that is said. */
  readonly allServers: { readonly value: boolean; readonly origin: Origin } | undefined;
  readonly enabledServers: ReadonlySet<string>;
}

/**
 * Puts files of settings together, from the one of the lowest precedence to that of the highest: lists are joined, and
 * of single values the highest that says something counts.
 * https://code.claude.com/docs/en/settings#settings-precedence,
 * https://code.claude.com/docs/en/settings#lists-merge-instead-of-overriding
 */
export function mergedSettings(files: readonly AgentSettings[]): MergedSettings {
  const sandbox = mergedSandbox(files.map((file) => file.sandbox));
  const enabled = sandbox.enabled === true;
  const autoAllows = enabled && sandbox.autoAllows !== false;
  // https://code.claude.com/docs/en/sandboxing#the-unsandboxed-retry-escape-hatch
  const contained = enabled && sandbox.allowsUnsandboxed === false && sandbox.excluded.length === 0;
  const list = (name: RuleList): Permissions[RuleList] =>
    files.flatMap((file) => file[name].flatMap(({ text, origin }) => placedRule(text, name, origin) ?? []));
  const forbidsBypass = files.some((file) => file.forbidsBypass);
  return {
    permissions: {
      allow: list('allow'),
      ask: list('ask'),
      deny: list('deny'),
      // A rejection counts in whatever file it stands: settings-reference#disabledmcpjsonservers
      rejected: new Map(files.flatMap(({ servers }) => servers.rejected.map(entryOf))),
      contained,
    },
    standing: { ...modeIn(files, forbidsBypass), autoAllows, contained, attended: true },
    enforcement: { sandboxed: enabled && sandbox.filesystemOff !== true && contained, autoAllows },
    forbidsBypass,
    allServers: last(files.flatMap(({ servers }) => servers.all ?? [])),
    enabledServers: new Set(files.flatMap(({ servers }) => servers.enabled.map(({ text }) => text))),
  };
}

function entryOf({ text, origin }: PlacedText): [string, Origin] {
  return [ruleName(text), origin];
}

function mergedSandbox(given: readonly SandboxSettings[]): SandboxSettings {
  return given.reduce<SandboxSettings>(
    (lower, higher) => ({ ...lower, ...higher, excluded: [...lower.excluded, ...higher.excluded] }),
    { excluded: [] },
  );
}

function modeIn(
  files: readonly AgentSettings[],
  forbidsBypass: boolean,
): Pick<Standing, 'mode' | 'declared' | 'origin'> {
  const set = last(files.flatMap(({ mode }) => mode ?? []));
  const [lowest] = files;
  const fallback = lowest?.place ?? { uri: '', range: { start: 0, end: 0 } };
  const mode = modeOf(set?.text);
  if (set === undefined || mode === undefined) return { mode: 'default', declared: false, origin: fallback };
  return { mode: allowedMode(mode, forbidsBypass), declared: true, origin: set.origin };
}

/** Whoever may not bypass is asked: https://code.claude.com/docs/en/settings-reference#permissions-disablebypasspermissionsmode */
export function allowedMode(mode: Mode, forbidsBypass: boolean): Mode {
  return mode === 'bypassPermissions' && forbidsBypass ? 'default' : mode;
}

function last<T>(items: readonly T[]): T | undefined {
  return items.at(-1);
}

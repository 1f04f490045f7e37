import { PERMISSION_SCOPES } from '../../knowledge/github/permissions.js';
import type { PermissionScope } from '../../knowledge/github/permissions.js';
import type { Grant, GrantBlock } from '../../model/facts.js';
import type { Origin } from '../../model/origin.js';
import type { AccessLevel, Certainty } from '../../model/vocabulary.js';
import type { SyntaxEntry } from '../../syntax/syntaxTree.js';
import { textOf } from '../../syntax/syntaxTree.js';
import { closestName } from '../../text/closestName.js';
import type { Reading } from './reading.js';
import { meantBy, meantWords } from '../../text/meant.js';
import { quoted } from '../../text/quoted.js';

/** The scopes that `permissions` can name. `metadata: read` always comes along and cannot be set. */
const SETTABLE = PERMISSION_SCOPES.filter((scope) => scope.levels.length > 0);
const BY_NAME: ReadonlyMap<string, PermissionScope> = new Map(SETTABLE.map((scope) => [scope.name, scope]));

/** Scopes whose write level changes conversations, marks and alerts only, or what is billed, by what GitHub says that each opens. */
const CONVERSATIONAL: ReadonlySet<string> = new Set([
  'issues',
  'pull-requests',
  'discussions',
  'checks',
  'statuses',
  'repository-projects',
  'security-events',
  'models',
  'copilot-requests',
]);

/** A `permissions` key that GitHub accepts. */
export interface PermissionBlock extends GrantBlock {
  readonly grants: readonly Grant[];
}

/**
 * Reads `permissions`. A block zeroes what it does not name.
 * `undefined`, with a problem, when GitHub would refuse it.
 */
export function readPermissions(
  reading: Reading,
  entry: SyntaxEntry,
  level: 'session' | 'file',
): PermissionBlock | undefined {
  const { key, value } = entry;
  const place = { level, key: reading.originOf(key), value: reading.originOf(value) };
  if (value.kind === 'mapping') {
    const grants = readScopes(reading, value.entries, level);
    return grants && { ...place, form: 'list', grants };
  }
  if (value.kind === 'scalar' && (value.text === 'read-all' || value.text === 'write-all')) {
    const wanted = value.text;
    return { ...place, form: 'all', text: wanted, grants: grantsOfAll(wanted, place.value, level) };
  }
  // While a block is being typed its value is empty for a moment.
  const shown = value.kind === 'scalar' ? quoted(value.text) : 'a list';
  reading.refuse(
    value.range.start === value.range.end ? key : value,
    `\`permissions\` is ${value.kind === 'scalar' && value.value === null ? 'empty' : shown}; GitHub allows read-all, write-all, {} or a mapping of scopes.`,
    value.kind === 'scalar' ? meantBy(value.text, ['read-all', 'write-all']) : undefined,
  );
  return undefined;
}

function readScopes(
  reading: Reading,
  entries: readonly SyntaxEntry[],
  level: 'session' | 'file',
): readonly Grant[] | undefined {
  const grants = new Map<string, Grant>();
  let accepted = true;
  for (const { key, value } of entries) {
    const scope = BY_NAME.get(key.text) ?? laterScope(key.text, textOf(value));
    if (scope === undefined) {
      const meant = meantBy(key.text, BY_NAME.keys());
      const known = meant === undefined ? ` Known are ${[...BY_NAME.keys()].join(', ')}.` : '';
      reading.refuse(
        key,
        `GitHub knows no permission ${quoted(key.text)}${meantWords(meant)}${known}`,
        meant,
      );
      accepted = false;
      continue;
    }
    const wanted = value.kind === 'scalar' ? value.text : '';
    const allowed: readonly string[] = scope.levels;
    if (wanted === 'none') {
      grants.delete(scope.name);
    } else if (allowed.includes(wanted)) {
      const access = wanted as 'read' | 'write';
      grants.set(scope.name, grantOf(scope, access, 'declared', level, reading.originOf(value)));
    } else {
      const at = value.range.start === value.range.end ? key : value;
      reading.refuse(
        at,
        `${quoted(scope.name)} is ${quoted(wanted)}; GitHub allows ${[...allowed, 'none'].join(', ')}.`,
        meantBy(wanted, [...allowed, 'none']),
      );
      accepted = false;
    }
  }
  return accepted ? [...grants.values()] : undefined;
}

/**
 * A scope that GitHub may have added since: it counts as held, and what it opens as not known. A name that is one or two
 * letters from a known one is a slip, which GitHub refuses.
 */
function laterScope(name: string, level: string | undefined): PermissionScope | undefined {
  const isName = /^[a-z]+(?:-[a-z]+)+$/u.test(name) && /^(?:read|write|none)$/u.test(level ?? '');
  if (!isName || closestName(name, BY_NAME.keys()) !== undefined) return undefined;
  const opens = 'what it opens is not known here';
  return {
    name,
    levels: ['read', 'write'],
    system: 'api',
    opens: { read: opens, write: opens },
    permissive: 'unknown',
    restricted: 'unknown',
    forkMaximum: 'unknown',
    readAll: 'unknown',
    writeAll: 'unknown',
    source: '',
  };
}

function grantsOfAll(
  word: 'read-all' | 'write-all',
  origin: Origin,
  level: 'session' | 'file',
): readonly Grant[] {
  return SETTABLE.flatMap((scope) => {
    const access =
      word === 'write-all' ? accessOf(scope.writeAll) : scope.readAll === true ? 'read' : undefined;
    return access === undefined ? [] : [grantOf(scope, access, 'declared', level, origin)];
  });
}

/** What a job without any block gets under each of the two settings. */
export function defaultGrants(
  origin: Origin,
): Readonly<Record<'permissive' | 'restricted', readonly Grant[]>> {
  const under = (setting: 'permissive' | 'restricted'): readonly Grant[] =>
    SETTABLE.flatMap((scope) => {
      const access = accessOf(scope[setting]);
      return access === undefined ? [] : [grantOf(scope, access, 'platform-default', 'default', origin)];
    });
  return { permissive: under('permissive'), restricted: under('restricted') };
}

function accessOf(level: PermissionScope['permissive']): 'read' | 'write' | undefined {
  return level === 'read' || level === 'write' ? level : undefined;
}

function grantOf(
  scope: PermissionScope,
  access: 'read' | 'write',
  certainty: Certainty,
  declaredFor: Grant['declaredFor'],
  origin: Origin,
): Grant {
  return {
    action: `${scope.name}:${access}`,
    right: scope.name,
    access,
    system: {
      kind: scope.system,
      name: scope.name === 'copilot-requests' ? 'GitHub Copilot' : 'this repository',
    },
    resource: 'this repository',
    certainty,
    declaredFor,
    evidence: 'unknown',
    evidenceFrom: [],
    gates: [],
    opens: (access === 'read' ? scope.opens.read : scope.opens.write) ?? '',
    ...(CONVERSATIONAL.has(scope.name) ? { conversational: true } : {}),
    via: [],
    origin,
  };
}

/** What a level of a scope opens, in a few words; write opens what read does and more. */
export function opensOf(scopeName: string, access: AccessLevel): string {
  const scope = PERMISSION_SCOPES.find((candidate) => candidate.name === scopeName);
  return (access === 'read' ? scope?.opens.read : scope?.opens.write) ?? '';
}

/** Names of the scopes in the order GitHub lists them, for writing blocks. */
export const SCOPE_ORDER: readonly string[] = SETTABLE.map((scope) => scope.name);

import { ownOf } from '../../collections/ownOf.js';
import type { ShellCommand } from '../../model/shellScript.js';
import type { CommandUse, Scopes } from './commandUse.js';
import {
  hasFlag,
  mayNeed,
  mentions,
  needs,
  NOTHING,
  operands,
  option,
  options,
  perhaps,
  RUNS_ANY,
  together,
} from './commandUse.js';
import type { GhCommand } from './ghCommands.js';
import { GH_COMMANDS, GH_WITHOUT_SCOPE, pullFields } from './ghCommands.js';
import { graphqlUse } from './graphql.js';
import { restUse } from './rest.js';
import { quoted } from '../../text/quoted.js';

/** What a command of GitHub's CLI needs of the token in its environment. */
export function ghUse(command: ShellCommand): CommandUse {
  const [group = '', action = ''] = operands(command, /^(?:-R|--repo)$/u);
  if (group === '' || hasFlag(command, '--help')) return NOTHING;
  if (group === 'api') return apiUse(command);
  const name = `${group} ${aliasOf(action)}`;
  const known = ownOf(GH_COMMANDS, name);
  if (known === undefined) return otherUse(name);
  const use = knownUse(command, name, known);
  return namesRepository(command) ? perhaps(use) : use;
}

function knownUse(command: ShellCommand, name: string, known: GhCommand): CommandUse {
  if (name === 'attestation verify' && !asksGitHub(command)) return attestationUse(command);
  if (name === 'issue develop' && hasFlag(command, '-l', '--list')) {
    return needs('environment', 'read an issue', { issues: 'read' });
  }
  if (name === 'pr create' && hasFlag(command, '--dry-run')) {
    return needs('environment', 'look for a pull request', { 'pull-requests': 'read' });
  }
  const extra = (known.options ?? [])
    .filter(({ names }) => options(command, ...names).length > 0)
    .map(({ scopes }) => scopes);
  const read = /^pr (?:view|list)$/u.test(name)
    ? pullFields(option(command, '--json'), name === 'pr view')
    : {};
  return together(
    needs('environment', known.why, merged(known.scopes, read, ...extra)),
    mayNeed('environment', known.why, known.mayNeed ?? {}),
  );
}

/** https://cli.github.com/manual/gh_attestation_verify: a bundle on disk or in the registry is not asked for. */
function asksGitHub(command: ShellCommand): boolean {
  return options(command, '-b', '--bundle').length === 0 && !hasFlag(command, '--bundle-from-oci');
}

function attestationUse(command: ShellCommand): CommandUse {
  return mentions(command, /ghcr\.io/u)
    ? needs('registry', 'pull an attestation from ghcr.io', { packages: 'read' })
    : NOTHING;
}

function otherUse(name: string): CommandUse {
  if (GH_WITHOUT_SCOPE.test(name)) return NOTHING;
  // https://docs.github.com/en/copilot/how-tos/copilot-cli: an agent that does what it is told.
  if (name.startsWith('copilot ')) {
    return together(RUNS_ANY, mayNeed('environment', 'ask Copilot', { 'copilot-requests': 'write' }));
  }
  return name.startsWith('extension ') ? RUNS_ANY : { needs: [], unknown: `${quoted(`gh ${name}`)} calls` };
}

/** https://cli.github.com/manual lists these as aliases. */
function aliasOf(action: string): string {
  return { ls: 'list', new: 'create', co: 'checkout' }[action] ?? action;
}

/**
 * `--repo owner/name`: in another repository the job's token has no rights, but the name may be of this one. A computed
 * name is taken to be.
 */
function namesRepository(command: ShellCommand): boolean {
  const repository = option(command, '--repo', '-R') ?? command.assignments['GH_REPO'];
  return repository !== undefined && /^(?:[\w.-]+\/)?[\w.-]+\/[\w.-]+$/u.test(repository);
}

/** All scopes, each with the highest of its levels. */
function merged(...all: readonly Scopes[]): Scopes {
  const scopes: Record<string, 'read' | 'write'> = {};
  for (const [right, level] of all.flatMap((some) => Object.entries(some))) {
    if (scopes[right] !== 'write') scopes[right] = level;
  }
  return scopes;
}

/** pkg/cmd/api/api.go: the options that take a value. */
const API_VALUES =
  /^(?:-[FHXfpqt]|--(?:cache|field|header|hostname|input|jq|method|preview|raw-field|template))$/u;

/** https://cli.github.com/manual/gh_api: with fields or a body it sends POST, unless told otherwise. */
function apiUse(command: ShellCommand): CommandUse {
  const host = option(command, '--hostname');
  if (host !== undefined && host !== 'github.com' && !host.includes('$')) return NOTHING;
  const path = operands(command, API_VALUES)[1] ?? '';
  if (path.replace(/^\//u, '') === 'graphql') return graphqlUse(queryOf(command), 'environment');
  const sends = options(command, '-f', '--raw-field', '-F', '--field', '--input').length > 0;
  const method = option(command, '-X', '--method') ?? (sends ? 'POST' : 'GET');
  return restUse(method.toUpperCase(), path, 'environment');
}

/** The query as written, where it is neither in a file (`query=@file`) nor in a variable. */
function queryOf(command: ShellCommand): string | undefined {
  return options(command, '-f', '--raw-field', '-F', '--field')
    .find((field) => field.startsWith('query='))
    ?.slice('query='.length);
}

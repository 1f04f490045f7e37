import type { ShellCommand } from '../../syntax/shell/shellScript.js';
import type { CommandUse } from './commandUse.js';
import { needs, NOTHING, operands, option, RUNS_ANY } from './commandUse.js';
import { restUse } from './rest.js';

type Scopes = Readonly<Record<string, 'read' | 'write'>>;

const READ_PULLS: Scopes = { 'pull-requests': 'read' };
const WRITE_PULLS: Scopes = { 'pull-requests': 'write' };
const READ_ISSUES: Scopes = { issues: 'read' };
const WRITE_ISSUES: Scopes = { issues: 'write' };

/**
 * What each command of GitHub's CLI calls: https://cli.github.com/manual, and for the permission of each call
 * https://docs.github.com/en/rest/authentication/permissions-required-for-github-apps
 */
const COMMANDS: Readonly<Record<string, { readonly why: string; readonly scopes: Scopes }>> = {
  'pr create': { why: 'open a pull request', scopes: { ...WRITE_PULLS, contents: 'read' } },
  'pr comment': { why: 'comment on a pull request', scopes: WRITE_PULLS },
  'pr edit': { why: 'edit a pull request', scopes: WRITE_PULLS },
  'pr review': { why: 'review a pull request', scopes: WRITE_PULLS },
  'pr merge': { why: 'merge a pull request', scopes: { ...WRITE_PULLS, contents: 'write' } },
  'pr close': { why: 'close a pull request', scopes: WRITE_PULLS },
  'pr reopen': { why: 'reopen a pull request', scopes: WRITE_PULLS },
  'pr ready': { why: 'change a pull request', scopes: WRITE_PULLS },
  'pr lock': { why: 'lock a pull request', scopes: WRITE_PULLS },
  'pr unlock': { why: 'unlock a pull request', scopes: WRITE_PULLS },
  'pr update-branch': {
    why: 'update the branch of a pull request',
    scopes: { ...WRITE_PULLS, contents: 'write' },
  },
  'pr view': { why: 'read a pull request', scopes: READ_PULLS },
  'pr list': { why: 'list pull requests', scopes: READ_PULLS },
  'pr diff': { why: 'read a pull request', scopes: READ_PULLS },
  'pr status': { why: 'read pull requests', scopes: READ_PULLS },
  'pr checks': {
    why: 'read the checks of a pull request',
    scopes: { ...READ_PULLS, checks: 'read', statuses: 'read' },
  },
  'pr checkout': { why: 'check out a pull request', scopes: { ...READ_PULLS, contents: 'read' } },
  'issue create': { why: 'open an issue', scopes: WRITE_ISSUES },
  'issue comment': { why: 'comment on an issue', scopes: WRITE_ISSUES },
  'issue edit': { why: 'edit an issue', scopes: WRITE_ISSUES },
  'issue close': { why: 'close an issue', scopes: WRITE_ISSUES },
  'issue reopen': { why: 'reopen an issue', scopes: WRITE_ISSUES },
  'issue delete': { why: 'delete an issue', scopes: WRITE_ISSUES },
  'issue lock': { why: 'lock an issue', scopes: WRITE_ISSUES },
  'issue unlock': { why: 'unlock an issue', scopes: WRITE_ISSUES },
  'issue pin': { why: 'pin an issue', scopes: WRITE_ISSUES },
  'issue transfer': { why: 'transfer an issue', scopes: WRITE_ISSUES },
  'issue view': { why: 'read an issue', scopes: READ_ISSUES },
  'issue list': { why: 'list issues', scopes: READ_ISSUES },
  'issue status': { why: 'read issues', scopes: READ_ISSUES },
  'label create': { why: 'create a label', scopes: WRITE_ISSUES },
  'label edit': { why: 'edit a label', scopes: WRITE_ISSUES },
  'label delete': { why: 'delete a label', scopes: WRITE_ISSUES },
  'label clone': { why: 'copy labels', scopes: WRITE_ISSUES },
  'label list': { why: 'list labels', scopes: READ_ISSUES },
  'release create': { why: 'create a release', scopes: { contents: 'write' } },
  'release upload': { why: 'upload to a release', scopes: { contents: 'write' } },
  'release edit': { why: 'edit a release', scopes: { contents: 'write' } },
  'release delete': { why: 'delete a release', scopes: { contents: 'write' } },
  'release delete-asset': { why: 'delete a file of a release', scopes: { contents: 'write' } },
  'release view': { why: 'read a release', scopes: { contents: 'read' } },
  'release list': { why: 'list releases', scopes: { contents: 'read' } },
  'release download': { why: 'download a release', scopes: { contents: 'read' } },
  'run list': { why: 'list workflow runs', scopes: { actions: 'read' } },
  'run view': { why: 'read a workflow run', scopes: { actions: 'read', checks: 'read' } },
  'run watch': { why: 'follow a workflow run', scopes: { actions: 'read', checks: 'read' } },
  'run download': { why: 'download artifacts of a run', scopes: { actions: 'read' } },
  'run cancel': { why: 'cancel a run', scopes: { actions: 'write' } },
  'run rerun': { why: 'run a workflow again', scopes: { actions: 'write' } },
  'run delete': { why: 'delete a run', scopes: { actions: 'write' } },
  'workflow run': { why: 'start a workflow', scopes: { actions: 'write' } },
  'workflow enable': { why: 'enable a workflow', scopes: { actions: 'write' } },
  'workflow disable': { why: 'disable a workflow', scopes: { actions: 'write' } },
  'workflow list': { why: 'list workflows', scopes: { actions: 'read' } },
  'workflow view': { why: 'read a workflow', scopes: { actions: 'read' } },
  'cache list': { why: 'list caches', scopes: { actions: 'read' } },
  'cache delete': { why: 'delete caches', scopes: { actions: 'write' } },
  'repo clone': { why: 'clone the repository', scopes: { contents: 'read' } },
  'repo sync': { why: 'update a branch', scopes: { contents: 'write' } },
  'repo view': { why: 'read the repository', scopes: { contents: 'read' } },
  'attestation verify': { why: 'verify an attestation', scopes: { attestations: 'read' } },
  'attestation download': { why: 'download an attestation', scopes: { attestations: 'read' } },
};

/** Commands that need no scope of the repository, or that the job's token cannot do at all. */
const WITHOUT_SCOPE =
  /^(?:auth|config|alias|completion|help|version|search|status|browse|extension (?:list|search|browse)|repo (?:list|set-default|create|fork|gitignore|license)|ssh-key|gpg-key|gist|org|project|ruleset|codespace|secret|variable|copilot|preview|attestation (?:trusted-root))\b/u;

/** What a command of GitHub's CLI needs of the token in its environment. */
export function ghUse(command: ShellCommand): CommandUse {
  const [group = '', action = ''] = operands(command);
  if (group === '' || command.args[0]?.text === '--version') return NOTHING;
  if (namesOtherRepository(command)) return NOTHING;
  if (group === 'api') return apiUse(command);
  const name = `${group} ${aliasOf(action)}`;
  const known = COMMANDS[name];
  if (known !== undefined) return needs('environment', known.why, known.scopes);
  if (WITHOUT_SCOPE.test(name)) return NOTHING;
  return group === 'extension' ? RUNS_ANY : { needs: [], unknown: `\`gh ${name}\` calls` };
}

/** https://cli.github.com/manual lists these as aliases. */
function aliasOf(action: string): string {
  return { ls: 'list', new: 'create', co: 'checkout' }[action] ?? action;
}

/** `--repo other/name`: the job's token has no rights there. A computed name may be this repository. */
function namesOtherRepository(command: ShellCommand): boolean {
  const repository = option(command, '--repo', '-R');
  return repository !== undefined && !repository.includes('$') && /^[\w.-]+\/[\w.-]+$/u.test(repository);
}

function apiUse(command: ShellCommand): CommandUse {
  const path =
    operands(command)
      .slice(1)
      .find((word) => !word.includes('=')) ?? '';
  if (path === 'graphql') return { needs: [], unknown: 'a GraphQL query asks for' };
  const sendsFields = command.args.some((word) => /^(?:-[fF]|--field|--raw-field|--input)/u.test(word.text));
  const method = option(command, '-X', '--method') ?? (sendsFields ? 'POST' : 'GET');
  return restUse(method, path, 'environment');
}

import type { ShellCommand } from '../../syntax/shell/shellScript.js';
import type { CommandUse } from './commandUse.js';
import { CONVENTIONAL, hasFlag, needs, NOTHING, operands } from './commandUse.js';
import { isActingScript } from './programs.js';

/** Container tools that push images and charts. */
const PUSHERS: ReadonlySet<string> = new Set([
  'docker',
  'podman',
  'buildah',
  'crane',
  'skopeo',
  'helm',
  'oras',
  'ko',
]);

/**
 * What publishing tools need; `undefined` for a command that is none of them. Only what goes to GitHub's own
 * registries, or asks for an identity token, concerns the job's token.
 */
export function publishUse(command: ShellCommand): CommandUse | undefined {
  const words = operands(command);
  if (PUSHERS.has(command.name)) return containerUse(command, words);
  if (/^(?:npm|pnpm|yarn|bun)$/u.test(command.name)) return packageUse(command, words);
  return OTHERS[command.name]?.(command, words);
}

function containerUse(command: ShellCommand, words: readonly string[]): CommandUse {
  const all = command.args.map((word) => word.text);
  const pushes = words.includes('push') || words.includes('copy') || all.includes('--push');
  if (pushes && all.some((word) => word.includes('ghcr.io') || word.includes('$'))) {
    return all.some((word) => word.includes('ghcr.io'))
      ? needs('registry', 'push to ghcr.io', { packages: 'write' })
      : { needs: [{ scopes: { packages: 'write' }, why: 'push an image', credential: 'registry' }] };
  }
  if (words[0] === 'pull' && all.some((word) => word.includes('ghcr.io'))) {
    return needs('registry', 'pull from ghcr.io', { packages: 'read' });
  }
  return CONVENTIONAL;
}

function packageUse(command: ShellCommand, words: readonly string[]): CommandUse {
  const [verb = '', script = ''] = words;
  if (verb === 'publish' || (verb === 'npm' && script === 'publish')) {
    // https://docs.npmjs.com/generating-provenance-statements
    return hasFlag(command, '--provenance')
      ? needs('identity-token', 'attest where the package was built', { 'id-token': 'write' })
      : { needs: [], unknown: 'registry and login the package is published with' };
  }
  const name = verb === 'run' || verb === 'run-script' ? script : verb;
  return isActingScript(name) ? { needs: [], runs: 'any' } : CONVENTIONAL;
}

type Use = (command: ShellCommand, words: readonly string[]) => CommandUse;

const OTHERS: Readonly<Record<string, Use>> = {
  // https://docs.sigstore.dev/cosign/signing/overview: keyless signing asks the runner for an identity token.
  cosign: (command, [verb = '']) => {
    if (!/^(?:sign|sign-blob|attest|attest-blob)$/u.test(verb) || hasFlag(command, '--key')) return NOTHING;
    return needs('identity-token', 'sign with a short-lived certificate', { 'id-token': 'write' });
  },
  // https://github.com/semantic-release/github#github-authentication
  'semantic-release': () =>
    needs('environment', 'release, and comment on what is released', {
      contents: 'write',
      issues: 'write',
      'pull-requests': 'write',
    }),
  // https://goreleaser.com/ci/actions/#token-permissions
  goreleaser: (command, [verb = 'release']) =>
    verb === 'release' && !hasFlag(command, '--snapshot', '--skip=publish')
      ? needs('environment', 'create the release', { contents: 'write' })
      : CONVENTIONAL,
  // https://www.mkdocs.org/user-guide/deploying-your-docs: pushes to the gh-pages branch.
  mkdocs: (_command, [verb = '']) =>
    verb === 'gh-deploy' ? needs('git', 'push the site to gh-pages', { contents: 'write' }) : CONVENTIONAL,
  // https://github.com/tschaub/gh-pages
  'gh-pages': () => needs('git', 'push the site to gh-pages', { contents: 'write' }),
};

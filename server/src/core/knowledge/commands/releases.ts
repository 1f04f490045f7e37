import { ownOf } from '../../collections/ownOf.js';
import type { ShellCommand } from '../../model/shellScript.js';
import type { CommandUse } from './commandUse.js';
import {
  CONVENTIONAL,
  hasFlag,
  mayNeed,
  mentions,
  needs,
  NOTHING,
  operands,
  option,
  options,
  RUNS_ANY,
  together,
} from './commandUse.js';
import { quoted } from '../../text/quoted.js';

/** `undefined` for a subcommand that releases nothing. */
type Use = (command: ShellCommand, words: readonly string[]) => CommandUse | undefined;

const SIGN = { 'id-token': 'write' } as const;
const RELEASE = needs('environment', 'create the release', { contents: 'write' });
const PUSH_TAG = needs('git', 'push the release commit and tag', { contents: 'write' });
const PUSH_PAGES = needs('git', 'push the site to its branch', { contents: 'write' });
const PUBLISH = mayNeed('variables', 'publish the package', { packages: 'write' });
const IDENTIFY = mayNeed('identity-token', 'publish with an identity token', SIGN);

/**
 * https://github.com/semantic-release/github#github-authentication and, for the identity token,
 * https://semantic-release.gitbook.io/semantic-release/recipes/ci-configurations/github-actions. Whether it comments
 * and publishes is the repository's configuration. A dry run tries to push too.
 */
const semanticRelease: Use = () =>
  together(
    CONVENTIONAL,
    RELEASE,
    mayNeed('environment', 'comment on what is released', { issues: 'write', 'pull-requests': 'write' }),
    PUBLISH,
    IDENTIFY,
  );

/** https://goreleaser.com/customization/ci/actions/#token-permissions */
const goreleaser: Use = (command, [verb = 'release']) => {
  const skipped = options(command, '--skip').some((value) => /\bpublish\b/u.test(value));
  if (
    !/^(?:release|publish|continue)$/u.test(verb) ||
    skipped ||
    hasFlag(command, '--snapshot', '--skip-publish')
  ) {
    return CONVENTIONAL;
  }
  return together(
    CONVENTIONAL,
    RELEASE,
    mayNeed('environment', 'close the milestone', { issues: 'write' }),
    mayNeed('registry', 'push images', { packages: 'write' }),
    mayNeed('identity-token', 'sign with a short-lived certificate', SIGN),
  );
};

/** https://lerna.js.org/docs/features/version-and-publish: a new version is committed, tagged and pushed. */
const lerna: Use = (command, [verb = '', from = '']) => {
  if (verb !== 'publish' && verb !== 'version') return CONVENTIONAL;
  const pushes =
    !/^from-(?:git|package)$/u.test(from) &&
    !hasFlag(command, '--no-push', '--no-git-tag-version', '--canary');
  return together(
    CONVENTIONAL,
    pushes ? PUSH_TAG : NOTHING,
    option(command, '--create-release') === 'github' ? RELEASE : NOTHING,
    verb === 'publish' ? PUBLISH : NOTHING,
    verb === 'publish' ? IDENTIFY : NOTHING,
  );
};

/** https://github.com/release-it/release-it: pushes and publishes unless told otherwise, releases if told to. */
const releaseIt: Use = (command) =>
  hasFlag(command, '--dry-run', '-d', '--release-version', '--changelog')
    ? CONVENTIONAL
    : together(
        CONVENTIONAL,
        hasFlag(command, '--no-git.push', '--no-git') ? NOTHING : PUSH_TAG,
        mayNeed('environment', 'create the release', { contents: 'write' }),
        PUBLISH,
        IDENTIFY,
      );

/** https://docs.sigstore.dev/cosign/signing/overview: without a key it asks the runner for an identity token. */
const cosign: Use = (command, [verb = '']) => {
  const signs = /^(?:sign|sign-blob|attest|attest-blob)$/u.test(verb);
  const stores = /^(?:sign|attest|attach|copy|upload|clean|load)$/u.test(verb);
  const byKey = options(command, '--key', '-key', '--identity-token').length > 0 || hasFlag(command, '--sk');
  return together(
    signs && !byKey ? needs('identity-token', 'sign with a short-lived certificate', SIGN) : NOTHING,
    stores && mentions(command, /ghcr\.io|\$/u)
      ? mayNeed('registry', 'store the signature beside the image', { packages: 'write' })
      : NOTHING,
  );
};

const sigstore: Use = (_command, [verb = '']) =>
  /^(?:sign|attest)$/u.test(verb)
    ? needs('identity-token', 'sign with a short-lived certificate', SIGN)
    : NOTHING;

/** https://github.com/reviewdog/reviewdog#reporters: the token stands in REVIEWDOG_GITHUB_API_TOKEN. */
const reviewdog: Use = (command) => {
  const reporter = option(command, '-reporter', '--reporter') ?? '';
  if (reporter === 'github-pr-review') {
    return needs('variables', 'review the pull request', { 'pull-requests': 'write' });
  }
  if (reporter === 'github-check' || reporter === 'github-pr-check') {
    return needs('variables', 'report a check', { checks: 'write' });
  }
  return reporter.includes('$')
    ? mayNeed('variables', 'report what it finds', { 'pull-requests': 'write', checks: 'write' })
    : NOTHING;
};

/** https://github.com/googleapis/release-please/blob/main/docs/cli.md */
const releasePlease: Use = (command, [verb = '']) => {
  // A word that the page does not list may be one of another version: it counts as one that releases.
  if (hasFlag(command, '--dry-run') || /^(?:|help|debug-config)$/u.test(verb)) return NOTHING;
  return together(
    needs('variables', 'prepare or create the release', { contents: 'write', 'pull-requests': 'write' }),
    mayNeed('variables', 'label the pull request', { issues: 'write' }),
  );
};

/** Tools that release, sign and deploy pages, by name. A tool that only writes the local files is not among them. */
const TOOLS: Readonly<Record<string, Use>> = {
  'semantic-release': semanticRelease,
  'multi-semantic-release': semanticRelease,
  'semantic-release-monorepo': semanticRelease,
  // https://python-semantic-release.readthedocs.io: the same name and the same needs.
  'python-semantic-release': semanticRelease,
  goreleaser,
  lerna,
  'release-it': releaseIt,
  'release-please': releasePlease,
  // https://github.com/crate-ci/cargo-release, https://github.com/pksunkara/cargo-workspaces: to crates.io and to git.
  cargo: (command, [verb = '', then = '']) => {
    if (verb === 'release') return hasFlag(command, '-x', '--execute') ? PUSH_TAG : CONVENTIONAL;
    if (/^(?:workspaces|ws)$/u.test(verb) && /^(?:publish|version)$/u.test(then)) {
      return hasFlag(command, '--no-git-push', '--publish-as-is') ? CONVENTIONAL : PUSH_TAG;
    }
    return verb === 'publish' ? CONVENTIONAL : undefined;
  },
  // https://release-plz.dev/docs/usage
  'release-plz': (_command, [verb = '']) =>
    /^release(?:-pr)?$/u.test(verb)
      ? together(
          needs('variables', 'prepare or create the release', {
            contents: 'write',
            'pull-requests': 'write',
          }),
          IDENTIFY,
        )
      : NOTHING,
  // https://github.com/sindresorhus/np: it opens the page of the release and does not create it.
  np: () => together(CONVENTIONAL, PUSH_TAG, PUBLISH),
  // https://intuit.github.io/auto/docs/generated/shipit
  auto: (_command, [verb = '']) =>
    /^(?:shipit|latest|next|canary|release|changelog|comment|create-labels|label|pr-body|pr-status)$/u.test(
      verb,
    )
      ? together(
          CONVENTIONAL,
          mayNeed('environment', 'release and comment', {
            contents: 'write',
            issues: 'write',
            'pull-requests': 'write',
            statuses: 'write',
          }),
          PUBLISH,
        )
      : NOTHING,
  // https://github.com/changesets/changesets/tree/main/packages/changelog-github: reads who wrote what.
  changeset: (_command, [verb = '']) =>
    verb === 'version'
      ? mayNeed('environment', 'write the changelog', { contents: 'read', 'pull-requests': 'read' })
      : NOTHING,
  // https://git-cliff.org/docs/integration/github
  'git-cliff': () =>
    mayNeed('environment', 'write the changelog', { contents: 'read', 'pull-requests': 'read' }),
  // https://docs.github.com/en/copilot/how-tos/copilot-cli: an agent that does what it is told.
  copilot: () => together(RUNS_ANY, mayNeed('variables', 'ask Copilot', { 'copilot-requests': 'write' })),
  // https://hub.github.com
  hub: (_command, words) => {
    const verb = words.slice(0, 2).join(' ');
    if (/^release (?:create|edit|delete)$/u.test(verb)) return RELEASE;
    if (/^pull-request\b/u.test(verb)) {
      return needs('environment', 'open a pull request', { 'pull-requests': 'write' });
    }
    return { needs: [], unknown: `${quoted(`hub ${verb}`)} calls` };
  },
  // https://github.com/tcnksm/ghr
  ghr: () => needs('variables', 'create the release', { contents: 'write' }),
  // https://github.com/helm/chart-releaser
  cr: (command, [verb = '']) =>
    verb === 'upload' || (verb === 'index' && hasFlag(command, '--push', '--pr'))
      ? needs('variables', 'release the charts', { contents: 'write' })
      : NOTHING,
  // https://danger.systems/js/guides/getting_started: comments, and sets a status.
  danger: () =>
    mayNeed('variables', 'comment on the pull request', {
      'pull-requests': 'write',
      issues: 'write',
      statuses: 'write',
    }),
  // https://www.infracost.io/docs/features/cli_commands
  infracost: (_command, words) =>
    words.slice(0, 2).join(' ') === 'comment github'
      ? needs('variables', 'comment on the pull request', { 'pull-requests': 'write' })
      : CONVENTIONAL,
  reviewdog,
  cosign,
  sigstore,
  // https://github.com/sigstore/gitsign
  gitsign: () => mayNeed('identity-token', 'sign with a short-lived certificate', SIGN),
  // https://www.mkdocs.org/user-guide/deploying-your-docs
  mkdocs: (_command, [verb = '']) => (verb === 'gh-deploy' ? PUSH_PAGES : CONVENTIONAL),
  // https://github.com/jimporter/mike
  mike: (command) => (hasFlag(command, '-p', '--push') ? PUSH_PAGES : CONVENTIONAL),
  // https://github.com/c-w/ghp-import
  'ghp-import': (command) => (mentions(command, /^(?:--push|-[a-z]*p[a-z]*)$/u) ? PUSH_PAGES : NOTHING),
  // https://github.com/tschaub/gh-pages
  'gh-pages': () => PUSH_PAGES,
  'angular-cli-ghpages': () => PUSH_PAGES,
  // https://docusaurus.io/docs/deployment#deploying-to-github-pages
  docusaurus: (_command, [verb = '']) => (verb === 'deploy' ? PUSH_PAGES : CONVENTIONAL),
  // https://quarto.org/docs/publishing/github-pages.html
  quarto: (_command, words) =>
    words.slice(0, 2).join(' ') === 'publish gh-pages' ? PUSH_PAGES : CONVENTIONAL,
};

/** Other names of the same tools. */
const ALIASES: Readonly<Record<string, string>> = {
  '@changesets/cli': 'changeset',
  '@lerna/cli': 'lerna',
  '@infracost/cli': 'infracost',
  semantic_release: 'semantic-release',
  'danger-ci': 'danger',
  ngh: 'angular-cli-ghpages',
};

/** What a release tool needs; `undefined` for a command that is none. */
export function releaseUse(command: ShellCommand): CommandUse | undefined {
  return ownOf(TOOLS, ownOf(ALIASES, command.name) ?? command.name)?.(command, operands(command));
}

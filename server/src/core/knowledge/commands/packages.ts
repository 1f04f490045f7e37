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
  RUNS_ANY,
  together,
} from './commandUse.js';

/**
 * GitHub's package registries, which take the job's token:
 * https://docs.github.com/en/packages/learn-github-packages/introduction-to-github-packages#support-for-package-registries
 */
const GITHUB = /\b(?:npm|maven|nuget|rubygems)\.pkg\.github\.com\b/u;

/** Commands that publish a package, by program. By the manuals of the package managers. */
const PUBLISHES: Readonly<Record<string, RegExp>> = {
  npm: /^(?:publish|unpublish|dist-tag (?:add|rm)|deprecate)\b/u,
  pnpm: /^(?:(?:-r |recursive )?publish)\b/u,
  yarn: /^(?:publish|npm publish|workspaces foreach .*npm publish)\b/u,
  bun: /^publish\b/u,
  mvn: /(?:^|\s)(?:deploy|deploy:deploy-file|release:perform)\b/u,
  mvnw: /(?:^|\s)(?:deploy|deploy:deploy-file|release:perform)\b/u,
  gradle: /(?:^|\s|:)publish(?:\w*Publication\w*|AllPublications\w*)?(?=\s|$)/u,
  gradlew: /(?:^|\s|:)publish(?:\w*Publication\w*|AllPublications\w*)?(?=\s|$)/u,
  sbt: /(?:^|\s|[/;+"])(?:publish|publishSigned)(?=\s|$|")/u,
  lein: /^deploy\b/u,
  dotnet: /^nuget (?:push|delete)\b/u,
  nuget: /^(?:push|delete)\b/u,
  gem: /^(?:push|yank)\b/u,
  changeset: /^publish\b/u,
  '@changesets/cli': /^publish\b/u,
};

/**
 * Publishers that ask for an identity token by themselves where there is one: trusted publishing and provenance,
 * https://docs.npmjs.com/trusted-publishers, https://docs.astral.sh/uv/guides/package, https://jsr.io/docs/publishing-packages
 */
const WITH_IDENTITY: Readonly<Record<string, RegExp>> = {
  npm: /^publish\b/u,
  pnpm: /^(?:(?:-r |recursive )?publish)\b/u,
  yarn: /^npm publish\b|npm publish\b/u,
  changeset: /^publish\b/u,
  '@changesets/cli': /^publish\b/u,
  uv: /^publish\b/u,
  jsr: /^publish\b/u,
  deno: /^publish\b/u,
};

/** What publishing a package needs; `undefined` for a command that publishes none. */
export function packageUse(command: ShellCommand): CommandUse | undefined {
  const words = operands(
    command,
    /^(?:-C|-F|-w|--filter|--workspace|--prefix|--dir|--cwd|-f|-s|--settings)$/u,
  );
  const text = words.join(' ');
  const publishes = ownOf(PUBLISHES, command.name)?.test(text) ?? false;
  const identifies = ownOf(WITH_IDENTITY, command.name)?.test(text) ?? false;
  if (!publishes && !identifies) return undefined;
  if (hasFlag(command, '--dry-run')) return CONVENTIONAL;
  return together(
    publishes ? registryUse(command) : NOTHING,
    identifies ? identityUse(command) : NOTHING,
    runsOwnScripts(command, words) ? RUNS_ANY : NOTHING,
  );
}

/** Package managers that run scripts of the package around publishing it. */
const WITH_SCRIPTS: ReadonlySet<string> = new Set([
  'npm',
  'pnpm',
  'yarn',
  'bun',
  'changeset',
  '@changesets/cli',
]);

/** https://docs.npmjs.com/cli/using-npm/scripts#life-cycle-operation-order: what is packed already has none left to run. */
function runsOwnScripts(command: ShellCommand, words: readonly string[]): boolean {
  return (
    WITH_SCRIPTS.has(command.name) &&
    words.some((word) => word === 'publish') &&
    !hasFlag(command, '--ignore-scripts') &&
    !words.some((word) => word.endsWith('.tgz'))
  );
}

/** Which registry it is stands in the package, or in a configuration that is not read here. */
function registryUse(command: ShellCommand): CommandUse {
  const why = 'publish the package';
  if (mentions(command, GITHUB)) return needs('variables', why, { packages: 'write' });
  return mentions(command, /^--?(?:registry|source|host)(?:=|$)/u) && mentions(command, /https?:\/\//u)
    ? NOTHING
    : mayNeed('variables', why, { packages: 'write' });
}

/** npm tries the identity token before any other one, NODE_AUTH_TOKEN too: https://docs.npmjs.com/trusted-publishers */
function identityUse(command: ShellCommand): CommandUse {
  const scopes = { 'id-token': 'write' } as const;
  return hasFlag(command, '--provenance')
    ? needs('identity-token', 'attest where the package was built', scopes)
    : mayNeed('identity-token', 'publish with an identity token', scopes);
}

import { ownOf } from '../../collections/ownOf.js';
import type { ShellCommand } from '../../model/shellScript.js';
import type { CommandUse } from './commandUse.js';
import {
  CONVENTIONAL,
  hasFlag,
  mayNeed,
  mentions,
  needs,
  operands,
  options,
  together,
} from './commandUse.js';

/** GitHub's container registry: https://docs.github.com/en/packages/working-with-a-github-packages-registry/working-with-the-container-registry */
const GITHUB = /(?:^|[/:=,@])(?:ghcr\.io|docker\.pkg\.github\.com)\b/u;

/** Programs that push and pull images, charts and artifacts, with the subcommands that push. By their manuals. */
const PUSHES: Readonly<Record<string, RegExp>> = {
  docker: /^(?:push|(?:image|manifest|compose|plugin|trust) (?:push|sign)|buildx imagetools create)\b/u,
  'docker-compose': /^push\b/u,
  podman: /^(?:push|(?:image|manifest) push)\b/u,
  nerdctl: /^(?:push|(?:image|compose) push)\b/u,
  buildah: /^(?:push|manifest push)\b/u,
  crane: /^(?:push|copy|cp|append|mutate|tag|delete|index append|rebase|flatten)\b/u,
  skopeo: /^(?:copy|sync|delete)\b/u,
  regctl: /^(?:image|index|artifact|tag) (?:copy|cp|put|create|import|mod|delete|rm)\b/u,
  helm: /^(?:push|chart push)\b/u,
  oras: /^(?:push|attach|copy|cp|tag|(?:blob|manifest) (?:push|delete)|manifest index create)\b/u,
  ko: /^(?:build|publish|resolve|apply|create|run)\b/u,
  flux: /^(?:push|tag) artifact\b/u,
  kbld: /^/u,
  imgpkg: /^(?:push|copy|tag)\b/u,
  pack: /^$/u,
  notation: /^sign\b/u,
  executor: /^/u,
};

/** Options before the subcommand that take a value. */
const VALUED =
  /^(?:-[Hcflp]|--(?:config|context|env-file|file|host|log-level|profile|project-directory|project-name|registry-config))$/u;

const PULLS =
  /^(?:(?:\w+ )?pull|run|create|inspect|manifest inspect|export|catalog|ls|digest|config|copy|cp)\b/u;

/** What a tool of containers needs of the token behind a login; `undefined` for another program. */
export function containerUse(command: ShellCommand): CommandUse | undefined {
  const pushes = ownOf(PUSHES, command.name);
  if (pushes === undefined) return undefined;
  const verbs = operands(command, VALUED).join(' ');
  if ((pushes.test(verbs) || isBuildThatPushes(command)) && !staysHere(command)) return pushUse(command);
  return PULLS.test(verbs) && mentions(command, GITHUB)
    ? needs('registry', 'pull from ghcr.io', { packages: 'read' })
    : CONVENTIONAL;
}

/** https://docs.docker.com/reference/cli/docker/buildx/build, https://buildpacks.io/docs/for-platform-operators */
function isBuildThatPushes(command: ShellCommand): boolean {
  return (
    hasFlag(command, '--push', '--publish') ||
    options(command, '--output', '-o').some((output) => /type=registry|push=true/u.test(output))
  );
}

/** https://ko.build/reference/ko_build */
function staysHere(command: ShellCommand): boolean {
  if (hasFlag(command, '--dry-run', '--no-push')) return true;
  return command.name === 'ko' && (hasFlag(command, '--local', '-L') || mentions(command, /^--push=false$/u));
}

function pushUse(command: ShellCommand): CommandUse {
  const scopes = { packages: 'write' } as const;
  const target = Object.values(command.assignments);
  if (mentions(command, GITHUB) || target.some((value) => GITHUB.test(value))) {
    return needs('registry', 'push to ghcr.io', scopes);
  }
  if (isElsewhere(command)) return CONVENTIONAL;
  const push = mayNeed('registry', 'push an image', scopes);
  // ko finds GITHUB_TOKEN by itself: https://ko.build/configuration
  return command.name === 'ko' ? together(push, mayNeed('environment', 'push an image', scopes)) : push;
}

/** Whether the names of all images are written out, and none is on GitHub: `docker push owner/name`. */
function isElsewhere(command: ShellCommand): boolean {
  // These take the names from their files.
  if (command.name === 'ko' || mentions(command, /^(?:compose|bake)$/u)) return false;
  const tags = options(command, '-t', '--tag');
  const names = tags.length > 0 ? tags : operands(command).filter((word) => /[/:]/u.test(word));
  return names.length > 0 && !names.some((name) => name.includes('$'));
}

/**
 * Whether a program of containers keeps the variables of its environment from what it runs and builds, as long as no word
 * names them: https://docs.docker.com/reference/cli/docker/container/run/#env,
 * https://docs.docker.com/build/building/variables. Files of compose and bake take in what they like.
 */
export function keepsEnvironment(command: ShellCommand): boolean {
  if (!/^(?:docker|podman|nerdctl|buildah)$/u.test(command.name)) return false;
  const [verb = ''] = operands(command, VALUED);
  return (
    !/^(?:compose|stack|bake)$/u.test(verb) && !mentions(command, /^(?:bake|--env-file(?:=.*)?|--env-host)$/u)
  );
}

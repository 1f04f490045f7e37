/*
 * Programs that run what they are given, so that a pattern which leaves that open lets any command through.
 * "Because these tools execute their arguments as a command, a rule like `Bash(devbox run *)` matches whatever comes
 * after `run`": https://code.claude.com/docs/en/permissions#process-wrappers. Of each program its own manual says so.
 */

/** Their first argument that is no option is a file or, behind an option such as `-c`, a program text. */
export const INTERPRETERS: ReadonlySet<string> = new Set(
  (
    'sh bash zsh fish dash ksh pwsh powershell powershell.exe cmd cmd.exe python python2 python3 py pypy pypy3 node nodejs ' +
    'deno bun tsx ts-node ruby perl php lua osascript Rscript julia groovy scala elixir irb iex ghci eval source'
  ).split(' '),
);

/** Options by which the program text stands in the arguments. */
export const INLINE = /^(?:-c|-e|-E|-p|-r|--eval|--command|-Command|\/c|\/C)$/u;

/** Words of an interpreter by which it runs a task that the project names, and not a text: `deno task`, `bun test`. */
export const TASKS: ReadonlyMap<string, RegExp> = new Map([
  ['bun', /^(?:test|build|install|i|add|remove|update|pm|run|lint)$/u],
  ['deno', /^(?:task|test|lint|fmt|check|doc|info|cache|install|bench|compile)$/u],
]);

/** They run the command behind them, on this machine or another; a number of words belongs to the runner itself. */
export interface Runner {
  readonly words: readonly string[];
  /** Where it runs: elsewhere means that of the machine's own rules nothing holds there. */
  readonly where?: string;
  readonly source: string;
}

const CLAUDE = 'https://code.claude.com/docs/en/permissions#process-wrappers';

export const RUNNERS: readonly Runner[] = [
  { words: ['npx'], source: CLAUDE },
  { words: ['bunx'], source: 'https://bun.com/docs/pm/bunx' },
  { words: ['pnpx'], source: 'https://pnpm.io/cli/dlx' },
  { words: ['uvx'], source: 'https://docs.astral.sh/uv/guides/tools/' },
  { words: ['pipx', 'run'], source: 'https://pipx.pypa.io/stable/docs/#pipx-run' },
  { words: ['npm', 'exec'], source: 'https://docs.npmjs.com/cli/commands/npm-exec' },
  { words: ['npm', 'x'], source: 'https://docs.npmjs.com/cli/commands/npm-exec' },
  { words: ['pnpm', 'dlx'], source: 'https://pnpm.io/cli/dlx' },
  { words: ['pnpm', 'exec'], source: 'https://pnpm.io/cli/exec' },
  { words: ['yarn', 'dlx'], source: 'https://yarnpkg.com/cli/dlx' },
  { words: ['yarn', 'exec'], source: 'https://yarnpkg.com/cli/exec' },
  { words: ['uv', 'run'], source: 'https://docs.astral.sh/uv/concepts/projects/run/' },
  { words: ['uv', 'tool', 'run'], source: 'https://docs.astral.sh/uv/guides/tools/' },
  { words: ['poetry', 'run'], source: 'https://python-poetry.org/docs/cli/#run' },
  { words: ['pipenv', 'run'], source: 'https://pipenv.pypa.io/en/latest/commands.html#run' },
  { words: ['pdm', 'run'], source: 'https://pdm-project.org/latest/reference/cli/#run' },
  { words: ['hatch', 'run'], source: 'https://hatch.pypa.io/latest/cli/reference/#hatch-run' },
  { words: ['rye', 'run'], source: 'https://rye.astral.sh/guide/commands/run/' },
  { words: ['conda', 'run'], source: 'https://docs.conda.io/projects/conda/en/stable/commands/run.html' },
  { words: ['pixi', 'run'], source: 'https://pixi.sh/latest/reference/cli/pixi/run/' },
  { words: ['bundle', 'exec'], source: 'https://bundler.io/man/bundle-exec.1.html' },
  { words: ['direnv', 'exec'], source: CLAUDE },
  { words: ['devbox', 'run'], source: CLAUDE },
  { words: ['mise', 'exec'], source: CLAUDE },
  { words: ['mise', 'x'], source: CLAUDE },
  { words: ['nix', 'run'], source: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-run' },
  { words: ['nix', 'shell'], source: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-shell' },
  { words: ['nix', 'develop'], source: 'https://nix.dev/manual/nix/latest/command-ref/new-cli/nix3-develop' },
  { words: ['nix-shell'], source: 'https://nix.dev/manual/nix/latest/command-ref/nix-shell' },
  { words: ['op', 'run'], source: 'https://developer.1password.com/docs/cli/reference/commands/run/' },
  { words: ['doppler', 'run'], source: 'https://docs.doppler.com/docs/cli' },
  { words: ['dotenv'], source: 'https://github.com/entropitor/dotenv-cli' },
  { words: ['env'], source: 'https://www.gnu.org/software/coreutils/manual/html_node/env-invocation.html' },
  { words: ['go', 'run'], source: 'https://pkg.go.dev/cmd/go#hdr-Compile_and_run_Go_program' },
  { words: ['sudo'], where: 'as another user', source: 'https://www.sudo.ws/docs/man/sudo.man/' },
  { words: ['doas'], where: 'as another user', source: 'https://man.openbsd.org/doas' },
  { words: ['su'], where: 'as another user', source: 'https://man7.org/linux/man-pages/man1/su.1.html' },
  { words: ['xargs'], source: CLAUDE },
  { words: ['parallel'], source: 'https://www.gnu.org/software/parallel/man.html' },
  {
    words: ['exec'],
    source: 'https://www.gnu.org/software/bash/manual/html_node/Bourne-Shell-Builtins.html',
  },
  { words: ['setsid'], source: CLAUDE },
  ...['timeout', 'time', 'nice', 'nohup', 'stdbuf'].map((name) => ({ words: [name], source: CLAUDE })),
  { words: ['ssh'], where: 'on another machine', source: 'https://man.openbsd.org/ssh' },
  { words: ['docker', 'exec'], where: 'in a container', source: CLAUDE },
  {
    words: ['docker', 'run'],
    where: 'in a container',
    source: 'https://docs.docker.com/reference/cli/docker/container/run/',
  },
  {
    words: ['docker', 'compose', 'exec'],
    where: 'in a container',
    source: 'https://docs.docker.com/reference/cli/docker/compose/exec/',
  },
  {
    words: ['docker', 'compose', 'run'],
    where: 'in a container',
    source: 'https://docs.docker.com/reference/cli/docker/compose/run/',
  },
  {
    words: ['docker-compose', 'exec'],
    where: 'in a container',
    source: 'https://docs.docker.com/reference/cli/docker/compose/exec/',
  },
  {
    words: ['podman', 'run'],
    where: 'in a container',
    source: 'https://docs.podman.io/en/latest/markdown/podman-run.1.html',
  },
  {
    words: ['podman', 'exec'],
    where: 'in a container',
    source: 'https://docs.podman.io/en/latest/markdown/podman-exec.1.html',
  },
  {
    words: ['kubectl', 'exec'],
    where: 'in the cluster',
    source: 'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_exec/',
  },
  { words: ['tmux'], source: 'https://man.openbsd.org/tmux' },
  { words: ['screen'], source: 'https://www.gnu.org/software/screen/manual/screen.html' },
  { words: ['script'], source: 'https://man7.org/linux/man-pages/man1/script.1.html' },
  { words: ['watch'], source: CLAUDE },
];

import type { ShellCommand } from '../../model/shellScript.js';
import type { CommandUse } from './commandUse.js';
import { CONVENTIONAL, NOTHING, operands, RUNS_ANY } from './commandUse.js';
import { ghUse } from './gh.js';
import { gitUse } from './git.js';
import { HTTP_CLIENTS, httpUse } from './http.js';
import { isActingScript, programKind, runsScripts, runsTargets, takesTargets } from './programs.js';
import { publishUse } from './publish.js';
import { runCommand } from './runners.js';

/** What a command does with the job's token. */
export function commandUse(command: ShellCommand, around = 0): CommandUse {
  if (command.name === 'git') return gitUse(command);
  if (command.name === 'gh') return ghUse(command);
  if (HTTP_CLIENTS.has(command.name)) return httpUse(command);
  const published = publishUse(command);
  if (published !== undefined) return published;
  // `npx semantic-release`, `pnpm exec changeset`: the tool behind the runner counts.
  const run = runCommand(command);
  if (run === undefined) return ordinaryUse(command);
  return around < MOST_RUNNERS ? commandUse(run, around + 1) : RUNS_ANY;
}

/** What stands behind more runners than anybody writes may be anything. */
const MOST_RUNNERS = 20;

function ordinaryUse(command: ShellCommand): CommandUse {
  // A program of the repository itself.
  if (command.name === '') return RUNS_ANY;
  const words = operands(command);
  if (runsScripts(command.name)) return scriptUse(command, words);
  if (INTERPRETERS.has(command.name) && words.slice(0, 2).some(isRepositoryScript)) return RUNS_ANY;
  if (command.name === 'source' || command.name === '.') return isSetup(words[0] ?? '') ? NOTHING : RUNS_ANY;
  // https://docs.brew.sh/Manpage: it installs, but `brew ruby`, `brew bump-formula-pr` and commands of taps run code.
  if (command.name === 'brew') return INSTALLS.test(words[0] ?? 'help') ? NOTHING : RUNS_ANY;
  if (command.name === 'eval') return isSetupText(command) ? NOTHING : RUNS_ANY;
  // Without a command of its own it writes out what comes in.
  if (command.name === 'xargs') return words.length === 0 ? NOTHING : RUNS_ANY;
  return programUse(command.name, words);
}

function programUse(name: string, words: readonly string[]): CommandUse {
  const kind = programKind(name);
  if (kind === 'inert') return NOTHING;
  if (kind === 'any') return RUNS_ANY;
  if (runsTargets(name) && words.some(isActingScript)) return RUNS_ANY;
  return takesTargets(name) && words.some(isComputed) ? RUNS_ANY : CONVENTIONAL;
}

/** A word of which nothing is written: which script or target it names, only a run can tell. */
function isComputed(word: string): boolean {
  return /^\$(?:\w+|\{\w+\}|\(.*\))$/su.test(word);
}

/** What Homebrew does with itself and with packages. */
const INSTALLS =
  /^(?:install|reinstall|uninstall|remove|rm|update|upgrade|list|ls|info|cleanup|tap|untap|link|unlink|pin|unpin|services|doctor|config|outdated|deps|uses|fetch|search|analytics|autoremove|bundle|shellenv|help|cat|commands|home|missing|leaves|desc)$/u;

/** Programs that run a file of the repository, whatever it does. */
const INTERPRETERS: ReadonlySet<string> = new Set(
  'node python python3 py ruby perl php Rscript deno bun tsx ts-node lua groovy julia pwsh'.split(' '),
);

/** `node scripts/release.mjs`; `setup.py` builds and installs. */
function isRepositoryScript(word: string): boolean {
  return (
    /\.(?:[cm]?[jt]s|py|rb|pl|php|R|lua|groovy|jl|ps1|sh)$/u.test(word) && !/(?:^|\/)setup\.py$/u.test(word)
  );
}

/** `eval "$(ssh-agent -s)"`: programs that print what sets up the shell, by their manuals. */
const PRINTS_SETUP =
  /^\$\(\s*(?:[\w./~${}-]*\/)?(?:ssh-agent|opam\s+(?:env|config\s+env)|brew\s+shellenv|(?:mini|micro)?(?:conda|mamba)\s+(?:shell|hook)|minikube\s+(?:-p\s+\S+\s+)?docker-env|(?:py|rb|nod|go|pl)env\s+init|fnm\s+env|mise\s+(?:activate|env)|direnv\s+(?:hook|export)|luarocks\s+path|dircolors|locale)\b[^;&|]*\)$/u;

function isSetupText({ args: [word] }: ShellCommand): boolean {
  return word !== undefined && PRINTS_SETUP.test(word.text.trim());
}

/** `source .venv/bin/activate`, `. "$HOME/.cargo/env"`: what an installation left to be read. */
function isSetup(file: string): boolean {
  return /^(?:~|\$\{?HOME\b|\/(?:etc|opt|usr)\/)|(?:^|\/)(?:activate|conda\.sh|\.env|\.(?:bash|zsh)?(?:rc|profile))$/u.test(
    file,
  );
}

/** `npm run release`, `yarn deploy`; and `yarn changeset version`, which runs the tool of that name. */
function scriptUse(command: ShellCommand, words: readonly string[]): CommandUse {
  const [verb = '', script = ''] = words;
  if (isComputed(verb)) return RUNS_ANY;
  if (verb === 'run' || verb === 'run-script') {
    return isActingScript(script) || isComputed(script) ? RUNS_ANY : CONVENTIONAL;
  }
  const at = command.args.findIndex((word) => word.text === verb);
  const tool = at < 0 ? undefined : publishUse({ ...command, name: verb, args: command.args.slice(at + 1) });
  return tool ?? (isActingScript(verb) ? RUNS_ANY : CONVENTIONAL);
}

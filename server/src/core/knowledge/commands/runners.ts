import { ownOf } from '../../collections/ownOf.js';
import type { ShellCommand } from '../../model/shellScript.js';

/** A program that runs another one, which stands in its words. */
interface Runner {
  /** Words before the command; the empty list where it follows at once. */
  readonly after?: readonly string[];
  /** Options that take the next word as their value. */
  readonly valued?: RegExp;
}

/** By name; several forms of one program. */
const RUNNERS: Readonly<Record<string, readonly Runner[]>> = {
  // https://docs.npmjs.com/cli/commands/npx
  npx: [{ valued: /^(?:-p|--package|-w|--workspace)$/u }],
  npm: [
    { after: ['exec'], valued: /^(?:-p|--package|-w|--workspace)$/u },
    { after: ['x'], valued: /^--package$/u },
  ],
  bunx: [{}],
  bun: [{ after: ['x'] }],
  pnpx: [{}],
  pnpm: [{ after: ['exec'] }, { after: ['dlx'], valued: /^--package$/u }],
  yarn: [{ after: ['exec'] }, { after: ['dlx'], valued: /^(?:-p|--package)$/u }],
  deno: [],
  uvx: [{ valued: /^(?:-p|--python|--from|--with|--index-url)$/u }],
  uv: [
    { after: ['run'], valued: /^(?:-p|--python|--with|--extra|--group|--package|--directory|--env-file)$/u },
    { after: ['tool', 'run'], valued: /^(?:-p|--python|--from|--with)$/u },
  ],
  pipx: [{ after: ['run'], valued: /^(?:--spec|--python|--index-url|--pip-args)$/u }],
  pdm: [{ after: ['run'], valued: /^(?:-p|--project)$/u }],
  poetry: [{ after: ['run'] }],
  pipenv: [{ after: ['run'] }],
  rye: [{ after: ['run'] }],
  pixi: [{ after: ['run'], valued: /^(?:-e|--environment)$/u }],
  bundle: [{ after: ['exec'] }],
  conda: [{ after: ['run'], valued: /^(?:-n|--name|-p|--prefix|--cwd)$/u }],
  mamba: [{ after: ['run'], valued: /^(?:-n|--name|-p|--prefix|--cwd)$/u }],
  micromamba: [{ after: ['run'], valued: /^(?:-n|--name|-p|--prefix|--cwd)$/u }],
  mise: [
    { after: ['exec'], valued: /^(?:-C|--cd)$/u },
    { after: ['x'], valued: /^(?:-C|--cd)$/u },
  ],
  doppler: [{ after: ['run'], valued: /^(?:-p|--project|-c|--config|-t|--token)$/u }],
  op: [{ after: ['run'], valued: /^(?:--env-file|--account)$/u }],
  dotenv: [{ valued: /^(?:-e|-c|-f|-p|-v)$/u }],
  dotnet: [{ after: ['tool', 'run'] }],
  dart: [{ after: ['pub', 'global', 'run'] }],
  'cross-env': [{}],
  python: [{ after: ['-m'] }],
  python3: [{ after: ['-m'] }],
  py: [{ after: ['-m'] }],
};

/** The command that a runner such as `npx` or `poetry run` runs; `undefined` for a command that is none. */
export function runCommand(command: ShellCommand): ShellCommand | undefined {
  for (const { after = [], valued } of ownOf(RUNNERS, command.name) ?? []) {
    const start = startOf(command, after);
    if (start === undefined) continue;
    for (let at = start; at < command.args.length; at++) {
      const text = command.args[at]?.text ?? '';
      if (text.startsWith('-')) {
        if (valued?.test(text) === true) at++;
      } else if (/^\w+=/u.test(text) && !text.includes('/')) {
        continue;
      } else {
        const name = command.args[at]?.dynamic === true ? '' : packageName(text);
        return { ...command, name, args: command.args.slice(at + 1) };
      }
    }
  }
  return undefined;
}

/** Where the words after the subcommands begin; options may stand before them. */
function startOf(command: ShellCommand, after: readonly string[]): number | undefined {
  let at = 0;
  for (const expected of after) {
    while ((command.args[at]?.text ?? '').startsWith('-') && command.args[at]?.text !== expected) at++;
    if (command.args[at]?.text !== expected) return undefined;
    at++;
  }
  return at;
}

/** `@changesets/cli@2.1` is known as `@changesets/cli`. */
function packageName(word: string): string {
  return word.replace(/(?<=.)@[^/]*$/u, '').replace(/==.*$/u, '');
}

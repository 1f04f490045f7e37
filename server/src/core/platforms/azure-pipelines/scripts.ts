import { isPredefined } from '../../knowledge/azure-pipelines/predefined.js';
import type { PipelineScript } from '../../pipelines/script.js';
import { readPipelineScript } from '../../pipelines/script.js';
import type { Host } from '../../model/facts.js';
import type { Reading } from './reading.js';
import type { Step } from './steps.js';
import type { Values } from './variables.js';

/** Commands that people call in `$(…)` without a word behind them; any other name there is a variable's. */
const COMMANDS =
  /^(?:pwd|date|hostname|whoami|nproc|uname|id|ls|mktemp|tty|arch|groups|logname|uuidgen|env|printenv)$/u;

/**
 * A script as the shell gets it: macros and template expressions are put in before it runs. What is not known becomes a
 * variable of the shell, since `$(name)` would be a command there.
 */
function shellText(text: string, values: Values): string {
  return values
    .fill(text)
    .replace(/\$\(([A-Za-z_][\w.-]*)\)/gu, (whole, name: string) =>
      COMMANDS.test(name) && !values.defines(name) && !isPredefined(name) ? whole : `\${${variable(name)}}`,
    )
    .replace(/\$(?:\{\{|\[)\s*([\s\S]*?)\s*(?:\}\}|\])/gu, (whole, inner: string) =>
      whole.startsWith('$[') && !/^(?:variables|dependencies|\w+\()/u.test(inner)
        ? whole
        : `\${${variable(inner)}}`,
    );
}

function variable(text: string): string {
  return text
    .replace(/\W+/gu, '_')
    .replace(/^(?=\d)/u, '_')
    .toUpperCase();
}

/** Reads the script of a step. */
export function readScript(
  reading: Reading,
  script: NonNullable<Step['script']>,
  { values, host }: { readonly values: Values; readonly host: Host | undefined },
): PipelineScript {
  return readPipelineScript(shellText(script.node.text, values), {
    isBash: isBash(script, host),
    parseShell: reading.parseShell,
  });
}

/**
 * `script:` is run by bash on Linux and macOS, by cmd.exe on Windows.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/yaml-schema/steps-script
 */
function isBash({ shell }: NonNullable<Step['script']>, host: Host | undefined): boolean {
  if (shell !== 'native') return shell === 'bash';
  return !(host?.labels ?? []).some((label) => /^(?:windows|vs20\d\d)/iu.test(label));
}

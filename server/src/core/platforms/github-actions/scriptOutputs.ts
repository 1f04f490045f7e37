import { literalPattern } from '../../text/literalPattern.js';
import type { Environments } from './stepInputs.js';
import { filledIn } from './stepInputs.js';
import type { Step } from './workflow.js';

const OUTPUT = /\$\{\{\s*steps\.([\w-]+)\.outputs\.([\w-]+)\s*\}\}/gu;

/**
 * A text with what scripts of earlier steps hand on in the place of their outputs: `echo "role=$ROLE" >> "$GITHUB_OUTPUT"`
 * hands on what its environment holds in `ROLE`. An output that a script sets to more than one thing, or to what it works
 * out itself, stays as it is written.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#setting-an-output-parameter
 *
 * @param earlier the steps of the job that come before the one that reads the text
 * @param environments those of the job and of the workflow
 */
export function withScriptOutputs(
  text: string,
  earlier: readonly Step[],
  environments: Environments,
): string {
  return text.replace(OUTPUT, (whole, id: string, name: string) => {
    const step = earlier.find((one) => one.id === id);
    return (step && handedOn(step, name, environments)) ?? whole;
  });
}

function handedOn(step: Step, name: string, environments: Environments): string | undefined {
  const code = step.run?.text;
  if (code?.includes('GITHUB_OUTPUT') !== true) return undefined;
  const word = literalPattern(name);
  const echoed = [...code.matchAll(new RegExp(`\\becho\\s+["']?${word}=(.*)`, 'gu'))];
  const all = code.match(new RegExp(`(?<![\\w.$-])${word}(?:=|<<)`, 'gu')) ?? [];
  const [value, ...others] = new Set(echoed.map(([, rest = '']) => unquoted(rest)));
  if (value === undefined || others.length > 0 || all.length > echoed.length) return undefined;
  return shellFilled(value, step, environments);
}

/** What a command that ends in a redirection says behind `NAME=`. */
function unquoted(rest: string): string {
  return rest.replace(/>>.*$/u, '').trim().replace(/["']$/u, '');
}

const SHELL_NAME = /\$\{(\w+)\}|\$([A-Za-z_]\w*)/gu;
/** What the shell works out: commands, several words, expansions that change what they read. */
const WORKED_OUT = /[\s`"'\\]|\$\(|\$\{(?!\{)\w*[^\w}]/u;

function shellFilled(value: string, step: Step, environments: Environments): string | undefined {
  if (value === '' || WORKED_OUT.test(value.replace(/\$\{\{.*?\}\}/gu, ''))) return undefined;
  const names = [...value.matchAll(SHELL_NAME)].map(([, braced, plain]) => braced ?? plain ?? '');
  const seen: Environments = [step.env, ...environments];
  const given = new Map(names.map((name) => [name, filledIn(`\${{ env.${name} }}`, seen)]));
  const isKnown = [...given].every(([name, text]) => !text.includes(`env.${name}`) && !isSetIn(step, name));
  if (!isKnown) return undefined;
  return value.replace(SHELL_NAME, (whole, braced?: string, plain?: string) => {
    return given.get(braced ?? plain ?? '') ?? whole;
  });
}

/** Whether a script sets a variable of this name itself, so that what its environment holds may be gone. */
function isSetIn({ run }: Step, name: string): boolean {
  const sets = new RegExp(
    `(?:^|[\\s;&|(])(?:(?:export|local|readonly|declare)\\s+)?${literalPattern(name)}=|\\bread\\s[^\\n;|&]*\\b${literalPattern(name)}\\b`,
    'mu',
  );
  return sets.test(run?.text ?? '');
}

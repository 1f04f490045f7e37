import { ownOf } from '../../collections/ownOf.js';
import type { ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import type { Entry, Guarded, Guards } from './template/flatten.js';
import { entriesOf, itemsOf, Properties } from './template/flatten.js';

/** How the text of a step is run. */
type Shell = 'bash' | 'powershell' | 'native';

/** A step of a job. */
export interface Step {
  /** From 1, over all steps of the job. */
  readonly number: number;
  /** How a reader knows it: `step 2, Deploy`. */
  readonly label: string;
  readonly node: SyntaxNode;
  readonly guards: Guards;
  readonly properties: Properties;
  /** The text that tells which step it is: the name of the task, the script, the repository. */
  readonly head: SyntaxNode;
  readonly kind: 'script' | 'task' | 'checkout' | 'download' | 'template' | 'other';
  /** The task without its version, as written. */
  readonly task?: string;
  readonly version?: string;
  /** What is run, where it stands in the file. */
  readonly script?: { readonly node: ScalarNode; readonly shell: Shell };
  readonly inputs: readonly Guarded<Entry>[];
  readonly env: readonly Guarded<Entry>[];
}

/** Steps that are words of their own for tasks: https://learn.microsoft.com/en-us/azure/devops/pipelines/yaml-schema/steps */
const SHELLS: Readonly<Record<string, Shell>> = {
  script: 'native',
  bash: 'bash',
  pwsh: 'powershell',
  powershell: 'powershell',
};

const OTHERS: ReadonlySet<string> = new Set([
  'publish',
  'getPackage',
  'reviewApp',
  'downloadBuild',
  'upload',
]);

/** Keys of which a step has exactly one. */
const STEP_KEYS: ReadonlySet<string> = new Set([
  ...Object.keys(SHELLS),
  ...OTHERS,
  'task',
  'checkout',
  'download',
  'template',
]);

/** The steps of a list, those in template expressions among them. */
export function readSteps(list: SyntaxNode | undefined, first = 1, guards: Guards = []): readonly Step[] {
  return itemsOf(list, guards).flatMap((item, index) => {
    const step = readStep(item, first + index);
    return step === undefined ? [] : [step];
  });
}

function readStep({ value: node, guards }: Guarded<SyntaxNode>, number: number): Step | undefined {
  if (node.kind !== 'mapping') return undefined;
  const properties = new Properties(node);
  const key = properties.keys.find((candidate) => STEP_KEYS.has(candidate));
  const head = key === undefined ? undefined : properties.entry(key);
  if (key === undefined || head === undefined) return undefined;
  const base = {
    number,
    node,
    guards,
    properties,
    head: head.value.kind === 'scalar' && head.value.value !== null ? head.value : head.key,
    inputs: properties.all('inputs').flatMap(({ value, guards: around }) => entriesOf(value.value, around)),
    env: properties.all('env').flatMap(({ value, guards: around }) => entriesOf(value.value, around)),
  };
  const written = head.value.kind === 'scalar' ? head.value.text : '';
  const label = (word: string): string => {
    const name = properties.text('displayName');
    return `step ${String(number)}, ${name === undefined || name.includes('${{') ? word : name}`;
  };
  const shell = Object.hasOwn(SHELLS, key) ? SHELLS[key] : undefined;
  if (shell !== undefined) {
    const script = head.value.kind === 'scalar' ? { script: { node: head.value, shell } } : {};
    return { ...base, kind: 'script', label: label(key), ...script };
  }
  if (key === 'task') return taskStep(base, written, label);
  const kind = key === 'checkout' || key === 'download' || key === 'template' ? key : 'other';
  return { ...base, kind, label: label(kind === 'other' ? key : `${key} ${written}`) };
}

type Base = Omit<Step, 'kind' | 'label' | 'task' | 'version' | 'script'>;

function taskStep(base: Base, written: string, label: (word: string) => string): Step {
  const [task = '', version] = written.split('@');
  const script = scriptOfTask(task, base.inputs);
  return {
    ...base,
    kind: 'task',
    label: label(written),
    task,
    ...(version === undefined ? {} : { version }),
    ...(script === undefined ? {} : { script }),
  };
}

/** Tasks that run a text of their inputs: the input, in lower case, and what runs it. */
const INLINE: Readonly<Record<string, { readonly input: string; readonly shell: Shell }>> = {
  bash: { input: 'script', shell: 'bash' },
  shellscript: { input: 'script', shell: 'bash' },
  cmdline: { input: 'script', shell: 'native' },
  powershell: { input: 'script', shell: 'powershell' },
  azurecli: { input: 'inlinescript', shell: 'bash' },
  azurepowershell: { input: 'inline', shell: 'powershell' },
  awsshellscript: { input: 'inlinescript', shell: 'bash' },
  awspowershellmodulescript: { input: 'inlinescript', shell: 'powershell' },
  ssh: { input: 'inline', shell: 'bash' },
};

function scriptOfTask(task: string, inputs: Step['inputs']): Step['script'] {
  const name = task.toLowerCase();
  const known = Object.hasOwn(INLINE, name) ? INLINE[name] : undefined;
  const node = known === undefined ? undefined : scalarInput(inputs, known.input);
  if (known === undefined || node === undefined) return undefined;
  const type = scalarInput(inputs, 'scripttype')?.text.toLowerCase();
  const shell =
    name === 'azurecli' && type !== undefined ? (ownOf(AZURE_CLI_SHELLS, type) ?? known.shell) : known.shell;
  return { node, shell };
}

const AZURE_CLI_SHELLS: Readonly<Record<string, Shell>> = {
  bash: 'bash',
  batch: 'native',
  ps: 'powershell',
  pscore: 'powershell',
};

/** The scalar that an input holds; names of inputs have no case. */
export function scalarInput(inputs: Step['inputs'], name: string): ScalarNode | undefined {
  const found = inputs.find(({ value }) => value.key.text.toLowerCase() === name.toLowerCase())?.value.value;
  return found?.kind === 'scalar' && found.value !== null ? found : undefined;
}

/** The text of an input as written. */
export function inputText(step: Step, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = scalarInput(step.inputs, name)?.text;
    if (text !== undefined) return text;
  }
  return undefined;
}

/** Whether a step is left out of every run. */
export function isDisabled(step: Step): boolean {
  return step.properties.text('enabled')?.toLowerCase() === 'false';
}

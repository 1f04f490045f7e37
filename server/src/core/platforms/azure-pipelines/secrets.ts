import { connectionOfInput } from '../../knowledge/azure-pipelines/connections.js';
import { OWN_TOKEN, isPredefined } from '../../knowledge/azure-pipelines/predefined.js';
import type { Origin } from '../../model/origin.js';
import type { ScalarNode } from '../../syntax/syntaxTree.js';
import type { UnreadTemplate } from './handed.js';
import { handedTo, lastName, unreadTemplates } from './handed.js';
import type { Job, Pipeline } from './pipeline.js';
import { documentedCredential, isCredentialText, namesCredential } from './names.js';
import type { Reading } from './reading.js';
import type { Step } from './steps.js';
import { isDisabled } from './steps.js';
import type { Entry, Guarded } from './template/flatten.js';
import type { Values, Variable } from './variables.js';
import { macrosIn } from './variables.js';

/** One place where a job names a secret, or its own token. */
export interface SecretUse {
  /** `written`: the value itself stands there. */
  readonly what: 'secret' | 'token' | 'written';
  /** Of the variable; for a value that is written out, of what it stands under. */
  readonly name: string;
  /** Under which name it is handed over: a variable of the environment, an input. */
  readonly under: string | undefined;
  readonly visibleTo: 'step' | 'session' | 'file';
  readonly step: Step | undefined;
  readonly origin: Origin;
}

/** All that one job sees. */
interface SecretPlaces {
  readonly reading: Reading;
  readonly pipeline: Pipeline;
  readonly job: Job;
  readonly values: Values;
  /** What the variables of the whole file name. */
  readonly ofFile: readonly FileUse[];
  /** Names that steps of the file give a value to while it runs, in lower case. */
  readonly computed: ReadonlySet<string>;
}

/** More mentions than that in one job, and in the variables of a file, are not told apart. */
const MOST = 256;
const MOST_OF_FILE = 64;

/** Every mention of a secret that the job can see. */
export function secretUses(places: SecretPlaces): readonly SecretUse[] {
  const { job, values, ofFile } = places;
  return [
    // A block further in may give a variable another value.
    ...ofFile
      .filter(({ variable }) => values.variable(variable.name).includes(variable))
      .map(({ use }) => use),
    ...values.inner.flatMap((variable) => inVariable(places, variable, 'session')),
    ...job.steps.filter((step) => !isDisabled(step)).flatMap((step) => inStep(places, step)),
    ...unreadTemplates(job).flatMap((template) => secretsHanded(places, template)),
  ].slice(0, MOST);
}

/** A mention in a variable of the whole file. */
export interface FileUse {
  readonly variable: Variable;
  readonly use: SecretUse;
}

/** The mentions in the variables of the whole file, which all of its jobs see. */
export function fileUses(places: Omit<SecretPlaces, 'job' | 'ofFile'>): readonly FileUse[] {
  const found: FileUse[] = [];
  for (const variable of places.pipeline.variables.own) {
    if (found.length >= MOST_OF_FILE) break;
    found.push(...inVariable(places, variable, 'file').map((use) => ({ variable, use })));
  }
  return found;
}

/** What a template that was not read is handed: by it the secret is in the job's reach, whatever the template does. */
export function secretsHanded(places: Reader, template: UnreadTemplate): readonly SecretUse[] {
  const visibleTo = template.step === undefined ? ('session' as const) : ('step' as const);
  return handedTo(template).flatMap(({ name, value }) => {
    if (connectionOfInput('', lastName(name)) !== undefined) return [];
    const under = { under: lastName(name), visibleTo, step: template.step };
    const written = writtenOut(places, value, under);
    return written === undefined ? inScalar(places, value, under) : [written];
  });
}

export type Reader = Pick<SecretPlaces, 'reading' | 'values' | 'computed'>;

function inVariable(
  places: Reader,
  { name, node }: Variable,
  visibleTo: 'session' | 'file',
): readonly SecretUse[] {
  const under = { under: name, visibleTo, step: undefined };
  const written = writtenOut(places, node, under);
  return written === undefined ? inScalar(places, node, under) : [written];
}

function inStep(places: Reader, step: Step): readonly SecretUse[] {
  const of = ({ value: { key, value } }: Guarded<Entry>, isScript: boolean): readonly SecretUse[] => {
    if (value.kind !== 'scalar') return [];
    const under = { under: isScript ? undefined : key.text, visibleTo: 'step' as const, step };
    const written = isScript ? undefined : writtenOut(places, value, under);
    return written === undefined ? inScalar(places, value, under) : [written];
  };
  const { script } = step;
  return [
    ...step.env.flatMap((entry) => of(entry, false)),
    ...step.inputs
      .filter(({ value: { key } }) => connectionOfInput(step.task ?? '', key.text) === undefined)
      .flatMap((entry) => of(entry, entry.value.value === script?.node)),
    ...(script !== undefined && step.kind === 'script'
      ? inScalar(places, script.node, { under: undefined, visibleTo: 'step', step })
      : []),
  ];
}

type Under = Pick<SecretUse, 'under' | 'visibleTo' | 'step'>;

function writtenOut({ reading }: Reader, node: ScalarNode, at: Under): SecretUse | undefined {
  const { under = '' } = at;
  if (!isCredentialText(under, node.text)) return undefined;
  return { ...at, what: 'written', name: under, origin: reading.originOf(node) };
}

function inScalar(places: Reader, node: ScalarNode, at: Under): readonly SecretUse[] {
  return macrosIn(node.text).flatMap((name): readonly SecretUse[] => {
    const origin = places.reading.placeOf(node, `$(${name})`);
    if (name.toLowerCase() === OWN_TOKEN) return [{ ...at, what: 'token', name, origin }];
    return isSecret(places, name, at.under) ? [{ ...at, what: 'secret', name, origin }] : [];
  });
}

/**
 * Whether a variable is a secret of the pipeline, of a group or of a vault: nothing in the file gives it a value, and its
 * name, or the name under which it is handed over, says so.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/process/set-secret-variables
 */
function isSecret({ values, computed }: Reader, name: string, under: string | undefined): boolean {
  if (isPredefined(name) || values.defines(name) || computed.has(name.toLowerCase())) return false;
  // Outputs of steps and of resources are computed too.
  if (/^(?:\w+)\.(?:outputs|\w+)\./u.test(name)) return false;
  if (namesCredential(name)) return true;
  return under !== undefined && (documentedCredential(under)?.basis === 'variable' || namesCredential(under));
}

const SET_VARIABLE = /task\.set(?:variable|secret)\s+variable=([\w.-]+)/giu;

/** Variables that scripts of a file set with a logging command, and the outputs of its named steps. */
export function computedNames(text: string, steps: readonly Step[]): ReadonlySet<string> {
  const names = new Set<string>();
  const set = [...text.matchAll(SET_VARIABLE)].map(([, name = '']) => name.toLowerCase());
  for (const name of set) names.add(name);
  for (const step of steps) {
    const own = step.properties.text('name');
    if (own !== undefined) for (const name of set) names.add(`${own.toLowerCase()}.${name}`);
  }
  return names;
}

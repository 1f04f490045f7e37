import type { ScalarNode, SyntaxEntry, SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';
import type { Budget } from '../../pipelines/budget.js';
import type { Library } from './library.js';
import type { Config } from './config.js';
import { find } from './library.js';
import { argumentsFor } from './values.js';
import type { Invocation } from './invocations.js';
import { givenArguments } from './invocations.js';
import { itemsOf, scalarOf, scalarsOf } from './reading.js';
import type { Input, Step } from './steps.js';
import { environmentOf, StepReader } from './steps.js';
import type { Bindings } from './values.js';
import { boundOf, expandText } from './values.js';

/** An image that a job runs in or beside, with how it is pulled. */
export interface Image {
  readonly name: Input;
  /** Credentials that the file hands over for it, by the keys of `auth` or `aws_auth`. */
  readonly auth: readonly (readonly [string, Input])[];
  /** A role of AWS that is taken to pull it. */
  readonly awsRole?: Input;
  readonly googleAccount?: Input;
}

/** What a job runs on. */
export interface Machine {
  readonly images: readonly Image[];
  readonly kind: 'docker' | 'machine' | 'macos' | 'orb' | 'unknown';
  readonly resourceClass: Input | undefined;
  readonly node: SyntaxNode | undefined;
}

/** A job as it runs for one set of arguments. */
export interface RunJob {
  readonly bindings: Bindings;
  readonly steps: readonly Step[];
  readonly unknownCommands: readonly ScalarNode[];
  /** Variables that the file sets for all of its steps. */
  readonly environment: ReadonlyMap<string, Input>;
  readonly machine: Machine;
  readonly contexts: readonly Input[];
}

/** The job's own definition, where it stands in this file. */
export function definitionOf(config: Config, invocation: Invocation): SyntaxEntry | undefined {
  const found = find(config.library, 'jobs', invocation.job);
  return found?.kind === 'defined' ? found.entry : undefined;
}

/** A job with its parameters filled in. */
export function runJob(
  { config, budget }: { readonly config: Config; readonly budget: Budget },
  invocation: Invocation,
  combination: Bindings,
): RunJob {
  const found = find(config.library, 'jobs', invocation.job);
  const given = givenArguments(invocation.body, combination, config.library);
  const reader = new StepReader(budget);
  const around = (key: string): void => {
    reader.read(get(invocation.body, key), combination, config.library);
  };
  around('pre-steps');
  let bindings = combination;
  let environment: ReadonlyMap<string, Input> = new Map();
  let machine: Machine = { images: [], kind: 'orb', resourceClass: undefined, node: invocation.key };
  if (found?.kind === 'defined') {
    const { entry, library } = found;
    bindings = argumentsFor(get(entry.value, 'parameters'), given, { bindings: combination, library });
    reader.read(get(entry.value, 'steps'), bindings, library);
    const executor = executorOf(entry.value, bindings, library);
    machine = machineOf(entry.value, bindings, executor);
    environment = new Map([
      ...executor.environment,
      ...environmentOf(get(entry.value, 'environment'), bindings),
    ]);
  } else if (found !== undefined) {
    reader.readOrbJob(invocation.key, found, given);
  }
  around('post-steps');
  return {
    bindings,
    steps: reader.steps,
    unknownCommands: reader.unknown,
    environment,
    machine,
    contexts: contextsOf(invocation, combination),
  };
}

function contextsOf({ body }: Invocation, bindings: Bindings): readonly Input[] {
  return scalarsOf(get(body, 'context')).map((node) => ({ text: expandText(node.text, bindings), node }));
}

interface Executor {
  readonly node: SyntaxNode | undefined;
  readonly bindings: Bindings;
  readonly environment: ReadonlyMap<string, Input>;
  readonly isOfOrb: boolean;
}

const NO_EXECUTOR: Executor = {
  node: undefined,
  bindings: new Map(),
  environment: new Map(),
  isOfOrb: false,
};

/** https://circleci.com/docs/reference/reusing-config/#invoking-reusable-executors */
function executorOf(job: SyntaxNode, around: Bindings, own: Library): Executor {
  const written = get(job, 'executor');
  if (written === undefined) return NO_EXECUTOR;
  const { node, bindings, library, text } = boundOf(written, around, own);
  const name = node.kind === 'mapping' ? textOf(get(node, 'name')) : (text ?? textOf(node));
  const found = name === undefined ? undefined : find(library, 'executors', expandText(name, bindings));
  if (found?.kind !== 'defined') return { ...NO_EXECUTOR, isOfOrb: true };
  const given = new Map(
    entries(node)
      .filter(({ key }) => key.text !== 'name')
      .map(({ key, value }) => [key.text, boundOf(value, bindings, library)]),
  );
  const inner = argumentsFor(get(found.entry.value, 'parameters'), given, {
    bindings,
    library: found.library,
  });
  return {
    node: found.entry.value,
    bindings: inner,
    environment: environmentOf(get(found.entry.value, 'environment'), inner),
    isOfOrb: false,
  };
}

/** Keys of the job override those of its executor. */
function machineOf(job: SyntaxNode, bindings: Bindings, executor: Executor): Machine {
  const places = [
    { node: job, bindings },
    { node: executor.node, bindings: executor.bindings },
  ];
  const input = (key: string): Input | undefined =>
    places
      .map(({ node, bindings: own }) => inputAt(get(node, key), own))
      .find((value) => value !== undefined);
  const resourceClass = input('resource_class');
  for (const { node, bindings: own } of places) {
    const docker = get(node, 'docker');
    if (docker !== undefined) {
      const images = itemsOf(docker).flatMap((item) => imageOf(item, own) ?? []);
      return { images, kind: 'docker', resourceClass, node: docker };
    }
    for (const kind of ['machine', 'macos'] as const) {
      const found = get(node, kind);
      if (found !== undefined) return { images: [], kind, resourceClass, node: found };
    }
  }
  const node = get(job, 'executor');
  return { images: [], kind: executor.isOfOrb ? 'orb' : 'unknown', resourceClass, node };
}

function imageOf(item: SyntaxNode, bindings: Bindings): Image | undefined {
  const name = inputAt(get(item, 'image'), bindings);
  if (name === undefined) return undefined;
  const awsRole = inputAt(get(get(item, 'aws_auth'), 'oidc_role_arn'), bindings);
  const googleAccount = inputAt(get(get(item, 'gcp_auth'), 'oidc_service_account'), bindings);
  const auth = ['auth', 'aws_auth'].flatMap((key) =>
    entries(get(item, key)).flatMap(({ key: part, value }) => {
      const input = inputAt(value, bindings);
      return input === undefined || part.text === 'oidc_role_arn' ? [] : [[part.text, input] as const];
    }),
  );
  return {
    name,
    auth,
    ...(awsRole === undefined ? {} : { awsRole }),
    ...(googleAccount === undefined ? {} : { googleAccount }),
  };
}

function inputAt(node: SyntaxNode | undefined, bindings: Bindings): Input | undefined {
  const scalar = scalarOf(node);
  return scalar === undefined ? undefined : { text: expandText(scalar.text, bindings), node: scalar };
}

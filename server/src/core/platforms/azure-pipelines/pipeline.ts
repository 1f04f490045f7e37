import type { MappingNode, ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import { passedContent } from './template/passed.js';
import type { Guarded, Guards } from './template/flatten.js';
import { itemsOf, Properties } from './template/flatten.js';
import type { Step } from './steps.js';
import { readSteps } from './steps.js';
import type { Parameter, Variables } from './variables.js';
import { readParameters, readVariables } from './variables.js';

/** A part that another one waits for. */
export interface Dependency {
  readonly name: string;
  readonly node: SyntaxNode;
}

/** What stages and jobs have in common. */
interface Part {
  /** As written; made up where it may be left out. */
  readonly id: string;
  /** What to point at. */
  readonly head: SyntaxNode;
  readonly node: SyntaxNode;
  readonly guards: Guards;
  readonly properties: Properties;
  /** Undefined where it is not written. */
  readonly dependsOn: readonly Dependency[] | undefined;
  readonly condition: ScalarNode | undefined;
  readonly variables: Variables;
}

export interface Stage extends Part {
  /** False for the one stage of a file that has none of its own. */
  readonly isWritten: boolean;
  readonly jobs: readonly Job[];
}

export interface Job extends Part {
  /** `template`: jobs of another file stand in its place. `steps`: steps of a file without jobs. */
  readonly kind: 'job' | 'deployment' | 'template' | 'steps';
  readonly steps: readonly Step[];
  /** For `template`: the file that it names. */
  readonly template?: ScalarNode;
}

/** What one file says, by its structure. */
export interface Pipeline {
  readonly root: MappingNode;
  readonly properties: Properties;
  /** Whether the file is taken into pipelines by others, and starts nothing itself. */
  readonly isTemplate: boolean;
  readonly parameters: readonly Parameter[];
  readonly variables: Variables;
  /** In order of writing, templates of stages among them, as stages with one job of kind `template`. */
  readonly stages: readonly Stage[];
}

/** Reads a file's structure; `undefined` where its root is no mapping. */
export function readPipeline(root: SyntaxNode | undefined, isTemplate: boolean): Pipeline | undefined {
  if (root?.kind !== 'mapping') return undefined;
  const properties = new Properties(root);
  return {
    root,
    properties,
    isTemplate,
    parameters: readParameters(properties.get('parameters')),
    variables: readVariables(properties.get('variables')),
    stages: stagesOf(root, properties),
  };
}

function stagesOf(root: MappingNode, properties: Properties): readonly Stage[] {
  const stages = properties.all('stages').flatMap(({ value, guards }) => readStages(value.value, guards));
  const jobs = [...properties.all('jobs'), ...properties.all('phases')].flatMap(({ value, guards }) =>
    readJobs(value.value, guards),
  );
  const steps = properties.all('steps').flatMap(({ value, guards }) => readSteps(value.value, 1, guards));
  const extended = properties.get('extends');
  const whole = properties.entry('steps');
  const own: readonly Job[] =
    whole === undefined || steps.length === 0
      ? []
      : [
          {
            ...partOf(root, properties, []),
            id: 'Job',
            head: whole.key,
            kind: 'steps',
            dependsOn: undefined,
            condition: undefined,
            variables: NO_VARIABLES,
            steps,
          },
        ];
  const implicit = [...jobs, ...own];
  return [
    ...stages,
    ...(implicit.length === 0 ? [] : [implicitStage(root, implicit)]),
    ...(extended === undefined ? [] : throughTemplate({ value: extended, guards: [] })),
  ];
}

const NO_VARIABLES: Variables = { own: [], groups: [], templates: [], nodes: [] };

function implicitStage(root: SyntaxNode, jobs: readonly Job[]): Stage {
  return {
    id: '',
    head: root,
    node: root,
    guards: [],
    properties: new Properties(undefined),
    dependsOn: undefined,
    condition: undefined,
    variables: NO_VARIABLES,
    isWritten: false,
    jobs,
  };
}

/** The stages of a list. */
function readStages(list: SyntaxNode | undefined, guards: Guards = []): readonly Stage[] {
  return itemsOf(list, guards).flatMap((item, index): readonly Stage[] => {
    const properties = new Properties(item.value);
    if (properties.has('template')) return throughTemplate(item);
    const entry = properties.entry('stage');
    if (entry === undefined) return [];
    return [
      {
        ...partOf(item.value, properties, item.guards),
        ...named(entry, `Stage${String(index + 1)}`),
        isWritten: true,
        jobs: properties.all('jobs').flatMap(({ value, guards: around }) => readJobs(value.value, around)),
      },
    ];
  });
}

/** Stages that a template brings, with what is handed to it: steps, jobs and stages of this file. */
function throughTemplate(item: Guarded<SyntaxNode>): readonly Stage[] {
  const job = templateJob(item);
  if (job === undefined) return [];
  const passed = passedContent(job.properties.get('parameters'), item.guards);
  const jobs = passed.jobs.flatMap(({ value, guards }) => readJobs(value, guards));
  return [
    { ...implicitStage(item.value, [job, ...jobs]), guards: item.guards },
    ...passed.stages.flatMap(({ value, guards }) => readStages(value, guards)),
  ];
}

/** The jobs of a list. */
function readJobs(list: SyntaxNode | undefined, guards: Guards = []): readonly Job[] {
  return itemsOf(list, guards).flatMap((item, index): readonly Job[] => {
    const properties = new Properties(item.value);
    if (properties.has('template')) return templateJobs(item);
    const kind = properties.has('deployment') ? 'deployment' : 'job';
    const entry = properties.entry(kind) ?? properties.entry('phase');
    if (entry === undefined) return [];
    return [
      {
        ...partOf(item.value, properties, item.guards),
        ...named(entry, `Job${String(index + 1)}`),
        kind,
        steps: kind === 'deployment' ? deploymentSteps(properties) : stepsUnder(properties),
      },
    ];
  });
}

function templateJobs(item: Guarded<SyntaxNode>): readonly Job[] {
  const job = templateJob(item);
  if (job === undefined) return [];
  const passed = passedContent(job.properties.get('parameters'), item.guards);
  return [job, ...passed.jobs.flatMap(({ value, guards }) => readJobs(value, guards))];
}

/** A template as a job, with the steps that are handed to it: they run in jobs of the template. */
function templateJob({ value, guards }: Guarded<SyntaxNode>): Job | undefined {
  const properties = new Properties(value);
  const template = properties.scalar('template');
  if (template === undefined) return undefined;
  let steps: readonly Step[] = [];
  for (const list of passedContent(properties.get('parameters'), guards).steps) {
    steps = [...steps, ...readSteps(list.value, steps.length + 1, list.guards)];
  }
  return {
    ...partOf(value, properties, guards),
    id: template.text,
    head: template,
    kind: 'template',
    template,
    steps,
  };
}

function stepsUnder(properties: Properties, first = 1): readonly Step[] {
  return properties.all('steps').flatMap(({ value, guards }) => readSteps(value.value, first, guards));
}

/** The hooks of a strategy, in the order in which they run: https://learn.microsoft.com/en-us/azure/devops/pipelines/process/deployment-jobs#descriptions-of-lifecycle-hooks */
const HOOKS = ['preDeploy', 'deploy', 'routeTraffic', 'postRouteTraffic'] as const;

function deploymentSteps(properties: Properties): readonly Step[] {
  let steps: readonly Step[] = stepsUnder(properties);
  const strategy = new Properties(properties.get('strategy'));
  for (const name of strategy.keys) {
    const hooks = new Properties(strategy.get(name));
    const ends = new Properties(hooks.get('on'));
    const blocks = [...HOOKS.map((hook) => hooks.get(hook)), ends.get('failure'), ends.get('success')];
    for (const block of blocks) {
      steps = [...steps, ...stepsUnder(new Properties(block), steps.length + 1)];
    }
  }
  return steps;
}

function partOf(node: SyntaxNode, properties: Properties, guards: Guards): Omit<Part, 'id' | 'head'> {
  return {
    node,
    guards,
    properties,
    dependsOn: dependenciesOf(properties.get('dependsOn')),
    condition: properties.scalar('condition'),
    variables: readVariables(properties.get('variables')),
  };
}

function named(
  { key, value }: { readonly key: ScalarNode; readonly value: SyntaxNode },
  otherwise: string,
): Pick<Part, 'id' | 'head'> {
  const isNamed = value.kind === 'scalar' && value.value !== null && value.text !== '';
  return isNamed ? { id: value.text, head: value } : { id: otherwise, head: key };
}

function dependenciesOf(node: SyntaxNode | undefined): readonly Dependency[] | undefined {
  if (node === undefined) return undefined;
  const nodes = node.kind === 'sequence' ? itemsOf(node).map(({ value }) => value) : [node];
  return nodes.flatMap((item) =>
    item.kind === 'scalar' && item.value !== null && item.text !== ''
      ? [{ name: item.text, node: item }]
      : [],
  );
}

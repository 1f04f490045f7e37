import type { TriggerFacts } from '../../knowledge/azure-pipelines/triggers.js';
import { TRIGGERS } from '../../knowledge/azure-pipelines/triggers.js';
import type { Initiator } from '../../model/facts.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import type { Value } from './expressions/value.js';
import { ANY, oneOf, startingWith } from './expressions/value.js';
import type { Trigger, TriggerFilter } from './filters.js';
import { filterWords, readTrigger, refsOf, refusesAll, textsOf } from './filters.js';
import type { Pipeline } from './pipeline.js';
import { itemsOf, Properties } from './template/flatten.js';

/** One way in which a run of a pipeline comes about, with what conditions can see of it. */
export interface Scenario {
  readonly id: string;
  /** The word of the file for it. */
  readonly event: string;
  readonly facts: TriggerFacts;
  readonly conditions: readonly string[];
  readonly certainty: Initiator['certainty'];
  readonly decides: boolean;
  readonly node: SyntaxNode;
  /** Variables by name in lower case. */
  readonly variables: Readonly<Record<string, Value>>;
}

/** The scenarios of a pipeline, least trusted first. A template has those of whoever takes it in. */
export function scenariosOf(pipeline: Pipeline): readonly Scenario[] {
  if (pipeline.isTemplate) return [];
  const reviews = pullRequests(pipeline);
  const isWritten = pipeline.properties.has('pr');
  return [
    ...(isWritten ? reviews : []),
    ...pushes(pipeline),
    ...resources(pipeline),
    // What only a setting tells comes behind what stands in the file.
    ...(isWritten ? [] : reviews),
    ...schedules(pipeline),
    ...byHand(pipeline),
  ];
}

/** Where something would be written that is not: at the first key of the file. */
function nowhere({ root }: Pipeline): SyntaxNode {
  return root.entries[0]?.key ?? root;
}

const NO_PULL_REQUEST = { 'system.pullrequest.isfork': oneOf('False', null) };

function pushes(pipeline: Pipeline): readonly Scenario[] {
  const node = pipeline.properties.get('trigger');
  const trigger: Trigger = node === undefined ? WHATEVER : readTrigger(node);
  if (trigger === 'none') return [];
  const base = {
    event: 'push',
    facts: TRIGGERS.push,
    certainty: node === undefined ? ('platform-default' as const) : ('declared' as const),
    node: node === undefined ? nowhere(pipeline) : keyOf(pipeline, 'trigger'),
  };
  const paths = filterWords('path', trigger.paths);
  const { branches, tags } = trigger;
  const scenarios: Scenario[] = [];
  if (!refusesAll(branches)) {
    scenarios.push({
      ...base,
      id: 'push',
      conditions: [...filterWords('branch', branches), ...paths],
      decides: false,
      variables: variablesOf(TRIGGERS.push, refValue('refs/heads/', branches)),
    });
  }
  if (tags !== undefined && !refusesAll(tags)) {
    const words = filterWords('tag', tags);
    scenarios.push({
      ...base,
      id: 'push:tag',
      conditions: words.length === 0 ? ['tag *'] : words,
      decides: true,
      variables: variablesOf(TRIGGERS.push, refValue('refs/tags/', tags)),
    });
  }
  return scenarios;
}

const WHATEVER: TriggerFilter = { branches: undefined, tags: undefined, paths: undefined };

function refValue(prefix: string, names: TriggerFilter['branches']): Value {
  const refs = refsOf(prefix, names);
  return refs === undefined ? startingWith(prefix) : oneOf(...refs);
}

function pullRequests(pipeline: Pipeline): readonly Scenario[] {
  const node = pipeline.properties.get('pr');
  const trigger: Trigger = node === undefined ? WHATEVER : readTrigger(node);
  if (trigger === 'none') return [];
  const conditions = [
    ...filterWords('branch', trigger.branches).map((words) => `into ${words}`),
    ...filterWords('path', trigger.paths),
  ];
  const base = {
    event: 'pr',
    conditions,
    decides: false,
    node: node === undefined ? nowhere(pipeline) : keyOf(pipeline, 'pr'),
  };
  const inside = {
    'system.pullrequest.isfork': oneOf('False'),
    'system.pullrequest.sourcerepositoryuri': ANY,
  };
  if (node === undefined) {
    const facts = TRIGGERS.unwrittenPullRequest;
    const variables = variablesOf(facts, PULL_REQUEST_REF);
    return [
      {
        ...base,
        id: 'pr',
        facts,
        certainty: 'platform-default',
        variables: { ...variables, 'system.pullrequest.isfork': ANY },
      },
    ];
  }
  const fork = variablesOf(TRIGGERS.fork, PULL_REQUEST_REF);
  const own = variablesOf(TRIGGERS.pullRequest, PULL_REQUEST_REF);
  return [
    {
      ...base,
      id: 'pr:fork',
      facts: TRIGGERS.fork,
      certainty: 'declared',
      variables: { ...fork, 'system.pullrequest.isfork': oneOf('True') },
    },
    {
      ...base,
      id: 'pr:insider',
      facts: TRIGGERS.pullRequest,
      certainty: 'declared',
      variables: { ...own, ...inside },
    },
  ];
}

/** A pull request is built from its merge: `refs/pull/<number>/merge`. */
const PULL_REQUEST_REF = startingWith('refs/pull/');

function schedules(pipeline: Pipeline): readonly Scenario[] {
  const items = itemsOf(pipeline.properties.get('schedules')).flatMap(({ value }) => {
    const properties = new Properties(value);
    const entry = properties.entry('cron');
    return entry === undefined ? [] : [{ entry, properties }];
  });
  const [first] = items;
  if (first === undefined) return [];
  const branches = items.flatMap(({ properties }) =>
    textsOf(new Properties(properties.get('branches')).get('include')),
  );
  const names = { include: [...new Set(branches)], exclude: [] };
  return [
    {
      id: 'schedule',
      event: 'schedules',
      facts: TRIGGERS.schedule,
      conditions: filterWords('branch', names),
      certainty: 'declared',
      decides: false,
      node: first.entry.key,
      variables: variablesOf(TRIGGERS.schedule, refValue('refs/heads/', names)),
    },
  ];
}

/** Resources whose new versions start a run. */
const RESOURCES = [
  { list: 'pipelines', key: 'pipeline', id: 'pipeline', facts: TRIGGERS.pipeline, byDefault: false },
  {
    list: 'repositories',
    key: 'repository',
    id: 'repository',
    facts: TRIGGERS.otherRepository,
    byDefault: false,
  },
  { list: 'containers', key: 'container', id: 'container', facts: TRIGGERS.resource, byDefault: false },
  { list: 'packages', key: 'package', id: 'package', facts: TRIGGERS.resource, byDefault: false },
  { list: 'webhooks', key: 'webhook', id: 'webhook', facts: TRIGGERS.resource, byDefault: true },
] as const;

function resources(pipeline: Pipeline): readonly Scenario[] {
  const blocks = new Properties(pipeline.properties.get('resources'));
  return RESOURCES.flatMap(({ list, key, id, facts, byDefault }): readonly Scenario[] => {
    const starting = itemsOf(blocks.get(list)).flatMap(({ value }) => {
      const properties = new Properties(value);
      const name = properties.scalar(key);
      const trigger = properties.get('trigger');
      const starts = trigger === undefined ? byDefault : readTrigger(trigger) !== 'none';
      return starts && name !== undefined ? [{ name, source: properties.text('source') ?? name.text }] : [];
    });
    const [first] = starting;
    if (first === undefined) return [];
    const names = starting.map(({ source }) => source);
    return [
      {
        id: `resource:${id}`,
        event: `resources.${list}`,
        facts,
        conditions: names.map((name) => `${id} ${name}`),
        certainty: 'declared',
        decides: false,
        node: first.name,
        variables: variablesOf(facts, ANY),
      },
    ];
  });
}

function byHand(pipeline: Pipeline): readonly Scenario[] {
  return [
    {
      id: 'manual',
      event: 'manual run',
      facts: TRIGGERS.manual,
      conditions: [],
      certainty: 'platform-default',
      decides: true,
      node: nowhere(pipeline),
      variables: variablesOf(TRIGGERS.manual, ANY),
    },
  ];
}

/** Names of branches behind the last `/`: https://learn.microsoft.com/en-us/azure/devops/pipelines/build/variables#build-variables */
function variablesOf(facts: TriggerFacts, ref: Value): Scenario['variables'] {
  const name =
    ref.kind === 'values' ? oneOf(...ref.values.map((text) => String(text).replace(/^.*\//u, ''))) : ANY;
  const isPullRequest = facts.reasons.includes('PullRequest');
  return {
    'build.reason': oneOf(...facts.reasons),
    'build.sourcebranch': ref,
    'build.sourcebranchname': isPullRequest ? oneOf('merge') : name,
    ...(isPullRequest ? {} : NO_PULL_REQUEST),
  };
}

function keyOf(pipeline: Pipeline, key: string): SyntaxNode {
  return pipeline.properties.entry(key)?.key ?? pipeline.root;
}

const ANY_NAMES = { include: [], exclude: [] };

/**
 * Every way in which a pipeline that takes a template in can have been started. The ids are those of pipelines, so that
 * the template can say which of them its conditions let through.
 */
export function everyScenario({ root }: Pick<Pipeline, 'root'>): readonly Scenario[] {
  const base = { conditions: [], certainty: 'declared' as const, decides: false, node: root };
  const heads = refValue('refs/heads/', ANY_NAMES);
  const of = (id: string, facts: TriggerFacts, ref: Value, fork?: Value): Scenario => ({
    ...base,
    id,
    event: id,
    facts,
    variables: {
      ...variablesOf(facts, ref),
      ...(fork === undefined ? {} : { 'system.pullrequest.isfork': fork }),
    },
  });
  return [
    of('push', TRIGGERS.push, heads),
    of('push:tag', TRIGGERS.push, startingWith('refs/tags/')),
    of('pr', TRIGGERS.unwrittenPullRequest, PULL_REQUEST_REF, ANY),
    of('pr:fork', TRIGGERS.fork, PULL_REQUEST_REF, oneOf('True')),
    of('pr:insider', TRIGGERS.pullRequest, PULL_REQUEST_REF, oneOf('False')),
    of('schedule', TRIGGERS.schedule, heads),
    ...RESOURCES.map(({ id, facts }) => of(`resource:${id}`, facts, ANY)),
    of('manual', TRIGGERS.manual, ANY),
  ];
}

import type { Initiator } from '../../model/facts.js';
import { isUntrusted } from '../../model/vocabulary.js';
import type { Condition } from './conditions.js';
import { lets, narrowingWords, overridesFailure, readCondition } from './conditions.js';
import type { AbstractValue } from './expressions/abstractValue.js';
import { named, oneOf } from './expressions/abstractValue.js';
import type { Reading } from './reading.js';
import type { Scenario } from './scenarios.js';
import { ALL_SCENARIOS, FORKED_RUN, scenariosOf, THIS_SIDE } from './scenarios.js';
import type { Trigger } from './triggers.js';
import { eventFacts, readTriggers } from './triggers.js';
import type { Job, Workflow } from './workflow.js';
import { scalarOf } from './workflow.js';
import { get } from '../../syntax/syntaxTree.js';

/** Ids of the two initiators of a workflow that follows another one. */
const FOLLOWS_OUTSIDER = 'workflow_run:outsider';
const FOLLOWS_INSIDER = 'workflow_run:insider';

/** A scenario with the initiator that it belongs to. */
interface Start {
  readonly scenario: Scenario;
  readonly initiator: string;
  readonly trigger: Trigger | undefined;
  /** For a run that another one starts: the scenario of that one. */
  readonly upstream?: string;
}

/** A run that a trigger of the workflow itself starts. */
export interface OwnRun {
  readonly scenario: Scenario;
  /** Id of the initiator that it belongs to. */
  readonly initiator: string;
  readonly trigger: Trigger;
}

/** Who can start each job of a workflow. */
export class Starts {
  readonly triggers: readonly Trigger[];
  readonly callable: boolean;
  readonly #own: readonly Start[];
  readonly #calls: readonly Start[];
  readonly #conditions = new Map<string, Condition | undefined>();
  readonly #strangers = new Map<string, readonly Scenario[]>();
  readonly #jobs: ReadonlyMap<string, Job>;

  constructor(
    readonly reading: Reading,
    workflow: Workflow,
  ) {
    this.triggers = readTriggers(reading, workflow.on);
    this.callable = this.triggers.some((trigger) => trigger.facts.name === 'workflow_call');
    this.#own = this.triggers.flatMap(startsOf);
    this.#calls = this.callable ? ANY_START : [];
    this.#jobs = new Map(workflow.jobs.map((job) => [job.id, job]));
  }

  conditionOf(job: Job): Condition | undefined {
    if (!this.#conditions.has(job.id)) {
      const node = scalarOf(get(job.node, 'if'));
      this.#conditions.set(job.id, node && readCondition(this.reading.tree, node));
    }
    return this.#conditions.get(job.id);
  }

  /** The initiators of the job from the workflow's own events. */
  initiators(job: Job, follows: (trigger: Trigger) => string): readonly Initiator[] {
    const condition = this.conditionOf(job);
    const passing = this.#own.filter((start) => this.letsIn(job, start.scenario));
    const initiators = new Map<string, Initiator>();
    for (const start of passing) {
      if (start.trigger === undefined) continue;
      const known = initiators.get(start.initiator);
      const initiator = known ?? initiatorOf(this.reading, start, start.trigger, condition);
      const chained = start.upstream;
      initiators.set(
        start.initiator,
        chained === undefined
          ? initiator
          : {
              ...initiator,
              follows: {
                reference: follows(start.trigger),
                accepts: [...(known?.follows?.accepts ?? []), chained],
              },
            },
      );
    }
    return withoutEchoes([...initiators.values()]);
  }

  /** Ids of the caller's initiators that get through to the job; `undefined` when all do. */
  accepts(job: Job): readonly string[] | undefined {
    const passing = this.#calls.filter((start) => this.letsIn(job, start.scenario));
    return passing.length === this.#calls.length ? undefined : unique(passing);
  }

  /** Ids of the initiators whose runs get to a part of the job that has its own condition; `undefined` when all do. */
  reaching(job: Job, condition: Condition | undefined): readonly string[] | undefined {
    if (condition?.expression === undefined) return undefined;
    const starts = [...this.#own, ...this.#calls].filter((start) =>
      this.#passes(job, start.scenario, new Set()),
    );
    const through = starts.filter((start) => lets(condition, start.scenario));
    return through.length === starts.length ? undefined : unique(through);
  }

  /** Ids of all initiators that get through to the job, callers' among them. */
  initiatorIds(job: Job): readonly string[] {
    return unique(
      [...this.#own, ...this.#calls].filter((start) => this.#passes(job, start.scenario, new Set())),
    );
  }

  /** The runs of the workflow's own triggers that reach the job. */
  ownRuns(job: Job): readonly OwnRun[] {
    return this.#own.flatMap(({ scenario, initiator, trigger }) =>
      trigger !== undefined && this.letsIn(job, scenario) ? [{ scenario, initiator, trigger }] : [],
    );
  }

  /** The runs that reach the job in some way, callers' runs included. */
  scenarios(job: Job): readonly Scenario[] {
    return [...this.#own, ...this.#calls]
      .map((start) => start.scenario)
      .filter((scenario) => this.letsIn(job, scenario));
  }

  /** A stranger's runs that reach the job in some way, callers' runs included. */
  untrustedScenarios(job: Job): readonly Scenario[] {
    const known = this.#strangers.get(job.id);
    if (known !== undefined) return known;
    const scenarios = [...this.#own, ...this.#calls]
      .map((start) => start.scenario)
      .filter((scenario) => isUntrusted(scenario.actor) && this.letsIn(job, scenario));
    this.#strangers.set(job.id, scenarios);
    return scenarios;
  }

  /** Whether a run of the scenario gets to do something in the job: a job of which every step is skipped does not. */
  letsIn(job: Job, scenario: Scenario): boolean {
    if (!this.#passes(job, scenario, new Set())) return false;
    const { tree } = this.reading;
    return (
      job.steps.length === 0 ||
      job.steps.some(
        ({ condition }) => condition === undefined || lets(readCondition(tree, condition), scenario),
      )
    );
  }

  /**
   * A job runs when its condition holds and, unless the condition asks for a status itself, when all jobs that it
   * needs have run: a skipped one skips those behind it.
   */
  #passes(job: Job, scenario: Scenario, visited: Set<string>): boolean {
    const condition = this.conditionOf(job);
    if (!lets(condition, scenario)) return false;
    if (overridesFailure(condition) || visited.has(job.id)) return true;
    visited.add(job.id);
    return job.needs.every(({ id }) => {
      const needed = this.#jobs.get(id);
      return needed === undefined || this.#passes(needed, scenario, visited);
    });
  }
}

function startsOf(trigger: Trigger): readonly Start[] {
  if (trigger.facts.name === 'workflow_call') return [];
  if (trigger.facts.name !== 'workflow_run') {
    return scenariosOf(trigger).map((scenario) => ({ scenario, initiator: scenario.id, trigger }));
  }
  return ALL_SCENARIOS.map((upstream) => ({
    scenario: following(upstream),
    initiator: isUntrusted(upstream.actor) ? FOLLOWS_OUTSIDER : FOLLOWS_INSIDER,
    trigger,
    upstream: upstream.id,
  }));
}

/** A run that starts when the run of another scenario has ended: full token and secrets, whatever that one had. */
function following(upstream: Scenario): Scenario {
  const event = eventFacts('workflow_run') ?? upstream.event;
  const values: Readonly<Record<string, AbstractValue>> = {
    ...THIS_SIDE,
    'github.event_name': oneOf('workflow_run'),
    'github.ref': named('the default branch', 'refs/heads/'),
    'github.ref_type': oneOf('branch'),
    'github.event.workflow_run.event': oneOf(upstream.event.name),
    'github.event.pull_request': oneOf(null),
    ...(upstream.id.endsWith(':fork') ? FORKED_RUN : {}),
  };
  return {
    id: `workflow_run:${upstream.id}`,
    event,
    actor: upstream.actor,
    who: `${upstream.who}, through the run that this one follows`,
    withholds: [],
    bindings: (path) => values[path],
  };
}

/** Every way in which a caller can have been started. */
const ANY_START: readonly Start[] = [
  ...ALL_SCENARIOS.map((scenario) => ({ scenario, initiator: scenario.id, trigger: undefined })),
  ...ALL_SCENARIOS.map((upstream) => ({
    scenario: following(upstream),
    initiator: isUntrusted(upstream.actor) ? FOLLOWS_OUTSIDER : FOLLOWS_INSIDER,
    trigger: undefined,
  })),
];

function initiatorOf(
  reading: Reading,
  start: Start,
  trigger: Trigger,
  condition: Condition | undefined,
): Initiator {
  const { scenario } = start;
  const chained = start.upstream !== undefined;
  const outside = isUntrusted(scenario.actor);
  const conditions = conditionsOf(trigger, condition === undefined ? [] : narrowingWords(condition));
  return {
    id: start.initiator,
    event: trigger.facts.name,
    actor: chained && !outside ? 'another-session' : scenario.actor,
    who: chained ? chainWords(trigger, outside) : scenario.who,
    conditions,
    ...(decides(trigger.facts.name, conditions) ? { decides: true } : {}),
    ...(trigger.facts.name.startsWith('pull_request') ? { aboutChange: true } : {}),
    ...(trigger.facts.name === 'pull_request' ? { unreviewed: true } : {}),
    ...(trigger.facts.note === undefined ? {} : { remark: trigger.facts.note }),
    withholds: scenario.withholds,
    certainty: 'declared',
    origin: reading.originOf(trigger.node),
    source: trigger.facts.source,
  };
}

/** A job that asks for a branch or a tag itself is not started by the others that the trigger names. */
function conditionsOf(trigger: Trigger, asked: readonly string[]): readonly string[] {
  const filters = filterWords(trigger);
  const isRef = (words: string): boolean => /^(?:branch|tag) /u.test(words);
  return [...(asked.some(isRef) ? filters.filter((words) => !isRef(words)) : filters), ...asked];
}

/** Events by which somebody with write access decides on a release or deployment. */
const DECISIONS: ReadonlySet<string> = new Set([
  'release',
  'workflow_dispatch',
  'deployment',
  'repository_dispatch',
]);

/** A tag that is pushed is a decision too. */
function decides(event: string, conditions: readonly string[]): boolean {
  return (
    DECISIONS.has(event) || (event === 'push' && conditions.some((condition) => condition.startsWith('tag ')))
  );
}

function chainWords(trigger: Trigger, outside: boolean): string {
  const names = trigger.workflows.map(({ name }) => `"${name}"`).join(', ');
  const run = names === '' ? 'the workflow that it follows' : `workflow ${names}`;
  return outside ? `whoever can start ${run}, people outside the project included` : `a run of ${run}`;
}

function filterWords(trigger: Trigger): readonly string[] {
  const { name } = trigger.facts;
  const words: string[] = [];
  // Of a run that this one follows, the branch is the head branch, whose name a fork chooses: it narrows nothing.
  if (trigger.branches.length > 0 && name !== 'workflow_run') {
    const into = name.startsWith('pull_request') ? 'into ' : '';
    words.push(`${into}branch ${trigger.branches.join(', ')}`);
  }
  if (trigger.tags.length > 0) words.push(`tag ${trigger.tags.join(', ')}`);
  if (trigger.paths.length > 0) words.push(`paths ${trigger.paths.join(', ')}`);
  return words;
}

/** Where strangers can start the session with all it has, that insiders can too is nothing to tell. */
function withoutEchoes(initiators: readonly Initiator[]): readonly Initiator[] {
  return initiators.filter(
    (initiator) =>
      !initiators.some(
        (other) =>
          other !== initiator &&
          other.event === initiator.event &&
          other.follows === undefined &&
          isUntrusted(other.actor) &&
          other.withholds.length === 0,
      ),
  );
}

function unique(starts: readonly Start[]): readonly string[] {
  return [...new Set(starts.map((start) => start.initiator))];
}

import type { Influence, Initiator } from '../../model/facts.js';
import { isUntrusted } from '../../model/vocabulary.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get } from '../../syntax/syntaxTree.js';
import type { Condition } from './conditions.js';
import { lets } from './conditions.js';
import { initiatorOf, withoutEchoes } from './initiators.js';
import type { Passing } from './passing.js';
import { lets as letsPass } from './passing.js';
import type { Reading } from './reading.js';
import type { Scenario } from './scenarios.js';
import { takenFiles } from './strangers/files.js';
import type { Arriving, HandedOn } from './strangers/handed.js';
import { Told } from './strangers/told.js';
import type { Trigger } from './triggers.js';
import type { Way, Ways } from './ways.js';
import type { WaySet } from './waySet.js';
import type { Job, Step } from './workflow.js';
import { scalarOf } from './workflow.js';
import type { BoundSteps } from './localActions.js';
import { boundSteps } from './localActions.js';

/** A run that a trigger of the workflow itself starts. */
export interface OwnRun {
  readonly scenario: Scenario;
  /** Id of the initiator that it belongs to. */
  readonly initiator: string;
  readonly trigger: Trigger;
}

/** Where it is known how the workflow's runs come about, and which of them come as far as a job. */
export interface StartSource {
  readonly ways: Ways;
  readonly passing: (job: Job) => Passing;
  /** What comes to a job from those before it. */
  readonly arriving: (job: Job) => Arriving;
  /** The environment of the whole workflow. */
  readonly env: () => SyntaxNode | undefined;
}

/** Something of a stranger's that gets into a step. */
export interface StepInfluence {
  readonly step: Step;
  readonly influence: Influence;
}

/** Who can start each job of a workflow. */
export class Starts {
  /** What gets to do something in a job, for each job that was asked for. */
  readonly #getting = new WeakMap<Job, WaySet>();
  readonly #bound = new WeakMap<Job, BoundSteps>();
  readonly #told = new WeakMap<Job, Told>();
  readonly #influences = new WeakMap<Job, readonly StepInfluence[]>();

  constructor(
    readonly reading: Reading,
    readonly source: StartSource,
  ) {}

  get triggers(): readonly Trigger[] {
    return this.source.ways.triggers;
  }

  get callable(): boolean {
    return this.source.ways.callable;
  }

  conditionOf(job: Job): Condition | undefined {
    const node = scalarOf(get(job.node, 'if'));
    return node && this.reading.conditionOf(node);
  }

  /** The steps of a job with those of the local actions that it uses. */
  bound(job: Job): BoundSteps {
    const known = this.#bound.get(job) ?? boundSteps(this.reading, job.steps);
    this.#bound.set(job, known);
    return known;
  }

  /** What whoever started it can put into the values that a job works with. */
  told(job: Job): Told {
    const known = this.#told.get(job);
    if (known !== undefined) return known;
    const { reading, source } = this;
    const bound = this.bound(job);
    const told = new Told(
      { reading, handedOn: (id) => this.handedOn(id, job), env: source.env() },
      job,
      bound,
      takenFiles(bound.withCallers, this.filledBefore(job)),
    );
    this.#told.set(job, told);
    return told;
  }

  /** What a job hands on to one that needs it, by its id without case; `undefined` for one that does not come before. */
  handedOn(id: string, job: Job): HandedOn | undefined {
    return this.source.arriving(job).by.get(id.toLowerCase());
  }

  /** The job before this one whose artifacts hold what came from outside. */
  filledBefore(job: Job): string | undefined {
    return this.source.arriving(job).filledBy;
  }

  /** Called workflows before this job that are not in this repository. */
  unreadBefore(job: Job): readonly string[] {
    return this.source.arriving(job).unread;
  }

  /** Where a stranger's code, text or files get into a job, worked out once. */
  influences(job: Job, find: () => readonly StepInfluence[]): readonly StepInfluence[] {
    const known = this.#influences.get(job) ?? find();
    this.#influences.set(job, known);
    return known;
  }

  /** The initiators of the job from the workflow's own events. */
  initiators(job: Job, follows: (trigger: Trigger) => string): readonly Initiator[] {
    const condition = this.conditionOf(job);
    const initiators = new Map<string, Initiator>();
    for (const { way, trigger } of this.#ownWays(job)) {
      const known = initiators.get(way.initiator);
      const initiator = known ?? initiatorOf(this.reading, way, trigger, condition);
      const chained = way.upstream;
      initiators.set(
        way.initiator,
        chained === undefined
          ? initiator
          : {
              ...initiator,
              follows: {
                reference: follows(trigger),
                accepts: [...(known?.follows?.accepts ?? []), chained],
              },
            },
      );
    }
    return withoutEchoes([...initiators.values()]);
  }

  /** Ids of the caller's initiators that get through to the job; `undefined` when all do. */
  accepts(job: Job): readonly string[] | undefined {
    const { list, own } = this.source.ways;
    const getting = this.#gettingTo(job);
    const passing = list.filter((_way, at) => at >= own && getting.has(at));
    return passing.length === list.length - own ? undefined : unique(passing);
  }

  /** Ids of the initiators whose runs get to a part of the job that has its own condition; `undefined` when all do. */
  reaching(job: Job, condition: Condition | undefined): readonly string[] | undefined {
    if (condition?.expression === undefined) return undefined;
    const { ways } = this.source;
    const passing = this.source.passing(job).ways;
    const through = passing.and(ways.letting(condition));
    return through === passing ? undefined : unique(through.pick(ways.list));
  }

  /** Ids of all initiators that get through to the job, callers' among them. */
  initiatorIds(job: Job): readonly string[] {
    return unique(this.source.passing(job).ways.pick(this.source.ways.list));
  }

  /** The runs of the workflow's own triggers that reach the job. */
  ownRuns(job: Job): readonly OwnRun[] {
    return this.#ownWays(job).map(({ way, trigger }) => ({
      scenario: way.scenario,
      initiator: way.initiator,
      trigger,
    }));
  }

  /** The runs that reach the job in some way, callers' runs included. */
  scenarios(job: Job): readonly Scenario[] {
    return this.#gettingTo(job)
      .pick(this.source.ways.list)
      .map((way) => way.scenario);
  }

  /** A stranger's runs that reach the job in some way, callers' runs included. */
  untrustedScenarios(job: Job): readonly Scenario[] {
    return this.scenarios(job).filter((scenario) => isUntrusted(scenario.actor));
  }

  /**
   * Whether a run of the scenario, told apart further than by its way, gets to do something in the job: a job of which
   * every step is skipped does not.
   */
  letsIn(job: Job, scenario: Scenario): boolean {
    if (!letsPass(this.source.passing(job), scenario)) return false;
    return (
      job.steps.length === 0 ||
      job.steps.some(
        ({ condition }) => condition === undefined || lets(this.reading.conditionOf(condition), scenario),
      )
    );
  }

  #gettingTo(job: Job): WaySet {
    const known = this.#getting.get(job);
    if (known !== undefined) return known;
    const passing = this.source.passing(job).ways;
    const getting = job.steps.length === 0 ? passing : this.#anyStep(job, passing);
    this.#getting.set(job, getting);
    return getting;
  }

  #anyStep(job: Job, passing: WaySet): WaySet {
    const { ways } = this.source;
    let some: WaySet | undefined;
    for (const { condition } of job.steps) {
      if (condition === undefined) return passing;
      const through = ways.letting(this.reading.conditionOf(condition));
      some = some === undefined ? through : some.or(through);
      if (some.equals(ways.all)) return passing;
    }
    return some === undefined ? passing : passing.and(some);
  }

  #ownWays(job: Job): readonly { readonly way: Way; readonly trigger: Trigger }[] {
    const { list, own } = this.source.ways;
    const getting = this.#gettingTo(job);
    return list.flatMap((way, at) =>
      at < own && way.trigger !== undefined && getting.has(at) ? [{ way, trigger: way.trigger }] : [],
    );
  }
}

function unique(ways: readonly Way[]): readonly string[] {
  return [...new Set(ways.map((way) => way.initiator))];
}

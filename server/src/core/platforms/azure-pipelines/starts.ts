import type { ClaimSet } from '../../model/claims.js';
import type { Initiator } from '../../model/facts.js';
import { ByNode } from '../../pipelines/byNode.js';
import type { Condition } from './conditions.js';
import { bindingsOf, conditionTruth, guardsLet, narrowingWords, readCondition } from './conditions.js';
import type { Bindings } from './expressions/evaluate.js';
import type { Truth } from './expressions/value.js';
import { EITHER, FALSE } from './expressions/value.js';
import type { Dependency, Job, Pipeline, Stage } from './pipeline.js';
import type { Reading } from './reading.js';
import type { Scenario } from './scenarios.js';
import { everyScenario, scenariosOf } from './scenarios.js';
import type { Step } from './steps.js';
import { isDisabled } from './steps.js';
import { Values } from './variables.js';

/** The linker's id for a caller that is not in the workspace: what a condition lets through of it is not known. */
const UNKNOWN_CALLER = 'workflow_call';

/** A name is borne by one part, and by one of each branch of a template expression. */
const MOST_BRANCHES = 8;

/** A part that waits for itself is refused; for the others it is taken to run. */
const REFUSED = true;

/** A job in its stage. */
export interface Place {
  readonly stage: Stage;
  readonly job: Job;
}

/** Which ways of starting a run lead to which of its parts. */
export class Starts {
  readonly scenarios: readonly Scenario[];
  /** What all of the file sees. */
  readonly fileValues: Values;
  readonly #values = new Map<Stage | Job, Values>();
  readonly #conditions = new Map<Stage | Job, Condition | undefined>();
  /** Most jobs are started alike, and show the same. */
  readonly #initiators = new Map<readonly Scenario[], readonly Initiator[]>();
  readonly claimSets = new Map<readonly Scenario[], Map<string, readonly ClaimSet[]>>();
  readonly #byName = new Map<readonly (Stage | Job)[], ReadonlyMap<string, readonly (Stage | Job)[]>>();
  readonly #waits = new Map<Stage | Job, readonly (Stage | Job)[]>();
  readonly #stagePasses = new Map<Scenario, ByNode<Stage, boolean>>();
  readonly #jobPasses = new Map<Scenario, Map<Stage, ByNode<Job, boolean>>>();

  constructor(
    readonly reading: Reading,
    readonly pipeline: Pipeline,
  ) {
    this.scenarios = pipeline.isTemplate ? everyScenario(pipeline) : scenariosOf(pipeline);
    this.fileValues = Values.ofFile(pipeline.variables, pipeline.parameters, !pipeline.isTemplate);
  }

  /** The variables and parameters that a stage or a job sees. */
  valuesOf({ stage, job }: { readonly stage: Stage; readonly job?: Job }): Values {
    const part = job ?? stage;
    const known = this.#values.get(part);
    if (known !== undefined) return known;
    const around = job === undefined ? this.fileValues : this.valuesOf({ stage });
    const values = around.inside(part.variables);
    this.#values.set(part, values);
    return values;
  }

  conditionOf(part: Stage | Job): Condition | undefined {
    if (!this.#conditions.has(part)) {
      this.#conditions.set(part, part.condition && readCondition(part.condition));
    }
    return this.#conditions.get(part);
  }

  /** The scenarios whose runs get to do something in a job. */
  reaching(place: Place): readonly Scenario[] {
    return this.#isPlain(place)
      ? this.scenarios
      : this.scenarios.filter((scenario) => this.lets(place, scenario));
  }

  /** Whether nothing stands in the way of a job, as it is with most. */
  #isPlain({ stage, job }: Place): boolean {
    return (
      stage.condition === undefined &&
      job.condition === undefined &&
      stage.guards.length + job.guards.length === 0 &&
      this.stagesBefore(stage).length + this.jobsBefore({ stage, job }).length === 0 &&
      (job.steps.length === 0 || job.steps.some((step) => isAlwaysRun(step)))
    );
  }

  lets({ stage, job }: Place, scenario: Scenario): boolean {
    if (!this.#stagesOf(scenario).of(stage) || !this.#jobsOf(scenario, stage).of(job)) return false;
    return (
      job.steps.length === 0 || job.steps.some((step) => this.#stepPasses({ stage, job }, step, scenario))
    );
  }

  /** Ids of the scenarios whose runs get to a step; `undefined` when all that get to the job do. */
  stepInitiators(place: Place, step: Step, reaching: readonly Scenario[]): readonly string[] | undefined {
    if (isAlwaysRun(step)) return undefined;
    const through = reaching.filter((scenario) => this.#stepPasses(place, step, scenario));
    return this.#idsOf(through, reaching);
  }

  /** Ids of a caller's initiators that get through to a job of a template; `undefined` when all do. */
  accepts(place: Place): readonly string[] | undefined {
    return this.#idsOf(this.reaching(place), this.scenarios);
  }

  #idsOf(through: readonly Scenario[], all: readonly Scenario[]): readonly string[] | undefined {
    if (through.length === all.length) return undefined;
    const ids = through.map(({ id }) => id);
    return this.pipeline.isTemplate && ids.length > 0 ? [...ids, UNKNOWN_CALLER] : ids;
  }

  initiators(place: Place, reaching: readonly Scenario[]): readonly Initiator[] {
    const words = [place.stage, place.job].flatMap((part) => {
      const condition = this.conditionOf(part);
      return condition === undefined ? [] : narrowingWords(condition);
    });
    if (words.length > 0) return reaching.map((scenario) => this.#initiator(scenario, words));
    const known = this.#initiators.get(reaching) ?? reaching.map((scenario) => this.#initiator(scenario, []));
    this.#initiators.set(reaching, known);
    return known;
  }

  #initiator(
    { id, event, facts, conditions, certainty, decides, node }: Scenario,
    asked: readonly string[],
  ): Initiator {
    const isRef = (text: string): boolean => /^(?:no )?(?:branch|tag) /u.test(text);
    const own = asked.some(isRef) ? conditions.filter((text) => !isRef(text)) : conditions;
    return {
      id,
      event,
      actor: facts.actor,
      who: facts.who,
      ...(facts.remark === undefined ? {} : { remark: facts.remark }),
      conditions: [...new Set([...own, ...asked])],
      ...(decides ? { decides: true as const } : {}),
      ...(event === 'pr' ? { unreviewed: true as const } : {}),
      withholds: facts.withholds,
      certainty,
      origin: this.reading.originOf(node),
      source: facts.source,
    };
  }

  #stagesOf(scenario: Scenario): ByNode<Stage, boolean> {
    const known = this.#stagePasses.get(scenario);
    if (known !== undefined) return known;
    const passes = new ByNode<Stage, boolean>(
      (stage) => this.stagesBefore(stage),
      (stage, of) => {
        const values = this.valuesOf({ stage });
        if (!guardsLet(stage.guards, bindingsOf(scenario, values))) return false;
        const statusOf = status(this.stagesBefore(stage), (other) => of(other) ?? REFUSED);
        return this.#conditionLets(stage, bindingsOf(scenario, values, statusOf));
      },
    );
    this.#stagePasses.set(scenario, passes);
    return passes;
  }

  #jobsOf(scenario: Scenario, stage: Stage): ByNode<Job, boolean> {
    const byStage = this.#jobPasses.get(scenario) ?? new Map<Stage, ByNode<Job, boolean>>();
    this.#jobPasses.set(scenario, byStage);
    const known = byStage.get(stage);
    if (known !== undefined) return known;
    const passes = new ByNode<Job, boolean>(
      (job) => this.jobsBefore({ stage, job }),
      (job, of) => {
        const values = this.valuesOf({ stage, job });
        if (!guardsLet(job.guards, bindingsOf(scenario, values))) return false;
        const statusOf = status(this.jobsBefore({ stage, job }), (other) => of(other) ?? REFUSED);
        return this.#conditionLets(job, bindingsOf(scenario, values, statusOf));
      },
    );
    byStage.set(stage, passes);
    return passes;
  }

  #conditionLets(part: Stage | Job, bindings: Bindings): boolean {
    const condition = this.conditionOf(part);
    if (condition === undefined) return bindings.statusOf?.('succeeded', []).canBeTrue ?? true;
    return conditionTruth(condition, bindings).canBeTrue;
  }

  #stepPasses(place: Place, step: Step, scenario: Scenario): boolean {
    if (isDisabled(step)) return false;
    const bindings = bindingsOf(scenario, this.valuesOf(place));
    if (!guardsLet(step.guards, bindings)) return false;
    const node = step.properties.scalar('condition');
    return node === undefined || conditionTruth(readCondition(node), bindings).canBeTrue;
  }

  /**
   * The stages that a stage waits for: those that it names, else the one before it.
   * https://learn.microsoft.com/en-us/azure/devops/pipelines/yaml-schema/stages-stage
   */
  stagesBefore(stage: Stage): readonly Stage[] {
    const { stages } = this.pipeline;
    if (!stage.isWritten) return [];
    return this.#before(stage, () => {
      if (stage.dependsOn !== undefined) return this.#named(stage.dependsOn, stages);
      const before = stages[stages.indexOf(stage) - 1];
      return !before?.isWritten ? [] : [before];
    });
  }

  /** The jobs of the same stage that a job waits for. */
  jobsBefore({ stage, job }: Place): readonly Job[] {
    const { dependsOn } = job;
    return dependsOn === undefined || dependsOn.length === 0
      ? []
      : this.#before(job, () => this.#named(dependsOn, stage.jobs));
  }

  #before<T extends Stage | Job>(part: T, find: () => readonly T[]): readonly T[] {
    const known = this.#waits.get(part);
    // What waits for a part is of its own kind.
    if (known !== undefined) return known as readonly T[];
    const found = find().filter((other) => other !== part);
    this.#waits.set(part, found);
    return found;
  }

  /** The parts that are named, of stages those that are written as such. */
  #named<T extends Stage | Job>(dependencies: readonly Dependency[], parts: readonly T[]): readonly T[] {
    let names = this.#byName.get(parts);
    if (names === undefined) {
      const found = new Map<string, T[]>();
      for (const part of parts) {
        if ('isWritten' in part && !part.isWritten) continue;
        const key = part.id.toLowerCase();
        const known = found.get(key);
        if (known === undefined) found.set(key, [part]);
        else if (known.length < MOST_BRANCHES) known.push(part);
      }
      names = found;
      this.#byName.set(parts, names);
    }
    const keys = new Set(dependencies.map(({ name }) => name.toLowerCase()));
    return [...keys].flatMap((key) => (names.get(key) ?? []) as readonly T[]);
  }
}

function isAlwaysRun(step: Step): boolean {
  return step.guards.length === 0 && step.properties.scalar('condition') === undefined && !isDisabled(step);
}

/** What has gone before comes out one way or the other, unless it does not run at all: then it did not succeed. */
function status<T extends { readonly id: string }>(
  before: readonly T[],
  passes: (part: T) => boolean,
): (name: string, of: readonly string[]) => Truth {
  return (name, of) => {
    if (name !== 'succeeded') return EITHER;
    const asked = of.length === 0 ? before : before.filter(({ id }) => of.includes(id));
    return asked.every(passes) ? EITHER : FALSE;
  };
}

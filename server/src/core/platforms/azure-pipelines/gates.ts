import type { Gate } from '../../model/facts.js';
import { ByNode } from '../../pipelines/byNode.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import type { Condition } from './conditions.js';
import { asksForSuccess, voidReason } from './conditions.js';
import { environmentsOf } from './environments.js';
import { runnerOf, poolOf } from './host.js';
import type { Job, Stage } from './pipeline.js';
import type { Reading } from './reading.js';
import type { Place, Starts } from './starts.js';
import type { Step } from './steps.js';
import { inputText } from './steps.js';
import { quoted } from '../../text/quoted.js';

/**
 * Checks are made before a stage begins, of all that any of its jobs uses.
 * https://learn.microsoft.com/en-us/azure/devops/pipelines/process/approvals
 */
const CHECKS = 'its approvals and checks are set in the project, outside this file';

/** The gates of a job, and those of them that stand before all that it holds. */
interface Gates {
  readonly all: readonly Gate[];
  readonly guarding: readonly string[];
}

interface Found {
  readonly gate: Gate;
  /** Whether every run of the job meets it. */
  readonly guards: boolean;
}

/** More gates than that before one job are not told apart. */
const MOST = 64;

/** The gates of a file's jobs. What stands before many of them is worked out once. */
export class GateReader {
  readonly #stageGates = new Map<Stage, readonly StageGate[]>();
  readonly #ofStage = new Map<Stage, readonly Found[]>();
  /** What a stage meets of those that it waits for. */
  readonly #beforeStage = new ByNode<Stage, readonly Found[]>(
    (stage) => this.starts.stagesBefore(stage),
    (stage, of) =>
      this.#passedOn(
        this.starts.stagesBefore(stage).flatMap((other) => [...this.#ownGates(other), ...(of(other) ?? [])]),
        stage,
      ),
  );
  readonly #beforeJobs = new Map<Stage, ByNode<Job, readonly Found[]>>();
  readonly #validations = new Map<Job, readonly Found[]>();

  constructor(
    readonly reading: Reading,
    readonly starts: Starts,
  ) {}

  /** The gates that stand before a job, and what only looks like one. */
  of(place: Place): Gates {
    const { reading, starts } = this;
    const found = distinct([
      ...asMetBy(place.job, this.#gatesOf(place.stage)),
      ...this.#jobsBefore(place),
      ...this.#beforeStage.of(place.stage),
      ...voidConditions(reading, starts, place),
      ...startedByHand(reading, starts),
    ]);
    return {
      all: found.map(({ gate }) => gate),
      guarding: found
        .filter(({ gate, guards }) => guards && gate.state !== 'ineffective')
        .map(({ gate }) => gate.id),
    };
  }

  /** The gates of what a job waits for, unless it runs also when those were refused. */
  #jobsBefore({ stage, job }: Place): readonly Found[] {
    const inStage = this.#beforeJobs.get(stage) ?? this.#waitsIn(stage);
    this.#beforeJobs.set(stage, inStage);
    return inStage.of(job);
  }

  #waitsIn(stage: Stage): ByNode<Job, readonly Found[]> {
    return new ByNode(
      (job) => this.starts.jobsBefore({ stage, job }),
      (job, of) =>
        this.#passedOn(
          this.starts
            .jobsBefore({ stage, job })
            .flatMap((other) => [...this.#validationsOf({ stage, job: other }), ...(of(other) ?? [])]),
          job,
        ),
    );
  }

  /** What is met in a stage by whatever comes behind it. */
  #ownGates(stage: Stage): readonly Found[] {
    const known = this.#ofStage.get(stage);
    if (known !== undefined) return known;
    const found = [
      ...this.#gatesOf(stage)
        .slice(0, MOST)
        .map(({ gate, guards, job }) => ({
          gate: { ...gate, name: `${gate.name} of stage ${stage.id}` },
          guards: guards && (job === undefined || job.guards.length === 0),
        })),
      ...stage.jobs.flatMap((job) => this.#validationsOf({ stage, job })),
    ];
    this.#ofStage.set(stage, found);
    return found;
  }

  #gatesOf(stage: Stage): readonly StageGate[] {
    const known = this.#stageGates.get(stage) ?? stageGates(this.reading, this.starts, stage);
    this.#stageGates.set(stage, known);
    return known;
  }

  #validationsOf(place: Place): readonly Found[] {
    const known = this.#validations.get(place.job);
    if (known !== undefined) return known;
    const found = validationsOf(this.reading, place, this.starts).map((gate) => ({ gate, guards: true }));
    this.#validations.set(place.job, found);
    return found;
  }

  #passedOn(before: readonly Found[], part: Stage | Job): readonly Found[] {
    const condition = this.starts.conditionOf(part);
    const waits = asksForSuccess(condition);
    return distinct(
      before.map((found) =>
        waits || condition === undefined ? needed(found) : bypassed(this.reading, found, condition),
      ),
    );
  }
}

function distinct(found: readonly Found[]): readonly Found[] {
  const byId = new Map<string, Found>();
  for (const one of found) {
    const known = byId.get(one.gate.id);
    if (known === undefined || (!known.guards && one.guards)) byId.set(one.gate.id, one);
  }
  return [...byId.values()].slice(0, MOST);
}

/** An environment of a job, as what stands before its stage. */
interface StageGate extends Found {
  /** Undefined for what is no job's. */
  readonly job: Job | undefined;
}

/** What is checked before a stage begins: the environments of all its jobs, and that somebody starts it. */
function stageGates(reading: Reading, starts: Starts, stage: Stage): readonly StageGate[] {
  const environments = stage.jobs.flatMap((job) => {
    if (job.kind !== 'deployment') return [];
    return environmentsOf(job, starts.valuesOf({ stage, job })).map((environment): StageGate => {
      const { name, node, isStatic, guards } = environment;
      return {
        job,
        gate: {
          id: `environment:${name}`,
          kind: 'approval',
          state: 'assumed',
          name: `environment ${name}`,
          why: isStatic ? CHECKS : `which environment it is, is computed; ${CHECKS}`,
          holdsIf: `${name} asks for approval`,
          ...(isStatic ? { key: name } : {}),
          origin: reading.originOf(node),
        },
        guards: guards.length === 0,
      };
    });
  });
  const trigger = stage.properties.scalar('trigger');
  return trigger?.text.toLowerCase() === 'manual'
    ? [...environments, { gate: manualStage(reading, stage, trigger), guards: true, job: undefined }]
    : environments;
}

/** The same as a job of the stage meets it: its own first, then what the others bring with them. */
function asMetBy(job: Job, gates: readonly StageGate[]): readonly Found[] {
  const own = gates.filter((gate) => gate.job === job);
  const others = gates.filter((gate) => gate.job !== job).slice(0, MOST);
  return [
    ...own,
    ...others.map(({ gate, guards, job: other }) => ({
      gate: other === undefined ? gate : { ...gate, name: `${gate.name} of job ${other.id}` },
      // A job that a template expression may leave out brings nothing for sure.
      guards: guards && (other === undefined || other.guards.length === 0),
    })),
  ];
}

/** https://learn.microsoft.com/en-us/azure/devops/pipelines/process/stages#add-a-manual-trigger */
function manualStage(reading: Reading, stage: Stage, node: SyntaxNode): Gate {
  return {
    id: `manual:${stage.id}`,
    kind: 'approval',
    state: 'enforced',
    name: `stage ${stage.id}, started by hand`,
    why: 'the stage waits until somebody who may queue builds starts it',
    origin: reading.originOf(node),
  };
}

/** A task that waits for somebody, in a job before: it stops the run where nobody lets it go on. */
function validationsOf(reading: Reading, { stage, job }: Place, starts: Starts): readonly Gate[] {
  const runner = runnerOf(reading, poolOf(starts.pipeline, { stage, job }), starts.valuesOf({ stage, job }));
  if (runner.kind !== 'server') return [];
  return job.steps.filter(isValidation).map((step) => validationGate(reading, job, step));
}

export function isValidation(step: Step): boolean {
  return /^manual(?:validation|intervention)$/iu.test(step.task ?? '');
}

/** https://learn.microsoft.com/en-us/azure/devops/pipelines/tasks/reference/manual-validation-v1 */
function validationGate(reading: Reading, job: Job, step: Step): Gate {
  const approvers = inputText(step, 'approvers');
  const who =
    approvers === undefined || approvers.trim() === '' ? 'whoever may queue builds' : 'its approvers';
  const timeout = step.inputs.find(({ value }) => value.key.text.toLowerCase() === 'ontimeout');
  const resumes = inputText(step, 'onTimeout')?.toLowerCase() === 'resume';
  return {
    id: `${resumes ? 'bypassed:resumes' : 'validation'}:${job.id}`,
    kind: 'approval',
    state: resumes ? 'ineffective' : 'enforced',
    name: `manual validation in job ${job.id}`,
    why: resumes
      ? 'with `onTimeout: resume` the run goes on by itself when nobody answers in time, where `reject` stops it'
      : `the run waits until ${who} let${approvers === undefined ? 's' : ''} it go on`,
    ...(resumes
      ? {
          advice: 'Set `onTimeout: reject`.',
          repair: 'reject',
          repairTitle: 'Stop the run when nobody answers, `onTimeout`',
        }
      : {}),
    origin: reading.originOf(resumes && timeout !== undefined ? timeout.value.value : step.head),
  };
}

/** How a gate got here before this part; it is named only once however many parts lie between. */
function bareId(id: string): string {
  return id.replace(/^(?:(?:needs|bypassed):)+/u, '');
}

/** A gate of something before, as it is met behind it. */
function needed({ gate, guards }: Found): Found {
  const prefix = gate.state === 'ineffective' ? 'bypassed:' : 'needs:';
  return { gate: { ...gate, id: `${prefix}${bareId(gate.id)}` }, guards };
}

/** A gate that the part passes by; nothing that the configuration declares of it changes that, so it has no key. */
function bypassed(reading: Reading, found: Found, condition: Condition): Found {
  const { gate } = found;
  if (gate.state === 'ineffective') return needed(found);
  return {
    gate: {
      id: `bypassed:${bareId(gate.id)}`,
      kind: gate.kind,
      state: 'ineffective',
      name: gate.name,
      why: `${quoted(`condition: ${condition.text}`)} lets it run also when ${gate.name} was refused`,
      ...(condition.expression === undefined ? {} : { repair: repairOf(condition) }),
      origin: reading.originOf(condition.node),
    },
    guards: false,
  };
}

/** The condition with what it lacks; one that only asks how it went before gives way. */
function repairOf({ expression, text }: Condition): string {
  const isStatus = expression?.kind === 'call' && /^(?:always|succeededorfailed)$/u.test(expression.name);
  return isStatus ? 'succeeded()' : `and(succeeded(), ${text})`;
}

/** A condition that always holds, because a variable is text and every text counts as true, or by its logic. */
function voidConditions(reading: Reading, starts: Starts, { stage, job }: Place): readonly Found[] {
  return [
    { part: stage, values: starts.valuesOf({ stage }) },
    { part: job, values: starts.valuesOf({ stage, job }) },
  ].flatMap(({ part, values }) => {
    const condition = starts.conditionOf(part);
    const why = condition && voidReason(condition, values);
    if (condition === undefined || why === undefined) return [];
    return [
      {
        gate: {
          id: 'condition:tautology',
          kind: 'condition' as const,
          state: 'ineffective' as const,
          name: `condition: ${condition.text}`,
          why,
          origin: reading.originOf(condition.node),
        },
        guards: false,
      },
    ];
  });
}

/** A pipeline that nothing but a person starts was decided on; nothing is asked again in it. */
function startedByHand(reading: Reading, { pipeline, scenarios }: Starts): readonly Found[] {
  if (pipeline.isTemplate || scenarios.some(({ id }) => id !== 'manual')) return [];
  const node = pipeline.properties.entry('trigger')?.key ?? pipeline.root;
  return [
    {
      gate: {
        id: 'manual-start',
        kind: 'approval',
        state: 'enforced',
        name: 'started by hand',
        why: 'nothing in the file starts it but people who may queue builds, each time anew',
        origin: reading.originOf(node),
      },
      guards: false,
    },
  ];
}

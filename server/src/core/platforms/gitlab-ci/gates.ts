import type { Gate } from '../../model/facts.js';
import { ByNode } from '../../pipelines/byNode.js';
import { encloses } from '../../text/textRange.js';
import { OPEN } from './compose/inputs.js';
import type { ScalarNode } from '../../syntax/syntaxTree.js';
import { entry, get, textOf } from '../../syntax/syntaxTree.js';
import type { Job, Pipeline } from './pipeline.js';
import { itemsOf } from './nodes.js';
import type { Reading } from './reading.js';
import type { Outcome } from './rules.js';
import { environmentOf } from './runs.js';
import type { Starts } from './starts.js';

const PROTECTION =
  'whether it is protected, and who may then deploy to it, is set in the project or its groups, outside this file';

/**
 * Variables that hold what whoever starts the pipeline has chosen: a branch, a tag, a merge request, a message.
 * https://docs.gitlab.com/ci/variables/predefined_variables/
 */
const CHOSEN_BY_STARTER =
  /\$\{?CI_(?:COMMIT_(?:REF_NAME|REF_SLUG|BRANCH|TAG|SHA|SHORT_SHA|MESSAGE|TITLE|DESCRIPTION)|MERGE_REQUEST_\w+|EXTERNAL_PULL_REQUEST_\w+|PIPELINE_I?ID|OPEN_MERGE_REQUESTS)\b/u;

const CHOSEN =
  'whoever starts the pipeline chooses which environment it is, so that no protection of one holds';

/** More gates than that say nothing more. */
const MOST_GATES = 8;

/** Ids of the gates that stand before all that the session holds. */
export function guarding(gates: readonly Gate[]): readonly string[] {
  return gates.filter(({ state }) => state !== 'ineffective').map(({ id }) => id);
}

/** What a job waits for. */
interface Wait {
  readonly job: Job;
  readonly by: 'needs' | 'stage';
  readonly node?: ScalarNode;
}

/** The gates that stand before the jobs of a file, and what only looks like one. */
export class Gates {
  /** Manual jobs that do nothing but wait to be started. */
  readonly #approvals: readonly Job[];
  /** Manual jobs that may hold later stages back. */
  readonly #blocking: readonly Job[];
  /** What each job waits for, over those that it needs. */
  readonly #awaited = new ByNode<Job, readonly Gate[]>(
    (job) => this.#needed(job),
    (job, of) => this.#awaitedBy(job, of),
  );

  constructor(
    readonly reading: Reading,
    readonly pipeline: Pipeline,
    readonly starts: Starts,
  ) {
    this.#blocking = pipeline.manual.filter((job) => starts.mayBlock(job));
    this.#approvals = pipeline.manual.filter((job) => APPROVES.test(job.name) && doesNothing(job));
  }

  /** Jobs that need themselves, over others. */
  get circles(): readonly (readonly Job[])[] {
    return this.#awaited.circles;
  }

  of(job: Job): readonly Gate[] {
    const gates = [
      ...this.#environmentGate(job),
      ...this.#manualStart(job),
      ...this.#awaited.of(job),
      ...this.#notAwaited(job),
    ];
    return [...new Map(gates.map((gate) => [gate.id, gate])).values()];
  }

  /** https://docs.gitlab.com/ci/environments/protected_environments/ */
  #environmentGate(job: Job): readonly Gate[] {
    const environment = environmentOf(job, this.starts.known(job));
    if (environment === undefined) return [];
    const { name, node } = environment;
    const origin = this.reading.originOf(node);
    const gate = {
      id: `environment:${name}`,
      kind: 'approval',
      name: `environment ${name}`,
      origin,
    } as const;
    // A group protects environments by their tier, whatever they are called.
    const hasTier = textOf(get(get(job.body, 'environment'), 'deployment_tier')) !== undefined;
    if (!hasTier && (CHOSEN_BY_STARTER.test(name) || this.#isInput(node))) {
      return [{ ...gate, state: 'ineffective', key: name, why: CHOSEN }];
    }
    const isStatic = !name.includes('$');
    return [
      {
        ...gate,
        state: 'assumed',
        why: isStatic ? PROTECTION : `which environment it is, is computed; ${PROTECTION}`,
        holdsIf: `${name} is protected`,
        ...(isStatic ? { key: name } : {}),
      },
    ];
  }

  /** Whether a name is made of an input of the pipeline itself, which whoever starts it by hand fills in. */
  #isInput({ range }: ScalarNode): boolean {
    const { uri, tree } = this.reading.sources.of(range);
    if (!this.pipeline.isEntry || uri !== this.reading.uri) return false;
    const [header, content] = tree.documents;
    const isDefault = header !== undefined && content !== undefined && encloses(header.range, range);
    return isDefault || tree.text.slice(range.start, range.end).includes(OPEN);
  }

  /** A job that waits for somebody to start it. https://docs.gitlab.com/ci/jobs/job_control/#create-a-job-that-must-be-run-manually */
  #manualStart(job: Job): readonly Gate[] {
    const outcomes = this.starts.reached(job).flatMap((reached) => reached.outcomes);
    if (outcomes.length === 0 || !outcomes.every(isManual)) return [];
    const node = outcomes.find(({ whenNode }) => whenNode !== undefined)?.whenNode ?? job.key;
    return [
      {
        id: 'manual',
        kind: 'approval',
        state: 'enforced',
        name: 'manual start',
        why: 'somebody who may run jobs on the branch or tag starts it by hand, each time anew',
        origin: this.reading.originOf(node),
      },
    ];
  }

  /**
   * Manual jobs that have to be started before a job's turn comes, and environments of jobs that it needs.
   * A manual job holds back later stages unless it may fail; whoever needs it waits in either case.
   * https://docs.gitlab.com/ci/jobs/job_control/#types-of-manual-jobs, https://docs.gitlab.com/ci/yaml/#needs
   */
  #awaitedBy(job: Job, of: (needed: Job) => readonly Gate[] | undefined): readonly Gate[] {
    const gates = new Map<string, Gate>();
    const passesOn = waitsForSuccess(job);
    for (const wait of this.#waitsOf(job)) {
      if (gates.size >= MOST_GATES) break;
      const manual = wait.job.mayBeManual ? this.#blockingStart(job, wait) : undefined;
      const found = [
        ...(manual === undefined ? [] : [this.#manualGate(wait, manual)]),
        ...(wait.by === 'needs' && passesOn
          ? [...this.#neededEnvironment(wait), ...(of(wait.job) ?? [])]
          : []),
      ];
      for (const gate of found) gates.set(gate.id, gate);
    }
    return [...gates.values()].slice(0, MOST_GATES);
  }

  /** The jobs that a job needs and whose gates hold it back. */
  #needed(job: Job): readonly Job[] {
    return waitsForSuccess(job)
      ? [...this.#waitsOf(job)].filter(({ by }) => by === 'needs').map((wait) => wait.job)
      : [];
  }

  *#waitsOf(job: Job): Iterable<Wait> {
    const needs = entry(job.body, 'needs')?.value;
    if (needs?.kind === 'sequence') {
      for (const item of itemsOf(needs)) {
        const node = item.kind === 'mapping' ? get(item, 'job') : item;
        const elsewhere = get(item, 'project') !== undefined || get(item, 'pipeline') !== undefined;
        const needed = node?.kind === 'scalar' ? this.pipeline.byName.get(node.text) : undefined;
        if (needed === undefined || node?.kind !== 'scalar' || elsewhere) continue;
        if (textOf(get(item, 'optional')) !== 'true') yield { job: needed, by: 'needs', node };
      }
      return;
    }
    // Without `needs` it is all stages before its own; only what somebody has to start there matters.
    for (const other of this.#blocking) {
      if (other !== job && other.order < job.order) yield { job: other, by: 'stage' };
    }
  }

  #manualGate({ job, by, node }: Wait, { whenNode }: Outcome): Gate {
    return {
      id: `manual:${job.name}`,
      kind: 'approval',
      state: 'enforced',
      name: `manual job ${job.name}`,
      why:
        by === 'needs'
          ? `this job needs ${job.name}, which somebody has to start by hand`
          : `somebody has to start ${job.name} by hand before the next stage begins`,
      origin: this.reading.originOf(node ?? whenNode ?? job.key),
    };
  }

  #neededEnvironment({ job, node }: Wait): readonly Gate[] {
    return this.#environmentGate(job).map((gate) => ({
      ...gate,
      id: `needs:${gate.id}`,
      name: `${gate.name} of job ${job.name}`,
      origin: this.reading.originOf(node ?? job.key),
    }));
  }

  /** How a job that is waited for is added, where it is manual and waited for in every way of running that gets to `job`. */
  #blockingStart(job: Job, { job: before, by }: Wait): Outcome | undefined {
    const always = textOf(get(job.body, 'when')) === 'always';
    let found: Outcome | undefined;
    for (const { situation } of this.starts.reached(job)) {
      const outcomes = this.starts.outcomes(before, situation);
      const blocks = (outcome: Outcome): boolean =>
        isManual(outcome) && (by === 'needs' ? !(always && outcome.allowFailure) : !outcome.allowFailure);
      if (outcomes.length === 0 || !outcomes.every(blocks)) return undefined;
      found = outcomes[0];
    }
    return found;
  }

  /** A manual job that looks like an approval, and that later stages do not wait for. */
  #notAwaited(job: Job): readonly Gate[] {
    if (
      this.#approvals.length === 0 ||
      job.isTrigger ||
      entry(job.body, 'needs')?.value.kind === 'sequence'
    ) {
      return [];
    }
    const reached = this.starts.reached(job);
    if (reached.length === 0 || reached.every(({ outcomes }) => outcomes.every(isManual))) return [];
    const earlier = this.#approvals.filter((other) => other !== job && other.order < job.order);
    return earlier.slice(0, MOST_GATES).flatMap((before) => {
      const outcomes = reached.flatMap(({ situation }) => this.starts.outcomes(before, situation));
      const [first] = outcomes;
      if (first === undefined || !outcomes.every((outcome) => isManual(outcome) && outcome.allowFailure)) {
        return [];
      }
      const { allowNode, whenNode } = first;
      return [
        {
          id: `bypassed:manual:${before.name}`,
          kind: 'approval' as const,
          state: 'ineffective' as const,
          name: `manual job ${before.name}`,
          why:
            allowNode === undefined
              ? 'a manual job may fail by default, so that later stages start without it'
              : '`allow_failure` lets later stages start without it',
          advice: 'Write `allow_failure: false`.',
          repair: 'allow_failure: false',
          repairTitle: 'Let later stages wait for it',
          origin: this.reading.originOf(allowNode ?? whenNode ?? before.key),
        },
      ];
    });
  }
}

/** Whether a job is left out where what it needs did not go well. */
function waitsForSuccess({ body }: Job): boolean {
  return textOf(get(body, 'when')) !== 'always';
}

function isManual({ when }: Outcome): boolean {
  return when === 'manual';
}

/** What a job is called that is there to be started, and does nothing itself. */
const APPROVES =
  /approv|confirm|sign[-_ ]?off|go[-_ ]?live|(?:^|[-_ :])(?:gate|hold|ok|release)(?:$|[-_ :])/iu;

/** Whether the job's script only says something: then it is there for the sake of being started. */
function doesNothing({ body }: Job): boolean {
  const script = itemsOf(get(body, 'script'));
  return script.every(
    (item) =>
      item.kind === 'scalar' && /^\s*(?:(?:echo|printf|true|:|exit 0)\b[^|&;><]*|)\s*$/u.test(item.text),
  );
}

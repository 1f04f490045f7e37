import { ownOf } from '../../collections/ownOf.js';
import type { Gate } from '../../model/facts.js';
import type { Uri } from '../../text/uri.js';
import type { SourceFacts } from '../../knowledge/gitlab/sources.js';
import { pipelineSource, REF_WORDS } from '../../knowledge/gitlab/sources.js';
import { get, textOf } from '../../syntax/syntaxTree.js';
import type { Expr } from './expressions/ast.js';
import { eachTerm, variablesOf } from './expressions/ast.js';
import type { Job, Pipeline } from './pipeline.js';
import type { Reading } from './reading.js';
import type { Inclusion, Outcome } from './rules.js';
import { conditionsOf, everyOutcome, outcomesOf, readInclusion, readRules, refsOf } from './rules.js';
import type { Situation } from './situations.js';
import { Asking, sourcesWith } from './situations.js';
import type { SetVariable } from './variables.js';
import { fileVariables, jobVariables, valuesOf, variedNames } from './variables.js';

/** The job that starts a child pipeline. https://docs.gitlab.com/ci/pipelines/downstream_pipelines/ */
export interface Parent {
  readonly job: Job;
  readonly starts: Starts;
  /** What tells the child's sessions apart from those that other jobs start. */
  readonly id: string;
  /** Its session. */
  readonly at: { readonly uri: Uri; readonly localId: string };
  /** What holds the job back, and with it all that it starts. */
  readonly gates: readonly Gate[];
}

/** A way of running that gets to a job, and how the job is then added. */
export interface Reached {
  readonly situation: Situation;
  readonly outcomes: readonly Outcome[];
  /** What starts it; for a child pipeline, what starts the pipeline above it. */
  readonly sources: readonly SourceFacts[];
}

interface JobStart {
  readonly inclusion: Inclusion;
  readonly variables: ReadonlyMap<string, string>;
  readonly asked: readonly Situation[];
  readonly asking: Asking;
}

/** Which pipelines the jobs of a file are in. */
export class Starts {
  readonly #workflow: Inclusion | undefined;
  /** The variables of the whole file. */
  readonly variables: readonly SetVariable[];
  readonly #starts = new Map<Job, JobStart>();
  readonly #reached = new Map<Job, readonly Reached[]>();
  readonly #sources: readonly SourceFacts[];
  /** What the workflow's rules ask, by the values of the variables that they name. */
  readonly #byWorkflow = new Map<string, Asking>();
  readonly #variablesOfWorkflow: readonly string[];
  /** Ways of running, the same ones for all jobs that tell the same apart. */
  readonly #situations = new Map<string, readonly Situation[]>();
  readonly #started = new Map<Situation, boolean>();
  readonly #above = new Map<Situation, readonly SourceFacts[]>();

  constructor(
    readonly reading: Reading,
    readonly pipeline: Pipeline,
    readonly parent?: Parent,
  ) {
    const { workflow, root } = pipeline;
    this.variables = fileVariables(root, parent === undefined ? [] : parent.starts.handedOn(parent.job));
    this.#workflow =
      workflow === undefined ? undefined : { kind: 'rules', rules: readRules(reading, workflow) };
    const inclusions = pipeline.jobs.map((job) => readInclusion(reading, job));
    this.#variablesOfWorkflow = this.#workflow === undefined ? [] : variablesIn(this.#workflow);
    const child = parent === undefined ? undefined : pipelineSource('parent_pipeline');
    const all = [...inclusions, ...(this.#workflow === undefined ? [] : [this.#workflow])];
    this.#sources = child === undefined ? sourcesWith(sourcesIn(all)) : [child];
    pipeline.jobs.forEach((job, index) => {
      const inclusion = inclusions[index];
      if (inclusion !== undefined) this.#starts.set(job, this.#startOf(job, inclusion));
    });
  }

  /** The variables of the file whose values hold for all runs of a job. */
  known(job: Job): ReadonlyMap<string, string> {
    return this.#starts.get(job)?.variables ?? new Map<string, string>();
  }

  /** Every way of running that gets to the job. */
  reached(job: Job): readonly Reached[] {
    const known = this.#reached.get(job);
    if (known !== undefined) return known;
    const asked = this.#starts.get(job)?.asked ?? [];
    const reached = asked
      .filter((situation) => this.#isStarted(situation))
      .map((situation) => ({
        situation,
        outcomes: this.outcomes(job, situation),
        sources: this.#sourcesOf(situation),
      }))
      .filter(({ outcomes, sources }) => outcomes.length > 0 && sources.length > 0);
    this.#reached.set(job, reached);
    return reached;
  }

  /** How a job is added in a situation, of its own or of another job. */
  outcomes(job: Job, situation: Situation): readonly Outcome[] {
    const start = this.#starts.get(job);
    if (start === undefined) return [];
    return outcomesOf(job.body, start.inclusion, situation, start.variables);
  }

  /** The variables that a child pipeline is handed. https://docs.gitlab.com/ci/yaml/#triggerforward */
  handedOn(job: Job): readonly SetVariable[] {
    const forwards = textOf(get(get(get(job.body, 'trigger'), 'forward'), 'yaml_variables'));
    return forwards === 'false' ? [] : jobVariables(this.variables, job);
  }

  /** What of a job's own starts, or of those above it, gets to a ref. */
  #reaching(job: Job, at: Situation): readonly SourceFacts[] {
    return this.#sources.flatMap((source) => {
      const situation = { ...at, source };
      const isReached =
        source.refs.includes(at.ref) &&
        this.#isStartedAnew(situation) &&
        this.outcomes(job, situation).length > 0;
      return isReached ? this.#sourcesOf(situation) : [];
    });
  }

  #sourcesOf(situation: Situation): readonly SourceFacts[] {
    const { parent } = this;
    if (parent === undefined) return [situation.source];
    const known = this.#above.get(situation);
    if (known !== undefined) return known;
    const above = [...new Set(parent.starts.#reaching(parent.job, situation))];
    this.#above.set(situation, above);
    return above;
  }

  /** Whether later stages may have to wait until somebody starts the job. */
  mayBlock(job: Job): boolean {
    const start = this.#starts.get(job);
    return (
      start !== undefined &&
      everyOutcome(job.body, start.inclusion).some(
        ({ when, allowFailure }) => when === 'manual' && !allowFailure,
      )
    );
  }

  #isStarted(situation: Situation): boolean {
    if (this.#workflow === undefined) return true;
    const known = this.#started.get(situation);
    if (known !== undefined) return known;
    const isStarted = this.#isStartedAnew(situation);
    this.#started.set(situation, isStarted);
    return isStarted;
  }

  #isStartedAnew(situation: Situation): boolean {
    const workflow = this.#workflow;
    return (
      workflow === undefined ||
      outcomesOf(undefined, workflow, situation, valuesOf(this.variables)).length > 0
    );
  }

  #startOf(job: Job, inclusion: Inclusion): JobStart {
    const varied = variedNames(job);
    const seen = jobVariables(this.variables, job);
    const variables = valuesOf(varied.size === 0 ? seen : seen.filter(({ name }) => !varied.has(name)));
    const asking = new Asking(this.#askedByWorkflow(variables));
    ask(asking, inclusion, variables);
    return { inclusion, variables, asked: this.#situationsOf(asking), asking };
  }

  /** What is asked above, which tells refs apart here too. */
  get #askedAbove(): Asking | undefined {
    const { parent } = this;
    return parent === undefined ? undefined : parent.starts.#starts.get(parent.job)?.asking;
  }

  #askedByWorkflow(variables: ReadonlyMap<string, string>): Asking | undefined {
    if (this.#workflow === undefined) return this.#askedAbove;
    const key = JSON.stringify(this.#variablesOfWorkflow.map((name) => variables.get(name) ?? null));
    const known = this.#byWorkflow.get(key);
    if (known !== undefined) return known;
    const asking = new Asking(this.#askedAbove);
    ask(asking, this.#workflow, variables);
    this.#byWorkflow.set(key, asking);
    return asking;
  }

  #situationsOf(asking: Asking): readonly Situation[] {
    const { key } = asking;
    const known = this.#situations.get(key) ?? asking.situations(this.#sources);
    this.#situations.set(key, known);
    return known;
  }
}

function ask(asking: Asking, inclusion: Inclusion, variables: ReadonlyMap<string, string>): void {
  for (const condition of conditionsOf(inclusion)) asking.expression(condition, variables);
  for (const { text, pattern } of refsOf(inclusion)) {
    asking.ref(pattern === undefined ? text : undefined, pattern);
  }
}

/** The variables that an inclusion's conditions name. */
function variablesIn(inclusion: Inclusion): readonly string[] {
  const names = new Set<string>();
  for (const condition of conditionsOf(inclusion)) {
    eachTerm(condition, (term) => {
      for (const name of variablesOf(term)) names.add(name);
    });
  }
  return [...names];
}

/** Kinds of pipeline that the file speaks of. */
function sourcesIn(inclusions: readonly Inclusion[]): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (name: string | undefined): void => {
    if (name !== undefined && pipelineSource(name) !== undefined) found.add(name);
  };
  for (const inclusion of inclusions) {
    for (const condition of conditionsOf(inclusion)) {
      eachTerm(condition, (term) => {
        textsOf(term).forEach(add);
      });
    }
    if (inclusion.kind !== 'policy') continue;
    for (const { text } of [...(inclusion.only.refs ?? []), ...(inclusion.except?.refs ?? [])]) {
      add(ownOf(REF_WORDS, text));
    }
  }
  return found;
}

/** The texts that a comparison names, and the words of its pattern. */
function textsOf(term: Expr): readonly string[] {
  if (term.kind !== 'compare') return [];
  return [term.left, term.right].flatMap((side) => {
    if (side.kind === 'text') return [side.text];
    return side.kind === 'pattern' ? side.source.split(/[^a-z_]+/u) : [];
  });
}

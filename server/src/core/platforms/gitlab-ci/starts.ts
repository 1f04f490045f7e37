import { pipelineSource, REF_WORDS } from '../../knowledge/gitlab/sources.js';
import type { Expr } from './expressions/ast.js';
import { eachTerm } from './expressions/ast.js';
import type { Job, Pipeline } from './pipeline.js';
import type { Reading } from './reading.js';
import type { Inclusion, Outcome } from './rules.js';
import { conditionsOf, outcomesOf, readInclusion, readRules, refsOf } from './rules.js';
import type { Situation } from './situations.js';
import { Asking } from './situations.js';
import type { SetVariable } from './variables.js';
import { fileVariables, jobVariables, valuesOf, variedNames } from './variables.js';

/** A way of running that gets to a job, and how the job is then added. */
export interface Reached {
  readonly situation: Situation;
  readonly outcomes: readonly Outcome[];
}

interface JobStart {
  readonly inclusion: Inclusion;
  readonly variables: ReadonlyMap<string, string>;
  readonly asked: readonly Situation[];
}

/** Which pipelines the jobs of a file are in. */
export class Starts {
  readonly #workflow: Inclusion | undefined;
  /** The variables of the whole file. */
  readonly variables: readonly SetVariable[];
  readonly #starts = new Map<Job, JobStart>();
  readonly #reached = new Map<Job, readonly Reached[]>();
  readonly #mentioned: ReadonlySet<string>;

  constructor(
    readonly reading: Reading,
    readonly pipeline: Pipeline,
  ) {
    const { workflow, root } = pipeline;
    this.variables = fileVariables(root);
    this.#workflow =
      workflow === undefined ? undefined : { kind: 'rules', rules: readRules(reading, workflow) };
    const inclusions = pipeline.jobs.map((job) => readInclusion(reading, job));
    this.#mentioned = sourcesIn([...inclusions, ...(this.#workflow === undefined ? [] : [this.#workflow])]);
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
      .map((situation) => ({ situation, outcomes: this.outcomes(job, situation) }))
      .filter(({ outcomes }) => outcomes.length > 0);
    this.#reached.set(job, reached);
    return reached;
  }

  /** How a job is added in a situation, of its own or of another job. */
  outcomes(job: Job, situation: Situation): readonly Outcome[] {
    const start = this.#starts.get(job);
    if (start === undefined) return [];
    return outcomesOf(job.body, start.inclusion, situation, start.variables);
  }

  #isStarted(situation: Situation): boolean {
    if (this.#workflow === undefined) return true;
    return outcomesOf(undefined, this.#workflow, situation, valuesOf(this.variables)).length > 0;
  }

  #startOf(job: Job, inclusion: Inclusion): JobStart {
    const varied = variedNames(job);
    const known = jobVariables(this.variables, job).filter(({ name }) => !varied.has(name));
    const variables = valuesOf(known);
    const asking = new Asking();
    for (const one of [this.#workflow, inclusion]) {
      if (one === undefined) continue;
      for (const condition of conditionsOf(one)) asking.expression(condition, variables);
      for (const { text, pattern } of refsOf(one)) {
        asking.ref(pattern === undefined ? text : undefined, pattern);
      }
    }
    return { inclusion, variables, asked: asking.situations(this.#mentioned) };
  }
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
      add(REF_WORDS[text]);
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

import { ByNode } from '../../pipelines/byNode.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { entry, get } from '../../syntax/syntaxTree.js';
import type { Config, Workflow } from './config.js';
import type { Truth, Value, Values } from './evaluate.js';
import { holds, OPEN_VALUE } from './evaluate.js';
import type { Expr } from './expressions.js';
import { partsOf, readCondition } from './expressions.js';
import type { Invocation, Requirement } from './invocations.js';
import { InvocationIndex } from './invocations.js';
import { itemsOf } from './reading.js';
import type { Candidate, Filters } from './refs.js';
import { candidatesOf, passes, readFilters } from './refs.js';
import type { Bindings } from './values.js';

/** What causes a pipeline. */
export type Cause = 'push' | 'schedule' | 'api';

/** One way in which a job comes to run. */
export interface Run {
  readonly cause: Cause;
  readonly candidate: Candidate;
}

/** Which jobs of one workflow run, and when. */
export class WorkflowRuns {
  readonly #condition: Expr | undefined;
  readonly #schedules: readonly Filters[];
  readonly #causes: readonly Cause[];
  /** The branches and tags that the workflow tells apart. */
  readonly candidates: readonly Candidate[];
  readonly #runs: Readonly<Record<Cause, Map<Candidate, ByNode<Invocation, Truth>>>> = {
    push: new Map(),
    schedule: new Map(),
    api: new Map(),
  };
  readonly #index: InvocationIndex;

  constructor(
    readonly config: Config,
    readonly workflow: Workflow,
    readonly invocations: readonly Invocation[],
  ) {
    this.#condition = conditionOf(workflow.node);
    this.#schedules = itemsOf(get(workflow.node, 'triggers')).flatMap((trigger) => {
      const schedule = get(trigger, 'schedule');
      return schedule === undefined ? [] : [readFilters(get(schedule, 'filters'))];
    });
    this.candidates = candidatesOf(this.#condition === undefined ? [] : [this.#condition], [
      ...invocations.map(({ filters }) => filters),
      ...this.#schedules,
    ]);
    this.#index = new InvocationIndex(invocations);
    this.#causes = this.#schedules.length > 0 ? ['schedule'] : causesOf(this.#condition);
  }

  /** Every way in which a job runs, as far as the file tells them apart. */
  of(invocation: Invocation): readonly Run[] {
    const by = (cause: Cause): readonly Run[] =>
      this.candidates
        .filter((candidate) => this.runs(invocation, cause, candidate) !== 'no')
        .map((candidate): Run => ({ cause, candidate }));
    const runs = this.#causes.flatMap(by);
    // Whoever may push may also start a pipeline by hand: that is told only where a push does not do.
    return runs.length > 0 || this.#schedules.length > 0 ? runs : by('api');
  }

  /**
   * Whether a job runs. It is left out where all jobs are that it needs; one of several that is left out is passed over.
   * https://circleci.com/docs/reference/configuration-reference/#requires
   */
  runs(invocation: Invocation, cause: Cause, candidate: Candidate): Truth {
    const known = this.#runs[cause].get(candidate) ?? this.#runsFor(cause, candidate);
    this.#runs[cause].set(candidate, known);
    return known.of(invocation);
  }

  #runsFor(cause: Cause, candidate: Candidate): ByNode<Invocation, Truth> {
    const needed = ({ requires }: Invocation): readonly Invocation[] =>
      requires.flatMap((requirement) => this.needed(requirement));
    return new ByNode(needed, (invocation, of) => {
      // A job that needs itself never runs; it holds nothing back.
      const ofNeeded = needed(invocation).map((other) => of(other) ?? 'maybe');
      if (ofNeeded.length > 0 && ofNeeded.every((truth) => truth === 'no')) return 'no';
      return both(this.#starts(cause, candidate), this.#lets(invocation, cause, candidate));
    });
  }

  /** The invocations that a requirement names. */
  needed(requirement: Requirement): readonly Invocation[] {
    return this.#index.needed(requirement);
  }

  #starts(cause: Cause, candidate: Candidate): Truth {
    if (cause === 'schedule' && this.#schedules.length > 0) {
      const truths = this.#schedules.map(({ branches }) =>
        candidate.kind === 'tag' ? 'no' : passes(branches ?? {}, candidate),
      );
      return truths.includes('yes') ? 'yes' : truths.includes('maybe') ? 'maybe' : 'no';
    }
    return this.#condition === undefined
      ? 'yes'
      : holds(this.#condition, valuesOf(cause, candidate, this.config.defaults));
  }

  #lets({ filters }: Invocation, cause: Cause, candidate: Candidate): Truth {
    const { branches, tags, condition } = filters;
    if (condition !== undefined) return holds(condition, valuesOf(cause, candidate, this.config.defaults));
    if (candidate.kind === 'branch') return passes(branches ?? {}, candidate);
    // Tags start a job only where its filters name some.
    return tags?.only === undefined && tags?.ignore === undefined ? 'no' : passes(tags, candidate);
  }
}

function both(a: Truth, b: Truth): Truth {
  if (a === 'no' || b === 'no') return 'no';
  return a === 'maybe' || b === 'maybe' ? 'maybe' : 'yes';
}

/** A condition that asks what caused the pipeline reckons with schedules, which are set up outside of the file. */
function causesOf(condition: Expr | undefined): readonly Cause[] {
  const asks = condition === undefined ? [] : partsOf(condition);
  const asksForCause = asks.some(
    (part) => part.op === 'path' && /^pipeline\.(?:trigger|schedule|event)/u.test(part.path),
  );
  return asksForCause ? ['push', 'schedule'] : ['push'];
}

function conditionOf(node: SyntaxNode): Expr | undefined {
  const when = entry(node, 'when');
  const unless = entry(node, 'unless');
  const parts: Expr[] = [];
  if (when !== undefined) parts.push(readCondition(when.value));
  if (unless !== undefined) parts.push({ op: 'not', part: readCondition(unless.value) });
  const [only] = parts;
  return parts.length > 1 ? { op: 'and', parts } : only;
}

const text = (value: string): Value => ({ kind: 'known', value });

/**
 * What is known of a pipeline by what caused it.
 * https://circleci.com/docs/reference/variables/#pipeline-values
 */
const BY_CAUSE: Readonly<Record<Cause, Readonly<Record<string, Value>>>> = {
  push: {
    'pipeline.trigger_source': text('webhook'),
    'pipeline.trigger.type': { kind: 'not', values: ['schedule', 'webhook', 'api'] },
    'pipeline.event.name': { kind: 'not', values: ['custom_webhook', 'api', 'schedule'] },
    'pipeline.schedule.name': text(''),
    'pipeline.schedule.id': text(''),
  },
  schedule: {
    'pipeline.trigger_source': text('scheduled_pipeline'),
    'pipeline.trigger.type': text('schedule'),
    'pipeline.event.name': text('schedule'),
  },
  api: {
    'pipeline.trigger_source': text('api'),
    'pipeline.trigger.type': text('api'),
    'pipeline.event.name': text('api'),
    'pipeline.schedule.name': text(''),
    'pipeline.schedule.id': text(''),
  },
};

function valuesOf(cause: Cause, { kind, value }: Candidate, defaults: Bindings): Values {
  return (path) => {
    if (path === 'pipeline.git.branch') return kind === 'branch' ? value : text('');
    if (path === 'pipeline.git.tag') return kind === 'tag' ? value : text('');
    if (path.startsWith('pipeline.parameters.')) {
      // Only a pipeline that nobody gave parameters has the defaults.
      const standard = cause === 'push' ? defaults.get(path)?.text : undefined;
      return standard === undefined ? OPEN_VALUE : parameterValue(standard);
    }
    return BY_CAUSE[cause][path];
  };
}

function parameterValue(value: string): Value {
  return value === 'true' || value === 'false' ? { kind: 'known', value: value === 'true' } : text(value);
}

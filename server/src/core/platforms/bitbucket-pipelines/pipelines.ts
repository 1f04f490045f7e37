import type { MappingNode, ScalarNode, SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';
import { Budget } from '../../pipelines/budget.js';
import { itemsOf, scalarOf } from './reading.js';

/** What starts a pipeline. */
export type Section =
  'default' | 'branches' | 'tags' | 'bookmarks' | 'pull-requests' | 'custom' | 'definitions';

/** One pipeline of the file. */
export interface Pipeline {
  readonly section: Section;
  /** The pattern of names, or the pipeline's own name; empty for the default one. */
  readonly pattern: string;
  /** For pull requests: the pattern of the branch that they are to go into. */
  readonly destination?: string;
  /** `default`, `branches/main`. */
  readonly name: string;
  readonly key: ScalarNode;
  /** What another repository gives, where it stands there. */
  readonly imports?: ScalarNode;
  readonly steps: readonly Step[];
  /** Those of them that wait until somebody runs them. */
  readonly manual: readonly Step[];
  /** What the variables of a custom pipeline are when whoever runs it sets none. */
  readonly variables: ReadonlyMap<string, string>;
}

/** A stage that a step is part of. */
export interface Stage {
  readonly node: MappingNode;
  readonly name: string | undefined;
  readonly number: number;
}

/** One step of a pipeline. */
export interface Step {
  /** Unique in the file: `branches/main/Deploy`. */
  readonly label: string;
  readonly name: string | undefined;
  readonly node: MappingNode;
  /** The text to point at. */
  readonly place: ScalarNode | SyntaxNode;
  /** The entry of the list that the step is, written in the pipeline. */
  readonly item: SyntaxNode;
  readonly stage: Stage | undefined;
  /** Whether others run at the same time. */
  readonly isParallel: boolean;
  /** From 1, in order; steps that run side by side have one number. */
  readonly order: number;
  /** Where it, or its stage, is said to wait until somebody runs it. */
  readonly manual?: { readonly node: ScalarNode; readonly of: 'step' | 'stage' };
}

/** More than any file has; aliases let a few lines stand for any number. */
export const MOST_STEPS = 1_000;
/** Entries of lists that are looked at for them. */
const MOST_ITEMS = 6_000;

interface Budgets {
  readonly items: Budget;
  readonly steps: Budget;
}

const SECTIONS = ['branches', 'tags', 'bookmarks', 'pull-requests', 'custom'] as const;

/** Every pipeline of a file. Total. */
export function readPipelines({ documents }: Pick<SyntaxTree, 'documents'>): readonly Pipeline[] {
  const [root] = documents;
  const pipelines = get(root, 'pipelines');
  const found: Pipeline[] = [];
  const budget = { items: new Budget(MOST_ITEMS), steps: new Budget(MOST_STEPS) };
  for (const { key, value } of entries(pipelines)) {
    if (key.text === 'default') found.push(readPipeline(budget, 'default', '', key, value));
    const section = SECTIONS.find((name) => name === key.text);
    if (section === undefined) continue;
    for (const one of entries(value)) {
      found.push(
        ...(section === 'pull-requests'
          ? readPullRequests(budget, one.key, one.value)
          : [readPipeline(budget, section, one.key.text, one.key, one.value)]),
      );
    }
  }
  for (const { key, value } of entries(get(get(root, 'definitions'), 'pipelines'))) {
    found.push(readPipeline(budget, 'definitions', key.text, key, value));
  }
  return unique(found);
}

/** Under a pattern of source branches there may stand patterns of destinations. */
function readPullRequests(budget: Budgets, key: ScalarNode, value: SyntaxNode): readonly Pipeline[] {
  const destinations = get(value, 'destinations');
  if (destinations === undefined) return [readPipeline(budget, 'pull-requests', key.text, key, value)];
  return entries(destinations).map((one) => ({
    ...readPipeline(budget, 'pull-requests', `${key.text}/${one.key.text}`, one.key, one.value),
    pattern: key.text,
    destination: one.key.text,
  }));
}

function readPipeline(
  budget: Budgets,
  section: Section,
  pattern: string,
  key: ScalarNode,
  value: SyntaxNode,
): Pipeline {
  const name = pattern === '' ? section : `${section}/${pattern}`;
  const imports = scalarOf(get(value, 'import'));
  // Newer files may name a pipeline's steps under a key of their own.
  const items = value.kind === 'mapping' ? (get(value, 'steps') ?? value) : value;
  return {
    section,
    pattern,
    name,
    key,
    ...(imports === undefined ? {} : { imports }),
    ...stepsAs(new StepReader(name, budget).read(items)),
    variables: variablesOf(items),
  };
}

function variablesOf(items: SyntaxNode): ReadonlyMap<string, string> {
  const declared = itemsOf(items).flatMap((item) => itemsOf(get(item, 'variables')));
  return new Map(
    declared.flatMap((variable) => {
      const name = textOf(get(variable, 'name'));
      const value = textOf(get(variable, 'default'));
      return name === undefined || value === undefined || value === '' ? [] : [[name, value] as const];
    }),
  );
}

class StepReader {
  #order = 0;
  #stages = 0;
  readonly #found: Step[] = [];

  constructor(
    readonly pipeline: string,
    readonly budget: Budgets,
  ) {}

  read(node: SyntaxNode): readonly Step[] {
    for (const item of itemsOf(node)) this.#item(item, undefined);
    return this.#found;
  }

  #item(item: SyntaxNode, stage: Stage | undefined): void {
    if (!this.budget.items.spend()) return;
    for (const { key, value } of entries(item)) {
      if (key.text === 'step') {
        this.#order += 1;
        this.#step(item, key, value, { stage, isParallel: false });
      } else if (key.text === 'parallel') {
        this.#order += 1;
        this.#parallel(value.kind === 'mapping' ? get(value, 'steps') : value, stage);
      } else if (key.text === 'stage' && value.kind === 'mapping' && stage === undefined) {
        this.#stages += 1;
        const own = { node: value, name: textOf(get(value, 'name')), number: this.#stages };
        for (const inner of itemsOf(get(value, 'steps'))) this.#item(inner, own);
      }
    }
  }

  #parallel(steps: SyntaxNode | undefined, stage: Stage | undefined): void {
    for (const item of itemsOf(steps)) {
      if (!this.budget.items.spend()) return;
      for (const { key, value } of entries(item)) {
        if (key.text === 'step') this.#step(item, key, value, { stage, isParallel: true });
      }
    }
  }

  #step(item: SyntaxNode, key: ScalarNode, value: SyntaxNode, at: Pick<Step, 'stage' | 'isParallel'>): void {
    if (value.kind !== 'mapping' || !this.budget.steps.spend()) return;
    const named = scalarOf(get(value, 'name'));
    const inPlace = value.range === value.written;
    const name = named?.text.trim();
    this.#found.push({
      ...at,
      label: `${this.pipeline}/${name ?? `step ${String(this.#order)}`}`,
      name,
      node: value,
      place: inPlace ? (named ?? key) : value,
      item,
      order: this.#order,
      ...manualOf(value, at.stage),
    });
  }
}

function manualOf(step: MappingNode, stage: Stage | undefined): Pick<Step, 'manual'> {
  const own = scalarOf(get(step, 'trigger'));
  if (own?.text === 'manual') return { manual: { node: own, of: 'step' } };
  const ofStage = scalarOf(get(stage?.node, 'trigger'));
  return ofStage?.text === 'manual' ? { manual: { node: ofStage, of: 'stage' } } : {};
}

/** Steps of one name are told apart by their number. */
function unique(pipelines: readonly Pipeline[]): readonly Pipeline[] {
  const seen = new Map<string, number>();
  return pipelines.map((pipeline) => ({
    ...pipeline,
    ...stepsAs(
      pipeline.steps.map((step) => {
        const times = (seen.get(step.label) ?? 0) + 1;
        seen.set(step.label, times);
        return times === 1 ? step : { ...step, label: `${step.label} ${String(times)}` };
      }),
    ),
  }));
}

function stepsAs(steps: readonly Step[]): Pick<Pipeline, 'steps' | 'manual'> {
  return { steps, manual: steps.filter(({ manual }) => manual !== undefined) };
}

/** The local id of a step's session. */
export function sessionId({ label }: Step): string {
  return `step:${label}`;
}

/** A key of the step, or of the stage that it is part of. */
export function ofStepOrStage({ node, stage }: Step, key: string): SyntaxNode | undefined {
  return get(node, key) ?? get(stage?.node, key);
}

import type { ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';
import type { Budget } from '../../pipelines/budget.js';
import type { Library, Orb } from './library.js';
import { find } from './library.js';
import { argumentsFor } from './values.js';
import { holds, OPEN_VALUE } from './evaluate.js';
import type { Truth } from './evaluate.js';
import { readCondition } from './expressions.js';
import { itemsOf, scalarOf } from './reading.js';
import type { Bindings, Bound } from './values.js';
import { boundOf, expandText } from './values.js';
import { clipped } from '../../text/phrases.js';

/** A value that a step is given, with the parameters in it filled in. */
export interface Input {
  readonly text: string;
  readonly node: ScalarNode;
}

/** One step as it runs, with commands taken apart and parameters filled in. */
export interface Step {
  /** `run`, `checkout`, `aws-cli/setup`. */
  readonly name: string;
  /** How a message names it, for example "step 4 (Deploy)". */
  readonly label: string;
  /** The text that names the step. */
  readonly node: ScalarNode;
  readonly body: SyntaxNode | undefined;
  /** The script of a `run`. */
  readonly script?: Input;
  readonly shell: string | undefined;
  readonly environment: ReadonlyMap<string, Input>;
  /** Set for a command or job of an orb whose source lies elsewhere. */
  readonly orb?: { readonly orb: Orb; readonly alias: string; readonly element: string };
  readonly inputs: ReadonlyMap<string, Input>;
  /** Whether it may be left out of a run, or only runs when something failed. */
  readonly isConditional: boolean;
}

/** What surrounds a list of steps. */
interface Around {
  readonly bindings: Bindings;
  readonly library: Library;
  readonly isConditional: boolean;
  readonly depth: number;
  /** The step of the job that this is part of, from 1. */
  readonly number: number | undefined;
}

const DEEPEST = 12;
const MOST_STEPS = 1_000;

/** Reads lists of steps into the steps that run. */
export class StepReader {
  readonly steps: Step[] = [];
  /** Names of commands that nothing defines. */
  readonly unknown: ScalarNode[] = [];
  #number = 0;

  constructor(readonly budget: Budget) {}

  read(node: SyntaxNode | undefined, bindings: Bindings, library: Library): void {
    this.#list(node, { bindings, library, isConditional: false, depth: 0, number: undefined });
  }

  /** A job of an orb, which is one step to whoever does not see its source. */
  readOrbJob(key: ScalarNode, found: NonNullable<Step['orb']>, given: ReadonlyMap<string, Bound>): void {
    this.#number += 1;
    const around = { isConditional: false, depth: 0, number: this.#number };
    this.#stepsAmong(given, around);
    this.#add({
      name: key.text,
      label: `job ${key.text}`,
      node: key,
      body: undefined,
      shell: undefined,
      environment: new Map(),
      orb: found,
      inputs: inputsOf(given),
      isConditional: false,
    });
  }

  #list(node: SyntaxNode | undefined, around: Around): void {
    for (const item of itemsOf(node)) {
      if (this.steps.length >= MOST_STEPS || !this.budget.spend()) return;
      const next = around.number ?? (this.#number += 1);
      // A list within a list comes of an alias; CircleCI takes it for its steps.
      if (item.kind === 'sequence') this.#list(item, { ...around, number: next, depth: around.depth + 1 });
      else this.#item(item, { ...around, number: next });
    }
  }

  #item(item: SyntaxNode, around: Around): void {
    if (around.depth > DEEPEST) return;
    const entry = item.kind === 'mapping' ? item.entries[0] : undefined;
    const key = entry?.key ?? scalarOf(item);
    if (key === undefined) return;
    const body = entry?.value;
    if (body === undefined && /^\s*<</u.test(key.text)) {
      this.#bound(boundOf(key, around.bindings, around.library), around);
      return;
    }
    switch (key.text) {
      case 'run':
      case 'deploy':
        this.#add(runStep(key, body, around));
        return;
      case 'when':
      case 'unless':
        this.#branch(key.text, body, around);
        return;
      case 'steps':
        this.#bound(body === undefined ? undefined : boundOf(body, around.bindings, around.library), around);
        return;
      default:
        this.#named(key, body, around);
    }
  }

  /** A parameter that holds steps. */
  #bound(bound: Bound | undefined, around: Around): void {
    if (bound === undefined) return;
    this.#list(bound.node, {
      ...around,
      bindings: bound.bindings,
      library: bound.library,
      depth: around.depth + 1,
    });
  }

  #branch(kind: 'when' | 'unless', body: SyntaxNode | undefined, around: Around): void {
    const condition = get(body, 'condition');
    const held = condition === undefined ? 'maybe' : holdsHere(condition, around.bindings);
    const left = kind === 'when' ? 'no' : 'yes';
    if (held === left) return;
    this.#list(get(body, 'steps'), {
      ...around,
      isConditional: around.isConditional || held === 'maybe',
      depth: around.depth + 1,
    });
  }

  #named(key: ScalarNode, body: SyntaxNode | undefined, around: Around): void {
    const given = new Map(
      entries(body).map(({ key: name, value }) => [
        name.text,
        boundOf(value, around.bindings, around.library),
      ]),
    );
    const found = BUILT_IN.has(key.text) ? undefined : find(around.library, 'commands', key.text);
    if (found?.kind === 'defined') {
      const { entry, library } = found;
      const bindings = argumentsFor(get(entry.value, 'parameters'), given, {
        bindings: around.bindings,
        library,
      });
      this.#list(get(entry.value, 'steps'), { ...around, bindings, library, depth: around.depth + 1 });
      return;
    }
    if (found === undefined && !BUILT_IN.has(key.text)) this.unknown.push(key);
    // An orb may be handed steps, which run before what it does itself with what they leave.
    if (found !== undefined) this.#stepsAmong(given, around);
    this.#add({
      name: key.text,
      label: labelOf(around, key.text),
      node: key,
      body,
      shell: undefined,
      environment: new Map(),
      ...(found === undefined ? {} : { orb: found }),
      inputs: inputsOf(given),
      isConditional: around.isConditional,
    });
  }

  #stepsAmong(
    given: ReadonlyMap<string, Bound>,
    around: Pick<Around, 'isConditional' | 'depth' | 'number'>,
  ): void {
    for (const { node, bindings, library } of given.values()) {
      if (!isListOfSteps(node)) continue;
      this.#list(node, { ...around, bindings, library, depth: around.depth + 1 });
    }
  }

  #add(step: Step): void {
    if (this.steps.length < MOST_STEPS) this.steps.push(step);
  }
}

/** https://circleci.com/docs/reference/configuration-reference/#steps */
const BUILT_IN: ReadonlySet<string> = new Set([
  'checkout',
  'setup_remote_docker',
  'save_cache',
  'restore_cache',
  'store_artifacts',
  'store_test_results',
  'persist_to_workspace',
  'attach_workspace',
  'add_ssh_keys',
  'install_signing_bundle',
]);

/** Whether an argument is a list of steps, and not of plain values. */
function isListOfSteps(node: SyntaxNode): boolean {
  return (
    node.kind === 'sequence' &&
    node.items.length > 0 &&
    node.items.every(
      (item) =>
        (item.kind === 'mapping' && item.entries.length === 1) ||
        (item.kind === 'scalar' && (BUILT_IN.has(item.text) || /^[\w-]+\/[\w-]+$/u.test(item.text))),
    )
  );
}

function holdsHere(condition: SyntaxNode, bindings: Bindings): Truth {
  return holds(readCondition(condition), (path) => {
    const text = bindings.get(path)?.text;
    if (text === undefined || path.startsWith('pipeline.')) return OPEN_VALUE;
    return { kind: 'known', value: text === 'true' ? true : text === 'false' ? false : text };
  });
}

function runStep(key: ScalarNode, body: SyntaxNode | undefined, around: Around): Step {
  const { bindings } = around;
  const scalar = scalarOf(body?.kind === 'mapping' ? get(body, 'command') : body);
  const name = textOf(get(body, 'name'));
  const when = textOf(get(body, 'when'));
  const script = scalar === undefined ? undefined : { text: expandText(scalar.text, bindings), node: scalar };
  return {
    name: 'run',
    label: labelOf(around, name === undefined ? undefined : expandText(name, bindings)),
    node: key,
    body,
    ...(script === undefined ? {} : { script }),
    shell: textOf(get(body, 'shell')),
    environment: environmentOf(get(body, 'environment'), bindings),
    inputs: new Map(),
    isConditional: around.isConditional || when === 'on_fail',
  };
}

/** Variables that the file sets, with the parameters in them filled in. */
export function environmentOf(node: SyntaxNode | undefined, bindings: Bindings): ReadonlyMap<string, Input> {
  // Older files write a list of mappings.
  const maps = node?.kind === 'sequence' ? node.items : [node];
  return new Map(
    maps
      .flatMap((map) => entries(map))
      .flatMap(({ key, value }) => {
        const scalar = scalarOf(value);
        return scalar === undefined
          ? []
          : [[key.text, { text: expandText(scalar.text, bindings), node: scalar }] as const];
      }),
  );
}

function inputsOf(given: ReadonlyMap<string, Bound>): ReadonlyMap<string, Input> {
  return new Map(
    [...given].flatMap(([name, { text, node }]) => {
      const scalar = scalarOf(node);
      return scalar === undefined || text === undefined ? [] : [[name, { text, node: scalar }] as const];
    }),
  );
}

function labelOf({ number }: Pick<Around, 'number'>, name: string | undefined): string {
  const shown = clipped(name?.split('\n')[0]?.trim() ?? '', 48);
  return `step ${String(number ?? 0)}${shown === '' ? '' : ` (${shown})`}`;
}

/** The value of a mapping under one of its names; orbs have changed their spelling. */
export function inputOf({ inputs }: Step, name: string): Input | undefined {
  return inputs.get(name) ?? inputs.get(name.replaceAll('_', '-'));
}

import { parse } from '../../syntax/parse.js';
import type { MappingNode, ScalarNode, SyntaxEntry, SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';
import { spanning } from '../../text/block.js';
import { pathFrom } from '../../text/uri.js';
import { startsAgent } from './agents/agentsOfStep.js';
import { truth } from './expressions/evaluate.js';
import type { Reading } from './reading.js';
import type { Step } from './workflow.js';
import { inputOf, readSteps } from './workflow.js';

/** Composite actions inside of each other: GitHub allows ten. https://docs.github.com/en/actions/reference/limits */
const MOST_DEPTH = 10;
/** More steps than that are not read in the place of one. */
const MOST_STEPS = 500;

/** The steps of a job as they run: those of local composite actions in the place of the step that uses one. */
export interface BoundSteps {
  readonly steps: readonly Step[];
  /** The same, with each step that uses such an action before those that it stands for. */
  readonly withCallers: readonly Step[];
  /** The steps that were replaced, by number. */
  readonly replaced: ReadonlySet<number>;
  /** The `outputs` of the action that a step uses. */
  readonly outputs: ReadonlyMap<Step, SyntaxNode | undefined>;
}

/**
 * Puts the steps of local composite actions in place, with what the caller gives for their inputs. All of it stands where
 * the caller names the action; what the caller gives stands where that is written. An action that is not there, is no
 * composite one, or runs an agent, stays as it is.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/metadata-syntax#runs-for-composite-actions
 */
export function boundSteps(reading: Reading, steps: readonly Step[]): BoundSteps {
  const outputs = new Map<Step, SyntaxNode | undefined>();
  const withCallers = steps.flatMap((step) => insideOf({ reading, outputs }, step, 0, 1) ?? [step]);
  if (outputs.size === 0) return { steps, withCallers: steps, replaced: NONE, outputs };
  return {
    steps: withCallers.filter((step) => !outputs.has(step)),
    withCallers,
    replaced: new Set(steps.flatMap((step) => (outputs.has(step) ? [step.number] : []))),
    outputs,
  };
}

const NONE: ReadonlySet<number> = new Set();

interface Placing {
  readonly reading: Reading;
  readonly outputs: Map<Step, SyntaxNode | undefined>;
}

/**
 * A step that uses a local action, and those that run in its place; `undefined` where it uses none that is read.
 *
 * @param span how much of the order of all steps belongs to this one: its own lie between it and the next
 */
function insideOf(placing: Placing, step: Step, depth: number, span: number): readonly Step[] | undefined {
  const { reading, outputs } = placing;
  const folder = /^[.$]\/(.*)$/u.exec(step.uses?.text ?? '')?.[1];
  const path = folder === undefined || folder.includes('${{') ? undefined : pathFrom('', folder);
  if (step.uses === undefined || path === undefined || depth >= MOST_DEPTH) return undefined;
  const action = actionAt(reading, path);
  const runs = get(action, 'runs');
  if (action === undefined || textOf(get(runs, 'using'))?.toLowerCase() !== 'composite') return undefined;
  const binding = new Binding(step, step.uses, path, get(action, 'inputs'));
  const own = readSteps(binding.bound(get(runs, 'steps')));
  if (own.length > MOST_STEPS || own.some(startsAgent)) return undefined;
  const part = span / (own.length + 1);
  const placed = own.flatMap((inner) => {
    if (isLeftOut(reading, inner)) return [];
    const at = within(step, inner, step.number + inner.number * part);
    return insideOf(placing, at, depth + 1, part) ?? [at];
  });
  if (placed.length > MOST_STEPS) return undefined;
  outputs.set(step, binding.bound(get(action, 'outputs')));
  return [step, ...placed];
}

function actionAt(reading: Reading, folder: string): SyntaxNode | undefined {
  const text = ['action.yml', 'action.yaml']
    .map((name) => reading.fileText(pathFrom(folder, name) ?? name))
    .find((found) => found !== undefined);
  if (text === undefined) return undefined;
  const tree = reading.once('action', text, () => parse(text, 'yaml'));
  return tree.complete ? tree.documents[0] : undefined;
}

/** A step of the action as one of the job: it runs where the caller's does, and sees the variables that this is given. */
function within(caller: Step, inner: Step, number: number): Step {
  const env = [...entries(caller.env), ...entries(inner.env)];
  return {
    ...inner,
    number,
    condition: caller.condition ?? inner.condition,
    env: env.length === 0 ? undefined : mapping(inner.node, env),
    label: `${caller.label}, ${inner.label}`,
    within: caller,
  };
}

function mapping(at: SyntaxNode, own: readonly SyntaxEntry[]): MappingNode {
  return { kind: 'mapping', range: at.range, written: at.written, shared: true, flow: false, entries: own };
}

/** Whether a step's condition can hold for nothing that the caller gives. */
function isLeftOut(reading: Reading, { condition }: Step): boolean {
  const expression = condition && reading.conditionOf(condition).expression;
  return expression !== undefined && !truth(expression, () => undefined).canBeTrue;
}

const INPUT = /\binputs\.([\w-]+)/giu;
const WHOLE_INPUT = /^\s*\$\{\{\s*inputs\.([\w-]+)\s*\}\}\s*$/iu;
const WHOLE_EXPRESSION = /^\s*\$\{\{([\s\S]*)\}\}\s*$/u;
const SEGMENT = /\$\{\{([\s\S]*?)\}\}/gu;
const ACTION_PATH = /\$\{\{\s*github\.action_path\s*\}\}|\$\{?GITHUB_ACTION_PATH\b\}?/giu;

/** The texts of an action with a caller's values in the place of its inputs. */
class Binding {
  readonly #place: Pick<ScalarNode, 'range' | 'written' | 'shared'>;

  constructor(
    readonly caller: Step,
    uses: ScalarNode,
    readonly folder: string,
    readonly inputs: SyntaxNode | undefined,
  ) {
    // As through an alias: what stands elsewhere is seen here, and no edit is made of it.
    this.#place = { range: spanning(uses.range, uses.range), written: uses.written, shared: true };
  }

  bound(node: SyntaxNode | undefined): SyntaxNode | undefined {
    return node === undefined ? undefined : this.#of(node, false);
  }

  #of(node: SyntaxNode, isCondition: boolean): SyntaxNode {
    if (node.kind === 'scalar') return this.#scalar(node, isCondition);
    if (node.kind === 'sequence') {
      const items = node.items.map((item) => this.#of(item, false));
      return { kind: 'sequence', ...this.#place, flow: node.flow, items };
    }
    const own = node.entries.map(({ key, value, merged }) => ({
      key: {
        ...key,
        text: key.text,
        value: key.value,
        kind: 'scalar' as const,
        style: key.style,
        ...this.#place,
      },
      value: this.#of(value, key.text === 'if'),
      merged,
    }));
    return { kind: 'mapping', ...this.#place, flow: node.flow, entries: own };
  }

  #scalar(node: ScalarNode, isCondition: boolean): SyntaxNode {
    const { text, value, style } = node;
    const whole = WHOLE_INPUT.exec(text)?.[1];
    const given = whole === undefined ? undefined : inputOf(this.caller, whole);
    if (given?.kind === 'scalar' && !isCondition) return given;
    const filled = isCondition && !text.includes('${{') ? this.#expression(text) : this.#text(text);
    return { kind: 'scalar', ...this.#place, style, text: filled, value: filled === text ? value : filled };
  }

  #text(text: string): string {
    const placed = text.replace(ACTION_PATH, `$GITHUB_WORKSPACE/${this.folder}`);
    if (!placed.includes('inputs.')) return placed;
    return placed.replace(SEGMENT, (segment, body: string) => {
      const name = /^\s*inputs\.([\w-]+)\s*$/iu.exec(body)?.[1];
      const value = name === undefined ? undefined : this.#valueOf(name);
      return name === undefined ? `\${{${this.#expression(body)}}}` : (value ?? segment);
    });
  }

  /** An expression with texts and expressions in the place of inputs; what is made of both stays as it is. */
  #expression(body: string): string {
    return body.replace(INPUT, (name: string, input: string) => {
      const value = this.#valueOf(input);
      if (value === undefined) return name;
      const expression = WHOLE_EXPRESSION.exec(value)?.[1];
      if (expression !== undefined && !expression.includes('${{')) return `(${expression.trim()})`;
      return value.includes('${{') ? name : `'${value.replaceAll("'", "''")}'`;
    });
  }

  /** What the caller gives for an input, else its default; the empty text for one that has none. */
  #valueOf(name: string): string | undefined {
    const given = inputOf(this.caller, name);
    if (given !== undefined) return textOf(given);
    const input = entries(this.inputs).find(({ key }) => key.text.toLowerCase() === name.toLowerCase());
    return input === undefined ? undefined : (textOf(get(input.value, 'default')) ?? '');
  }
}

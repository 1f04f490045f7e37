import type {
  MappingNode,
  ScalarNode,
  SyntaxEntry,
  SyntaxNode,
  SyntaxTree,
} from '../../syntax/syntaxTree.js';
import { entries, get, isAbsent, textOf } from '../../syntax/syntaxTree.js';
import type { Reading } from './reading.js';
import { quoted } from '../../text/quoted.js';
import { clipped } from '../../text/phrases.js';

/** A workflow as written around its jobs, with the nodes it came from. */
export interface Workflow {
  readonly node: MappingNode;
  readonly nameNode: SyntaxNode | undefined;
  readonly on: SyntaxEntry;
  readonly permissions: SyntaxEntry | undefined;
  readonly env: SyntaxNode | undefined;
  readonly defaults: SyntaxNode | undefined;
  readonly concurrency: ScalarNode | undefined;
  readonly jobs: { readonly key: ScalarNode; readonly entries: readonly SyntaxEntry[] };
}

export interface Job {
  readonly id: string;
  /** Its id, or a name of its own where a later job has the same id. */
  readonly slot: string;
  readonly key: ScalarNode;
  readonly node: MappingNode;
  readonly permissions: SyntaxEntry | undefined;
  /** The called workflow, for a job that is a call. */
  readonly uses: ScalarNode | undefined;
  readonly needs: readonly { readonly id: string; readonly node: ScalarNode }[];
  readonly steps: readonly Step[];
}

export interface Step {
  /** From 1; of one in a local action a fraction more than that of the step that uses it. */
  readonly number: number;
  readonly node: MappingNode;
  readonly id: string | undefined;
  readonly uses: ScalarNode | undefined;
  readonly run: ScalarNode | undefined;
  readonly with: SyntaxNode | undefined;
  readonly env: SyntaxNode | undefined;
  readonly condition: ScalarNode | undefined;
  /** How a message names it, for example "step 4 (softprops/action-gh-release)". */
  readonly label: string;
  /** The step of the job that uses a local action, for one that stands in this. */
  readonly within?: Step;
}

const EXPECTED = 'GitHub refuses this workflow, so no session is shown for it.';

/** Reads a workflow; `undefined`, with a problem, when GitHub would refuse it whole. */
export function readWorkflow(reading: Reading): Workflow | undefined {
  const [node] = reading.tree.documents;
  // An empty file, or one that is being started, is nothing to complain about.
  if (node === undefined || isAbsent(node)) return undefined;
  if (node.kind !== 'mapping') {
    reading.refuse(node, `A workflow is a mapping with the keys \`on\` and \`jobs\`. ${EXPECTED}`);
    return undefined;
  }
  const second = reading.tree.documents[1];
  if (second !== undefined) {
    reading.refuse(second, 'GitHub reads only the first YAML document of a workflow file.');
  }
  const on = node.entries.findLast((entry) => entry.key.text === 'on');
  const jobs = node.entries.findLast((entry) => entry.key.text === 'jobs');
  const first = node.entries[0]?.key ?? node;
  if (on === undefined || isAbsent(on.value)) {
    if (reading.tree.complete) {
      reading.refuse(on?.key ?? first, `\`on\` names no event that starts it. ${EXPECTED}`);
    }
    return undefined;
  }
  if (jobs?.value.kind !== 'mapping') {
    if (reading.tree.complete) reading.refuse(jobs?.key ?? first, `\`jobs\` holds no job. ${EXPECTED}`);
    return undefined;
  }
  return {
    node,
    nameNode: get(node, 'name'),
    on,
    permissions: node.entries.findLast((entry) => entry.key.text === 'permissions'),
    env: get(node, 'env'),
    defaults: get(node, 'defaults'),
    concurrency: concurrencyKey(node),
    jobs: { key: jobs.key, entries: jobs.value.entries },
  };
}

/** The names of the events under `on`, as they are written. */
export function eventNames({ documents: [node] }: SyntaxTree): readonly string[] {
  const on = node?.kind === 'mapping' ? get(node, 'on') : undefined;
  if (on?.kind === 'mapping') return on.entries.map(({ key }) => key.text);
  return on === undefined ? [] : scalarsOf(on).map(({ text }) => text);
}

/** The key `concurrency`, to say in a hover that it is no gate. */
export function concurrencyKey(node: MappingNode): ScalarNode | undefined {
  return node.entries.find((entry) => entry.key.text === 'concurrency')?.key;
}

/** What an entry of `jobs` comes to: a job, or why GitHub refuses it. */
export interface ReadJob {
  readonly key: ScalarNode;
  readonly job?: Job;
  readonly refusal?: string;
}

/** Reads one of the entries of `jobs`. */
export function readJob({ key, value }: SyntaxEntry, slot: string): ReadJob {
  const called = `Job ${quoted(key.text)}`;
  if (value.kind !== 'mapping') {
    return { key, refusal: `${called} is empty; it needs \`runs-on\` and \`steps\`, or \`uses\`.` };
  }
  const uses = get(value, 'uses');
  if (isAbsent(uses) && isAbsent(get(value, 'runs-on'))) {
    const refusal = `${called} has neither \`runs-on\` nor \`uses\`; GitHub refuses the workflow.`;
    return { key, refusal };
  }
  const job = {
    id: key.text,
    slot,
    key,
    node: value,
    permissions: value.entries.findLast((candidate) => candidate.key.text === 'permissions'),
    uses: uses?.kind === 'scalar' && uses.value !== null ? uses : undefined,
    needs: scalarsOf(get(value, 'needs')).map((node) => ({ id: node.text, node })),
    steps: readSteps(get(value, 'steps')),
  };
  return { key, job };
}

/** The step of the job itself that a step of a local action stands in. */
export function stepOfJob(step: Step): Step {
  let outer = step;
  while (outer.within !== undefined) outer = outer.within;
  return outer;
}

/** Reads a list of steps, of a job or of a composite action. */
export function readSteps(node: SyntaxNode | undefined): readonly Step[] {
  if (node?.kind !== 'sequence') return [];
  return node.items.flatMap((item, index) => {
    if (item.kind !== 'mapping') return [];
    // Steps that run side by side stand one level deeper and count as one.
    const together = get(item, 'parallel');
    if (together?.kind !== 'sequence') return readStep(item, index + 1);
    return together.items.flatMap((step) => (step.kind === 'mapping' ? readStep(step, index + 1) : []));
  });
}

function readStep(node: MappingNode, number: number): Step {
  const uses = scalarOf(get(node, 'uses'));
  const name = textOf(get(node, 'name'));
  const what = uses?.text.split('@')[0] ?? name;
  return {
    number,
    node,
    id: textOf(get(node, 'id')),
    uses,
    run: scalarOf(get(node, 'run')),
    with: get(node, 'with'),
    env: get(node, 'env'),
    condition: scalarOf(get(node, 'if')),
    label: `step ${String(number)}${what === undefined ? '' : ` (${shorten(what)})`}`,
  };
}

/** The scalar itself, or those of a list: GitHub takes both where several words can stand. */
export function scalarsOf(node: SyntaxNode | undefined): readonly ScalarNode[] {
  if (node === undefined) return [];
  if (node.kind === 'sequence') return node.items.flatMap(scalarsOf);
  return node.kind === 'scalar' && node.value !== null ? [node] : [];
}

/** The node when it is a scalar with a value. */
export function scalarOf(node: SyntaxNode | undefined): ScalarNode | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node : undefined;
}

/** The value of an input of a step, by name without case, as GitHub compares them. */
export function inputOf(step: Step, name: string): SyntaxNode | undefined {
  const wanted = name.toLowerCase();
  return entries(step.with).findLast((entry) => entry.key.text.toLowerCase() === wanted)?.value;
}

function shorten(text: string): string {
  return clipped(text.split('\n')[0] ?? '', 48);
}

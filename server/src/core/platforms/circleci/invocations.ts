import { append } from '../../collections/grouping.js';
import type { MappingNode, ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';
import type { Config, Workflow } from './config.js';
import type { Reading } from './reading.js';
import { itemsOf, scalarOf } from './reading.js';
import type { Filters } from './refs.js';
import { readFilters } from './refs.js';
import type { Bindings, Bound } from './values.js';
import { boundOf, expandText } from './values.js';

/** A job that another one needs, with the outcomes that let this one start. */
export interface Requirement {
  readonly name: string;
  readonly node: ScalarNode;
  readonly statuses: readonly string[];
}

/** One job in a workflow, with what the workflow says of it. */
export interface Invocation {
  readonly workflow: Workflow;
  /** As the workflow calls it. */
  readonly name: string;
  /** Names by which others may need it besides. */
  readonly aliases: readonly string[];
  /** The job's own name. */
  readonly job: string;
  readonly key: ScalarNode;
  readonly body: MappingNode | undefined;
  /** What runs no code of its own is no session. */
  readonly kind: 'build' | 'approval' | 'other';
  readonly requires: readonly Requirement[];
  readonly filters: Filters;
  /** What parameters stand for, one set for each job that a matrix makes. */
  readonly combinations: readonly Bindings[];
  /** Whether a matrix makes more than these. */
  readonly isCut: boolean;
}

const SUCCESS: readonly string[] = ['success'];
/** https://circleci.com/docs/reference/configuration-reference/#requires */
const TERMINAL: readonly string[] = ['success', 'failed', 'canceled', 'unauthorized', 'not_run'];
const MOST_COMBINATIONS = 24;
const MOST_NESTED_GROUPS = 5;

/** The jobs of a workflow, those of groups among them. */
export function invocationsOf(reading: Reading, config: Config, workflow: Workflow): readonly Invocation[] {
  const jobs = get(workflow.node, 'jobs');
  return itemsOf(jobs).flatMap((item) =>
    reading.jobs.spend() ? readItem(reading, config, workflow, item, 0) : [],
  );
}

function readItem(
  reading: Reading,
  config: Config,
  workflow: Workflow,
  item: SyntaxNode,
  depth: number,
): readonly Invocation[] {
  const entry = item.kind === 'mapping' ? item.entries[0] : undefined;
  const key = entry?.key ?? scalarOf(item);
  if (key === undefined) return [];
  const body = entry?.value.kind === 'mapping' ? entry.value : undefined;
  const group = config.groups.get(key.text);
  if (group === undefined || depth >= MOST_NESTED_GROUPS) {
    return readInvocations(config, workflow, key, body);
  }
  const requires = requirementsOf(body);
  return itemsOf(get(group, 'jobs'))
    .flatMap((inner) => (reading.jobs.spend() ? readItem(reading, config, workflow, inner, depth + 1) : []))
    .map((inner) => ({
      ...inner,
      aliases: [...inner.aliases, key.text],
      requires: inner.requires.length > 0 ? inner.requires : requires,
    }));
}

/** An invocation; where values of its matrix stand in its filters, one for each set of filters that they make. */
function readInvocations(
  config: Config,
  workflow: Workflow,
  key: ScalarNode,
  body: MappingNode | undefined,
): readonly Invocation[] {
  const whole = readInvocation(config, workflow, key, body);
  const node = filtersNode(config, key, body);
  const byFilters = new Map<string, { readonly filters: Filters; readonly combinations: Bindings[] }>();
  for (const combination of whole.combinations) {
    const filters = readFilters(node, matrixOf(combination));
    const id = JSON.stringify([filters.branches, filters.tags]);
    const known = byFilters.get(id);
    if (known === undefined) byFilters.set(id, { filters, combinations: [combination] });
    else known.combinations.push(combination);
  }
  const groups = [...byFilters.values()];
  if (groups.length <= 1) return [{ ...whole, filters: groups[0]?.filters ?? whole.filters }];
  return groups.map(({ filters, combinations }) => ({
    ...whole,
    name: nameWith(whole.name, combinations),
    aliases: [...whole.aliases, whole.name],
    filters,
    combinations,
  }));
}

/** Before workflows had filters, a job named its branches itself. */
function filtersNode(config: Config, key: ScalarNode, body: MappingNode | undefined): SyntaxNode | undefined {
  return get(body, 'filters') ?? config.library.jobs.get(key.text)?.value;
}

/** Only a matrix fills in filters for good: pipeline parameters are given by whoever starts one. */
function matrixOf(combination: Bindings): Bindings {
  return new Map([...combination].filter(([name]) => name.startsWith('matrix.')));
}

/** The name of what a matrix makes: filled in, or with the values behind it. */
function nameWith(name: string, combinations: readonly Bindings[]): string {
  const [only] = combinations;
  if (only === undefined || combinations.length > 1) return name;
  if (name.includes('<<')) return expandText(name, only);
  return [name, ...[...matrixOf(only).values()].flatMap(({ text }) => text ?? [])].join('-');
}

function readInvocation(
  config: Config,
  workflow: Workflow,
  key: ScalarNode,
  body: MappingNode | undefined,
): Invocation {
  const type = textOf(get(body, 'type')) ?? textOf(get(config.library.jobs.get(key.text)?.value, 'type'));
  const { combinations, isCut } = combinationsOf(config, body);
  const alias = textOf(get(get(body, 'matrix'), 'alias'));
  return {
    workflow,
    name: textOf(get(body, 'name')) ?? key.text,
    aliases: [key.text, ...(alias === undefined ? [] : [alias])],
    job: key.text,
    key,
    body,
    kind: type === undefined || type === 'build' ? 'build' : type === 'approval' ? 'approval' : 'other',
    requires: requirementsOf(body),
    filters: readFilters(filtersNode(config, key, body)),
    combinations,
    isCut,
  };
}

function requirementsOf(body: SyntaxNode | undefined): readonly Requirement[] {
  const node = get(body, 'requires');
  const items = node?.kind === 'scalar' ? [node] : itemsOf(node);
  return items.flatMap((item): readonly Requirement[] => {
    if (item.kind === 'scalar') {
      return item.value === null ? [] : [{ name: item.text, node: item, statuses: SUCCESS }];
    }
    return entries(item).map(({ key, value }) => ({
      name: key.text,
      node: key,
      statuses: statusesOf(value),
    }));
  });
}

function statusesOf(node: SyntaxNode): readonly string[] {
  const written =
    node.kind === 'sequence' ? node.items.flatMap((item) => textOf(item) ?? []) : [textOf(node)];
  const known = written.flatMap((status) => (status === 'terminal' ? TERMINAL : (status ?? [])));
  return known.length === 0 ? SUCCESS : known;
}

/** Keys of an invocation that are no arguments of the job's parameters. */
const OWN_KEYS: ReadonlySet<string> = new Set([
  'name',
  'requires',
  'context',
  'type',
  'filters',
  'matrix',
  'pre-steps',
  'post-steps',
  'serial-group',
  'override-with',
]);

/** The arguments of an invocation, by parameter. */
export function givenArguments(
  body: SyntaxNode | undefined,
  bindings: Bindings,
  library: Config['library'],
): ReadonlyMap<string, Bound> {
  const given = new Map<string, Bound>();
  for (const [name, bound] of bindings) {
    if (name.startsWith('matrix.')) given.set(name.slice('matrix.'.length), bound);
  }
  for (const { key, value } of entries(body)) {
    if (!OWN_KEYS.has(key.text)) given.set(key.text, boundOf(value, bindings, library));
  }
  return given;
}

/** https://circleci.com/docs/reference/configuration-reference/#matrix */
function combinationsOf(
  config: Config,
  body: SyntaxNode | undefined,
): { readonly combinations: readonly Bindings[]; readonly isCut: boolean } {
  const matrix = get(body, 'matrix');
  const rows = entries(get(matrix, 'parameters'));
  let combinations: readonly Bindings[] = [config.defaults];
  let isCut = false;
  for (const { key, value } of rows) {
    const values = value.kind === 'sequence' ? value.items : [value];
    const next = combinations.flatMap((bindings) =>
      values.map(
        (item): Bindings =>
          new Map([...bindings, [`matrix.${key.text}`, boundOf(item, bindings, config.library)]]),
      ),
    );
    isCut ||= next.length > MOST_COMBINATIONS;
    // An empty list makes no job at all; what is left out by mistake should not hide the job.
    if (next.length > 0) combinations = next.slice(0, MOST_COMBINATIONS);
  }
  const excluded = itemsOf(get(matrix, 'exclude')).map((item) =>
    entries(item).map(({ key, value }) => [key.text, textOf(value)] as const),
  );
  const left = combinations.filter(
    (bindings) =>
      !excluded.some(
        (pairs) =>
          pairs.length > 0 && pairs.every(([name, text]) => bindings.get(`matrix.${name}`)?.text === text),
      ),
  );
  return { combinations: left.length > 0 ? left : combinations, isCut };
}

/** The invocations of a workflow by the names under which others need them. */
export class InvocationIndex {
  readonly #byName = new Map<string, Invocation[]>();
  readonly #byAlias = new Map<string, Invocation[]>();
  readonly #byMade = new Map<string, Invocation[]>();
  readonly #byShape = new Map<string, Invocation[]>();

  constructor(invocations: readonly Invocation[]) {
    for (const invocation of invocations) {
      append(this.#byName, invocation.name, invocation);
      for (const alias of new Set(invocation.aliases)) append(this.#byAlias, alias, invocation);
      if (!invocation.name.includes('<<')) continue;
      append(this.#byShape, withoutHoles(invocation.name), invocation);
      for (const bindings of invocation.combinations) {
        append(this.#byMade, expandText(invocation.name, bindings), invocation);
      }
    }
  }

  /** Those that a requirement names: by name, by a matrix' alias, or by a name that a matrix fills in. */
  needed({ name }: Requirement): readonly Invocation[] {
    const found = this.#byName.get(name) ?? this.#byAlias.get(name) ?? this.#byMade.get(name);
    if (found !== undefined) return found;
    return name.includes('<<') ? (this.#byShape.get(withoutHoles(name)) ?? []) : [];
  }
}

function withoutHoles(name: string): string {
  return name.replace(/<<[^>]*>>/gu, '*');
}

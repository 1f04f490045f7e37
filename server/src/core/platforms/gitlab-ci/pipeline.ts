import {
  DEFAULT_KEYWORDS,
  DEFAULT_STAGE,
  DEFAULT_STAGES,
  FIRST_STAGE,
  GLOBAL_DEFAULTS,
  GLOBAL_KEYWORDS,
  LAST_STAGE,
  TRIGGER_DEFAULTS,
} from '../../knowledge/gitlab/keywords.js';
import type { MappingNode, ScalarNode, SyntaxEntry, SyntaxNode } from '../../syntax/syntaxTree.js';
import { entry, get, isAbsent, textOf } from '../../syntax/syntaxTree.js';
import type { Reading } from './reading.js';
import type { Missing } from './templates.js';
import { Templates, virtual } from './templates.js';

/** One job with everything that it takes from templates and defaults. */
export interface Job {
  readonly name: string;
  readonly key: ScalarNode;
  /** As it is written. */
  readonly raw: MappingNode;
  /** As it runs. */
  readonly body: MappingNode;
  readonly missing: readonly Missing[];
  readonly stage: string;
  /** Where its stage stands; behind all where the file does not list it. */
  readonly order: number;
  /** Whether it only starts another pipeline. */
  readonly isTrigger: boolean;
  /** Whether something in it makes it wait for somebody to start it. */
  readonly mayBeManual: boolean;
}

/** The parts of a file. */
export interface Pipeline {
  readonly root: MappingNode;
  readonly jobs: readonly Job[];
  readonly byName: ReadonlyMap<string, Job>;
  /** Those that may have to be started by hand. */
  readonly manual: readonly Job[];
  readonly include: SyntaxNode | undefined;
  /** Rules that decide whether there is a pipeline at all. */
  readonly workflow: SyntaxNode | undefined;
  /** Whether it is the file by which pipelines start, and not one that others include. */
  readonly isEntry: boolean;
}

const ENTRY = /(?:^|\/)\.gitlab-ci\.ya?ml$/u;

/** Reads a file; `undefined` when its root is no mapping. */
export function readPipeline(reading: Reading): Pipeline | undefined {
  const root = rootOf(reading);
  if (root === undefined) return undefined;
  const templates = new Templates(reading, root);
  const include = get(root, 'include');
  const isEntry = ENTRY.test(reading.uri);
  const own = namesOf(get(root, 'stages') ?? get(root, 'types'));
  const listed = own.length === 0 ? DEFAULT_STAGES : own.filter((name) => !RESERVED.has(name));
  const stages = new Map([FIRST_STAGE, ...listed, LAST_STAGE].map((name, index) => [name, index]));
  const defaults = defaultsOf(root);
  // Of a key that is written twice the last one counts.
  const last = new Map(root.entries.map((item) => [item.key.text, item]));
  const jobs = root.entries.flatMap((item) => {
    const { key, value } = item;
    return last.get(key.text) === item && isJob(key, value)
      ? (jobOf(templates, defaults, stages, item) ?? [])
      : [];
  });
  const rules = get(get(root, 'workflow'), 'rules');
  return {
    root,
    jobs,
    byName: new Map(jobs.map((job) => [job.name, job])),
    manual: jobs.filter(({ mayBeManual }) => mayBeManual),
    include: isAbsent(include) ? undefined : include,
    workflow: rules && templates.followed(rules).node,
    isEntry,
  };
}

const RESERVED: ReadonlySet<string> = new Set([FIRST_STAGE, LAST_STAGE]);

/** A document before the first `---` may declare inputs. https://docs.gitlab.com/ci/yaml/#header-keywords */
function rootOf({ tree }: Reading): MappingNode | undefined {
  const [first, second] = tree.documents;
  const isHeader = first?.kind === 'mapping' && entry(first, 'spec') !== undefined && second !== undefined;
  const root = isHeader ? second : first;
  return root?.kind === 'mapping' ? root : undefined;
}

function isJob(key: ScalarNode, value: SyntaxNode): value is MappingNode {
  return (
    value.kind === 'mapping' && !key.text.startsWith('.') && !GLOBAL_KEYWORDS.has(key.text) && key.text !== ''
  );
}

function jobOf(
  templates: Templates,
  defaults: Defaults,
  stages: ReadonlyMap<string, number>,
  { key, value: raw }: SyntaxEntry,
): Job | undefined {
  if (raw.kind !== 'mapping') return undefined;
  const composed = templates.compose(key.text);
  if (composed === undefined) return undefined;
  const isTrigger = get(composed.body, 'trigger') !== undefined && get(composed.body, 'script') === undefined;
  const { entries, missing } = defaultsFor(templates, defaults, composed.body, isTrigger);
  const body = entries.length === 0 ? composed.body : virtual(raw, [...composed.body.entries, ...entries]);
  const stage = textOf(get(body, 'stage') ?? get(body, 'type')) ?? DEFAULT_STAGE;
  return {
    name: key.text,
    key,
    raw,
    body,
    missing: [...composed.missing, ...missing],
    stage,
    order: stages.get(stage) ?? Number.POSITIVE_INFINITY,
    isTrigger,
    mayBeManual: mayBeManual(body),
  };
}

function mayBeManual(body: MappingNode): boolean {
  if (textOf(get(body, 'when')) === 'manual') return true;
  return itemsOf(get(body, 'rules')).some((rule) => textOf(get(rule, 'when')) === 'manual');
}

type Defaults = ReadonlyMap<string, SyntaxEntry>;

function defaultsOf(root: MappingNode): Defaults {
  const block = get(root, 'default');
  return new Map(
    [...DEFAULT_KEYWORDS].flatMap((keyword): [string, SyntaxEntry][] => {
      const found =
        entry(block, keyword) ?? (GLOBAL_DEFAULTS.has(keyword) ? entry(root, keyword) : undefined);
      return found === undefined ? [] : [[keyword, found]];
    }),
  );
}

/** What a job takes from `default:`, and from the top level where it still stands there. */
function defaultsFor(
  templates: Templates,
  defaults: Defaults,
  body: MappingNode,
  isTrigger: boolean,
): { readonly entries: readonly SyntaxEntry[]; readonly missing: readonly Missing[] } {
  const inherit = get(get(body, 'inherit'), 'default');
  const missing: Missing[] = [];
  const entries = [...defaults].flatMap(([keyword, found]) => {
    if (isTrigger && !TRIGGER_DEFAULTS.has(keyword)) return [];
    if (entry(body, keyword) !== undefined || !inherits(inherit, keyword)) return [];
    const followed = templates.followed(found.value);
    missing.push(...followed.missing);
    return [{ ...found, value: followed.node, merged: true }];
  });
  return { entries, missing };
}

/** `inherit: default` or `inherit: variables`: all, none, or a list. https://docs.gitlab.com/ci/yaml/#inherit */
export function inherits(inherit: SyntaxNode | undefined, name: string): boolean {
  if (inherit === undefined) return true;
  if (inherit.kind === 'sequence') return namesOf(inherit).includes(name);
  return textOf(inherit) !== 'false';
}

/** The texts of a scalar, or of a list of scalars. */
export function namesOf(node: SyntaxNode | undefined): readonly string[] {
  return scalarsOf(node).map(({ text }) => text);
}

/** The scalars of a list, nested ones among them, or the one that stands in its place; empty ones left out. */
export function scalarsOf(node: SyntaxNode | undefined, depth = 0): readonly ScalarNode[] {
  if (node === undefined || depth > 10) return [];
  if (node.kind === 'scalar') return isAbsent(node) ? [] : [node];
  return node.kind === 'sequence' ? node.items.flatMap((item) => scalarsOf(item, depth + 1)) : [];
}

/** The items of a list, those of nested lists in their place, as `!reference` leaves them. */
export function itemsOf(node: SyntaxNode | undefined, depth = 0): readonly SyntaxNode[] {
  if (node?.kind !== 'sequence' || depth > 10) return node === undefined || isAbsent(node) ? [] : [node];
  return node.items.flatMap((item) => (item.kind === 'sequence' ? itemsOf(item, depth + 1) : [item]));
}

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
import { entry, get, textOf } from '../../syntax/syntaxTree.js';
import type { Configuration, Unread } from './compose/configuration.js';
import { virtual } from './compose/merge.js';
import type { Include } from './includes.js';
import { itemsOf, namesOf } from './nodes.js';
import type { Reading } from './reading.js';
import type { Missing } from './templates.js';
import { Templates } from './templates.js';

/** One job with everything that it takes from templates and defaults. */
export interface Job {
  readonly name: string;
  /** Its key in the file that says what it runs. */
  readonly key: ScalarNode;
  /** As that file writes it. */
  readonly written: MappingNode;
  /** As it is written, in all files together. */
  readonly raw: MappingNode;
  /** Every place where it is written, in order of merging. */
  readonly writings: readonly SyntaxEntry[];
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

/** The parts of a pipeline. */
export interface Pipeline {
  readonly root: MappingNode;
  readonly jobs: readonly Job[];
  readonly byName: ReadonlyMap<string, Job>;
  /** Those that may have to be started by hand. */
  readonly manual: readonly Job[];
  readonly includes: readonly Include[];
  /** Includes of which nothing is read. */
  readonly unread: readonly Unread[];
  /** Rules that decide whether there is a pipeline at all. */
  readonly workflow: SyntaxNode | undefined;
  /** Whether it is the file by which pipelines start, and not one that others include. */
  readonly isEntry: boolean;
}

const ENTRY = /(?:^|\/)\.gitlab-ci\.ya?ml$/u;

/** Whether a file is one by which pipelines start, and not one that others include. */
export function isEntryFile(path: string): boolean {
  return ENTRY.test(path);
}

/** Reads a configuration; `undefined` when its root is no mapping. */
export function readPipeline(
  reading: Reading,
  { root, includes, unread, writings }: Configuration,
  isEntry: boolean,
): Pipeline | undefined {
  if (root === undefined) return undefined;
  const templates = new Templates(reading, root);
  const own = namesOf(get(root, 'stages') ?? get(root, 'types'));
  const listed = own.length === 0 ? DEFAULT_STAGES : own.filter((name) => !RESERVED.has(name));
  const stages = new Map([FIRST_STAGE, ...listed, LAST_STAGE].map((name, index) => [name, index]));
  const defaults = defaultsOf(root);
  // Of a key that is written twice the last one counts.
  const last = new Map(root.entries.map((item) => [item.key.text, item]));
  const jobs = root.entries.flatMap((item) => {
    const { key, value } = item;
    return last.get(key.text) === item && isJob(key, value)
      ? (jobOf({ templates, defaults, stages, writings }, item) ?? [])
      : [];
  });
  const rules = get(get(root, 'workflow'), 'rules');
  return {
    root,
    jobs,
    byName: new Map(jobs.map((job) => [job.name, job])),
    manual: jobs.filter(({ mayBeManual }) => mayBeManual),
    includes,
    unread,
    workflow: rules && templates.followed(rules).node,
    isEntry,
  };
}

const RESERVED: ReadonlySet<string> = new Set([FIRST_STAGE, LAST_STAGE]);

function isJob(key: ScalarNode, value: SyntaxNode): value is MappingNode {
  return (
    value.kind === 'mapping' && !key.text.startsWith('.') && !GLOBAL_KEYWORDS.has(key.text) && key.text !== ''
  );
}

interface JobParts {
  readonly templates: Templates;
  readonly defaults: Defaults;
  readonly stages: ReadonlyMap<string, number>;
  readonly writings: Configuration['writings'];
}

/** What tells of a mapping that it says what its job runs. */
const RUNS = ['script', 'trigger', 'run'] as const;

function jobOf(parts: JobParts, { key, value: raw }: SyntaxEntry): Job | undefined {
  if (raw.kind !== 'mapping') return undefined;
  const { templates, defaults, stages } = parts;
  const composed = templates.compose(key.text);
  if (composed === undefined) return undefined;
  const isTrigger = get(composed.body, 'trigger') !== undefined && get(composed.body, 'script') === undefined;
  const { entries, missing } = defaultsFor(templates, defaults, composed.body, isTrigger);
  const body = entries.length === 0 ? composed.body : virtual(raw, [...composed.body.entries, ...entries]);
  const stage = textOf(get(body, 'stage') ?? get(body, 'type')) ?? DEFAULT_STAGE;
  const writings = parts.writings.get(key.text) ?? [{ key, value: raw, merged: false }];
  const telling = writings.findLast(({ value }) => RUNS.some((part) => get(value, part) !== undefined));
  const at = telling ?? writings.at(-1);
  return {
    name: key.text,
    key: at?.key ?? key,
    written: at?.value.kind === 'mapping' ? at.value : raw,
    raw,
    writings,
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

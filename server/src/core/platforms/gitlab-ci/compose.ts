import type { Composing, UnitFacts, UnitFile, UnitPart } from '../../compose/composer.js';
import { get } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { Conditions } from './expressions/readCondition.js';
import type { PipelineContext } from './jobContext.js';
import type { LoweredPipeline, PipelineUse } from './lowerPipeline.js';
import { lowered, titleOf } from './lowerPipeline.js';
import type { Parent } from './starts.js';
import type { Job } from './pipeline.js';
import { isEntryFile } from './pipeline.js';
import { Reading } from './reading.js';
import type { ComposeOptions, Configuration, PipelineFile } from './compose/configuration.js';
import { Composition } from './compose/configuration.js';
import type { PipelineFiles } from './compose/locations.js';
import { namedPaths, startsByItself, takesInFiles } from './compose/named.js';
import type { SourceFile } from './compose/sources.js';

/** Paths that a file names, for those who ask who takes them in. */
export function names({ path, tree }: UnitFile): readonly string[] {
  return namedPaths(path, tree);
}

/**
 * A pipeline of GitLab: the file by which it begins, all that this includes, and the child pipelines that its jobs start
 * with files of the same repository. Nothing for a file that others take in, and for one that is all by itself.
 */
export function compose(path: string, composing: Composing): UnitFacts {
  const file = composing.file(path);
  if (file === undefined) return NOTHING;
  const entry = asFile(file);
  if (!takesInFiles(entry.tree) || !startsByItself(path, composing)) return NOTHING;
  return { files: new Unit(entry, composing).facts() };
}

const NOTHING: UnitFacts = { files: new Map() };

function asFile({ uri, path, tree }: UnitFile): PipelineFile {
  return { uri, path, tree };
}

/** More child pipelines than that, over all levels, are not followed. */
const MOST_CHILDREN = 200;
/** https://docs.gitlab.com/ci/pipelines/downstream_pipelines/#nested-child-pipelines */
const MOST_LEVELS = 2;
/** Entries that merging may take in, over all pipelines of a unit. */
const MOST_MERGED = 400_000;

class Unit {
  readonly #conditions = new Conditions();
  readonly #files: PipelineFiles<PipelineFile>;
  readonly #said = new Map<Uri, UnitPart>();
  readonly #options: ComposeOptions;
  #children = MOST_CHILDREN;
  #merges = MOST_MERGED;

  constructor(
    readonly entry: PipelineFile,
    readonly composing: Composing,
  ) {
    this.#files = {
      file: (path) => {
        const found = composing.file(path);
        return found && asFile(found);
      },
      matching: (glob) => composing.matching(glob),
    };
    this.#options = {
      files: this.#files,
      conditions: this.#conditions,
      budget: {
        spend: (entries) => {
          this.#merges -= entries;
          return this.#merges >= 0;
        },
      },
    };
  }

  facts(): ReadonlyMap<Uri, UnitPart> {
    const { uri, path } = this.entry;
    const configuration = new Composition(this.entry, this.#options).ofEntry();
    const use = { title: titleOf(uri), unit: { uri, name: path }, isEntry: isEntryFile(path) };
    this.#lower(configuration, use, 0);
    return this.#said;
  }

  #lower(configuration: Configuration, use: PipelineUse, level: number): void {
    const reading = new Reading(
      configuration.sources,
      this.composing.tools(this.entry.path),
      this.#conditions,
    );
    const children = new Map<Job, Configuration | undefined>();
    const childOf = (job: Job): Configuration | undefined => {
      if (!children.has(job)) children.set(job, this.#childOf(job, reading.sources.files, level));
      return children.get(job);
    };
    const pipeline = lowered(reading, configuration, { ...use, childOf });
    this.#say(pipeline);
    const { context } = pipeline;
    if (context === undefined) return;
    for (const job of context.pipeline.jobs) {
      const child = job.isTrigger ? childOf(job) : undefined;
      if (child !== undefined) this.#lower(child, this.#useOf(child, job, context, use), level + 1);
    }
  }

  /** What the pipeline is made of that a job starts. */
  #childOf({ body }: Job, above: readonly SourceFile[], level: number): Configuration | undefined {
    const trigger = get(body, 'trigger');
    const include = get(trigger, 'include');
    if (include === undefined || level >= MOST_LEVELS || this.#children <= 0) return undefined;
    this.#children--;
    return new Composition(this.entry, this.#options, above).ofIncludes(include, get(trigger, 'inputs'));
  }

  #useOf(
    child: Configuration,
    job: Job,
    { starts, gates, idOf, reading }: PipelineContext,
    { unit, parent: above }: PipelineUse,
  ): PipelineUse {
    const [first] = child.includes.flatMap(({ files }) => files);
    const parent: Parent = {
      job,
      starts,
      id: `${above === undefined ? unit.name : above.id} ${job.name}`,
      at: { uri: reading.uriOf(job.key.range), localId: idOf(job) },
      gates: gates.of(job).map((gate) => ({
        ...gate,
        id: `parent:${gate.id}`,
        name: `${gate.name} of job ${job.name}`,
      })),
    };
    return { title: titleOf((first ?? this.entry).uri), unit, isEntry: true, parent };
  }

  #say({ said }: LoweredPipeline): void {
    for (const [uri, part] of said) {
      const before = this.#said.get(uri);
      this.#said.set(uri, before === undefined ? part : both(before, part));
    }
  }
}

function both(one: UnitPart, other: UnitPart): UnitPart {
  const keys = new Set(one.definitions.map(({ space, key }) => `${space} ${key}`));
  return {
    ...one,
    complete: one.complete && other.complete,
    problems: [...one.problems, ...other.problems],
    sessions: [...one.sessions, ...other.sessions],
    definitions: [
      ...one.definitions,
      ...other.definitions.filter(({ space, key }) => !keys.has(`${space} ${key}`)),
    ],
    notes: [...one.notes, ...other.notes],
  };
}

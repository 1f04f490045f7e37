import { Engine } from '../../engine/engine.js';
import type { Query } from '../../engine/query.js';
import type { ScalarNode, SyntaxEntry } from '../../syntax/syntaxTree.js';
import type { Meant } from '../../text/meant.js';
import { meantBy } from '../../text/meant.js';
import type { Around } from './around.js';
import { ownGates } from './gates.js';
import { HeadQueries } from './headQueries.js';
import { Held, sameParts } from './held.js';
import { influencesOf } from './influence.js';
import type { JobFacts } from './jobFacts.js';
import { jobFacts } from './jobFacts.js';
import type { KafkaCommand } from './kafkaUsers.js';
import { kafkaCommands } from './kafkaUsers.js';
import type { GatesBeyond, NeededGates } from './neededGates.js';
import { gatesBeyond, neededGates, sameBeyond } from './neededGates.js';
import { needsOrder } from './needsOrder.js';
import type { Passing } from './passing.js';
import { passingOf, samePassing } from './passing.js';
import type { Reading } from './reading.js';
import { Starts } from './starts.js';
import type { Arriving, HandedOn } from './strangers/handed.js';
import { arriving, handedOn, sameHandedOn } from './strangers/handedOn.js';
import type { Job, ReadJob, Workflow } from './workflow.js';
import { readJob } from './workflow.js';

/** In which order jobs are looked at, each after those that it needs, and which of them need each other; by slot. */
interface Order {
  readonly order: readonly string[];
  readonly circles: readonly (readonly string[])[];
  /** The first one of the circle that a job is in. */
  readonly circleOf: ReadonlyMap<string, string>;
  /** Those that others need. */
  readonly needed: ReadonlySet<string>;
}

/** All jobs of a workflow, in order of writing. */
export interface JobsOfWorkflow {
  readonly jobs: readonly { readonly read: ReadJob; readonly facts: JobFacts | undefined }[];
  readonly circles: readonly (readonly Job[])[];
}

/**
 * What is asked of one workflow: of its head, of each job, of what a job takes from those that it needs. Each answer is
 * remembered with what was read for it, so that after an edit only those jobs are lowered again in which something has
 * changed, or around which, as far as they look.
 *
 * Jobs go by a slot: their id, or a name of its own for one whose id a later one has too.
 */
export class WorkflowQueries {
  readonly head: HeadQueries;
  readonly #engine = new Engine();
  readonly #entry = this.#engine.input<string, Held<SyntaxEntry> | undefined>('entry', undefined);
  readonly #slots = this.#engine.input<'', readonly string[]>('slots', []);
  readonly #around: Around;
  /** The file as it is now. Its text is only read at nodes that the answer rests on. */
  #reading: Reading;

  constructor(reading: Reading) {
    this.#reading = reading;
    this.head = new HeadQueries(this.#engine, () => this.#part());
    this.#around = new AroundJobs(this.head, {
      hasJob: (id) => this.#exists.get(id),
      jobMeant: (id) => this.#meant.get(id),
      implicit: () => this.#implicit.get(''),
      reading: () => this.#reading,
    });
  }

  /** How often each query was worked out. */
  get computed(): ReadonlyMap<string, number> {
    return this.#engine.computed;
  }

  /** Takes in the file as it is now. */
  take(reading: Reading, workflow: Workflow): void {
    this.#reading = reading;
    this.head.take(workflow);
    const before = this.#slots.get('');
    const slots = slotsOf(workflow.jobs.entries);
    for (const [slot, entry] of slots) this.#entry.set(slot, new Held(entry, [entry.key, entry.value]));
    for (const slot of before) if (!slots.has(slot)) this.#entry.delete(slot);
    this.#slots.set('', [...slots.keys()]);
    this.#engine.settle();
  }

  /** The jobs with their facts. */
  jobs(): JobsOfWorkflow {
    return this.#all.get('');
  }

  hasJob(id: string): boolean {
    return this.#exists.get(id);
  }

  /** The commands of all jobs that give rights in Kafka. */
  kafkaCommands(): readonly KafkaCommand[] {
    return this.#allKafka.get('');
  }

  readonly #read = this.#engine.query<string, ReadJob | undefined>(
    'read',
    (slot) => {
      const held = this.#entry.get(slot);
      return held && readJob(held.value, slot);
    },
    { equal: Object.is },
  );

  readonly #exists = this.#engine.query<string, boolean>('exists', (id) => this.#jobAt(id) !== undefined);

  /** The job that was probably meant by an id that none has. */
  readonly #meant = this.#engine.query<string, Meant | undefined>('meant', (id) =>
    meantBy(
      id,
      this.#slots.get('').filter((slot) => !slot.includes('\n') && this.#exists.get(slot)),
    ),
  );

  /** The key `jobs`, where one block for the whole file would serve all jobs that name no permissions. */
  readonly #implicit = this.#engine.query<'', ScalarNode | undefined>(
    'implicit',
    () => {
      if (this.head.permissions() !== undefined) return undefined;
      const jobs = this.#readJobs();
      // A job that calls another workflow is a place of its own: what it must pass on is that workflow's to say.
      const silent = jobs.filter((job) => job.permissions === undefined && job.uses === undefined);
      const isOne = silent.length === 1 && jobs.length > 1;
      return silent.length === 0 || isOne ? undefined : this.head.jobsKey();
    },
    { equal: Object.is },
  );

  readonly #order = this.#engine.query<'', Order>('order', () => {
    const jobs = this.#readJobs();
    const { order, circles } = needsOrder(jobs, (id) => this.#jobAt(id));
    const named = circles.map((circle) => circle.map(({ slot }) => slot));
    return {
      order: order.map(({ slot }) => slot),
      circles: named,
      circleOf: new Map(named.flatMap((circle) => circle.map((slot) => [slot, circle[0] ?? slot] as const))),
      needed: new Set(jobs.flatMap(({ needs }) => needs.map(({ id }) => id))),
    };
  });

  readonly #circle = this.#engine.query<string, string | undefined>('circle', (slot) =>
    this.#order.get('').circleOf.get(slot),
  );

  /**
   * The jobs that come before one, of those that it needs; those of a circle never do. Of much that a job needs, each is
   * asked for once here, and not by whoever looks at them.
   */
  readonly #before = this.#engine.query<string, readonly string[]>('before', (slot) => {
    const circle = this.#circle.get(slot);
    const ids = new Set(this.#jobAt(slot)?.needs.map(({ id }) => id));
    return [...ids].filter(
      (id) => this.#exists.get(id) && (circle === undefined || this.#circle.get(id) !== circle),
    );
  });

  /** Which runs come as far as a job. */
  readonly #passing: Query<string, Passing> = this.#engine.query<string, Passing>(
    'passing',
    (slot) => {
      const job = this.#jobAt(slot);
      const ways = this.head.ways().value;
      if (job === undefined) return passingOf(ways, undefined, []);
      const condition = this.#starts(this.#reading).conditionOf(job);
      const needed = this.#before.get(slot).map((id) => this.#passing.get(id));
      return passingOf(ways, condition, needed);
    },
    { equal: samePassing },
  );

  /** What stands before a job by those that it needs. */
  readonly #needed: Query<string, NeededGates> = this.#engine.query<string, NeededGates>(
    'needed',
    (slot) => {
      const job = this.#jobAt(slot);
      if (job === undefined) return { gates: [], isCut: false };
      const reading = this.#part();
      const before = new Set(this.#before.get(slot));
      return neededGates(reading, job, this.#starts(reading).conditionOf(job), (id) =>
        before.has(id) ? this.#beyond.get(id) : undefined,
      );
    },
    { equal: Object.is },
  );

  /** What the jobs that one needs hand on to it. */
  readonly #arriving: Query<string, Arriving> = this.#engine.query<string, Arriving>(
    'arriving',
    (slot) => arriving(this.#before.get(slot).map((id) => [id, this.#handedOn.get(id)])),
    { equal: Object.is },
  );

  /** What stands before whatever needs a job. */
  readonly #beyond: Query<string, GatesBeyond> = this.#engine.query<string, GatesBeyond>(
    'beyond',
    (slot) => {
      const job = this.#jobAt(slot);
      if (job === undefined) return { gates: [], isCut: false };
      const reading = this.#part();
      const starts = this.#starts(reading);
      return gatesBeyond(job, ownGates(reading, starts, job), this.#needed.get(slot));
    },
    { equal: sameBeyond },
  );

  /** What a job hands on of what came from outside, and of who it was. */
  readonly #handedOn: Query<string, HandedOn> = this.#engine.query<string, HandedOn>(
    'handedOn',
    (slot) => {
      const job = this.#jobAt(slot);
      if (job === undefined) return NOTHING_HANDED_ON;
      const reading = this.#part();
      const starts = this.#starts(reading);
      const takesIn = influencesOf(reading, starts, job).length > 0;
      return handedOn(starts.told(job), job, this.#arriving.get(slot), takesIn);
    },
    { equal: sameHandedOn },
  );

  readonly #facts = this.#engine.query<string, JobFacts | undefined>(
    'job',
    (slot) => {
      const job = this.#jobAt(slot);
      if (job === undefined) return undefined;
      const reading = this.#part();
      const starts = this.#starts(reading);
      const context = { reading, starts, workflow: this.#around };
      return jobFacts(context, job, this.#needed.get(slot));
    },
    { equal: Object.is },
  );

  readonly #kafka = this.#engine.query<string, readonly KafkaCommand[]>(
    'kafka',
    (slot) => {
      const job = this.#jobAt(slot);
      const commands = job === undefined ? [] : kafkaCommands(this.#reading, job);
      return commands.length === 0 ? NO_COMMANDS : commands;
    },
    { equal: Object.is },
  );

  readonly #all = this.#engine.query<'', JobsOfWorkflow>(
    'jobs',
    () => {
      const { order, circles, needed } = this.#order.get('');
      // Each after those that it needs, so that no question leads to another one over a long chain.
      for (const slot of order) {
        this.#passing.get(slot);
        if (!needed.has(slot)) continue;
        this.#handedOn.get(slot);
        this.#beyond.get(slot);
      }
      const jobs = this.#slots.get('').flatMap((slot) => {
        const read = this.#read.get(slot);
        return read === undefined ? [] : [{ read, facts: this.#facts.get(slot) }];
      });
      return {
        jobs,
        circles: circles.map((circle) => circle.flatMap((slot) => this.#jobAt(slot) ?? [])),
      };
    },
    { equal: Object.is, kept: true },
  );

  readonly #allKafka = this.#engine.query<'', readonly KafkaCommand[]>(
    'allKafka',
    () => this.#slots.get('').flatMap((slot) => this.#kafka.get(slot)),
    { equal: sameParts, kept: true },
  );

  #readJobs(): readonly Job[] {
    return this.#slots.get('').flatMap((slot) => this.#jobAt(slot) ?? []);
  }

  #jobAt(slot: string): Job | undefined {
    return this.#read.get(slot)?.job;
  }

  #part(): Reading {
    return this.#reading.part(this.head.callerSecrets);
  }

  #starts(reading: Reading): Starts {
    const { head } = this;
    return new Starts(reading, {
      get ways() {
        return head.ways().value;
      },
      passing: ({ slot }) => this.#passing.get(slot),
      arriving: ({ slot }) => this.#arriving.get(slot),
      env: () => head.env(),
    });
  }
}

const NOTHING_HANDED_ON: HandedOn = { outputs: new Map(), asked: new Map(), filledBy: undefined, unread: [] };
const NO_COMMANDS: readonly KafkaCommand[] = [];

/** The entries of `jobs` by slot. */
function slotsOf(all: readonly SyntaxEntry[]): ReadonlyMap<string, SyntaxEntry> {
  const last = new Map(all.map((entry) => [entry.key.text, entry]));
  const slots = new Map<string, SyntaxEntry>();
  for (const entry of all) {
    const id = entry.key.text;
    slots.set(last.get(id) === entry ? id : `${id}\n${String(slots.size)}`, entry);
  }
  return slots;
}

/** What jobs read of the workflow; each reading is remembered with the answer that is being worked out. */
class AroundJobs implements Around {
  constructor(
    readonly head: HeadQueries,
    readonly jobs: {
      readonly hasJob: (id: string) => boolean;
      readonly jobMeant: (id: string) => Meant | undefined;
      readonly implicit: () => ScalarNode | undefined;
      readonly reading: () => Reading;
    },
  ) {}

  get title(): string {
    return this.head.title();
  }

  get env(): Around['env'] {
    return this.head.env();
  }

  get defaults(): Around['defaults'] {
    return this.head.defaults();
  }

  get permissions(): Around['permissions'] {
    return this.head.permissions();
  }

  get fileBlock(): Around['fileBlock'] {
    return this.head.fileBlock().value;
  }

  get implicitOrigin(): Around['implicitOrigin'] {
    const key = this.jobs.implicit();
    return key && this.jobs.reading().originOf(key);
  }

  hasJob(id: string): boolean {
    return this.jobs.hasJob(id);
  }

  jobMeant(id: string): Meant | undefined {
    return this.jobs.jobMeant(id);
  }
}

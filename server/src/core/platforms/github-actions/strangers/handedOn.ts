import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get } from '../../../syntax/syntaxTree.js';
import type { Job } from '../workflow.js';
import type { Contents } from './contents.js';
import { handsFilesOn } from './files.js';
import type { Arriving, HandedOn } from './handed.js';
import type { Asked } from './whoAsked.js';
import { askedBy } from './whoAsked.js';
import type { Told } from './told.js';

/** One is enough to leave it open. */
const MOST_UNREAD = 4;

/** @param takesIn whether code, text or files of whoever started the run get into the job */
export function handedOn(told: Told, job: Job, before: Arriving, takesIn: boolean): HandedOn {
  const outputs = new Map<string, Contents>();
  const asked = new Map<string, Asked>();
  for (const { key, value } of entries(get(job.node, 'outputs'))) {
    const name = key.text.toLowerCase();
    const contents = told.contentsIn(value, undefined);
    if (contents.size > 0) outputs.set(name, contents);
    const said = askedIn(told, job, value);
    if (said !== undefined) asked.set(name, said);
  }
  const fills = takesIn && handsFilesOn(told);
  const called = job.uses === undefined || /^[.$]\//u.test(job.uses.text) ? [] : [job.uses.text];
  return {
    outputs,
    asked,
    filledBy: fills ? job.id : before.filledBy,
    unread: [...new Set([...before.unread, ...called])].slice(0, MOST_UNREAD),
  };
}

/** @param needed what each of the jobs before hands on, by its id, in the order in which they are needed */
export function arriving(needed: readonly (readonly [string, HandedOn])[]): Arriving {
  const all = needed.map(([, handed]) => handed);
  return {
    // Of ids that differ in case alone the first one counts.
    by: new Map(needed.map(([id, handed]) => [id.toLowerCase(), handed] as const).reverse()),
    filledBy: all.find(({ filledBy }) => filledBy !== undefined)?.filledBy,
    unread: [...new Set(all.flatMap(({ unread }) => unread))],
  };
}

function askedIn(told: Told, job: Job, value: SyntaxNode): Asked | undefined {
  const { reading } = told.around;
  if (value.kind !== 'scalar') return undefined;
  if (job.uses !== undefined) return 'unread';
  const steps = reading.segmentsOf(value).flatMap(({ text }) => {
    const id = /^\s*steps\.([\w-]+)\.(?:outputs|outcome|conclusion)\b/iu.exec(text)?.[1]?.toLowerCase();
    const step =
      id === undefined ? undefined : job.steps.find((candidate) => candidate.id?.toLowerCase() === id);
    return step === undefined ? [] : [step];
  });
  const [step] = steps;
  return step === undefined ? undefined : askedBy(told.around.reading, step).says;
}

/** Whether the same is handed on. */
export function sameHandedOn(a: HandedOn, b: HandedOn): boolean {
  return (
    a.filledBy === b.filledBy &&
    a.unread.join(' ') === b.unread.join(' ') &&
    sameMap(a.outputs, b.outputs, sameContents) &&
    sameMap(a.asked, b.asked, Object.is)
  );
}

function sameContents(a: Contents, b: Contents): boolean {
  return a.size === b.size && [...a].every((content) => b.has(content));
}

function sameMap<T>(
  a: ReadonlyMap<string, T>,
  b: ReadonlyMap<string, T>,
  same: (x: T, y: T) => boolean,
): boolean {
  return (
    a.size === b.size &&
    [...a].every(([key, value]) => {
      const other = b.get(key);
      return other !== undefined && same(value, other);
    })
  );
}

import type { Change, Direction } from '../../compare/changes.js';
import { leastStarter } from '../../compare/changes.js';
import { formatDuration } from '../../model/duration.js';
import { counted, listed } from '../../text/phrases.js';
import type { ReportPlace } from '../document.js';
import type { SelectedFinding } from '../selection.js';
import type { Places } from '../places.js';
import type { UnreadableChange } from './unreadable.js';

/** Two states of a workspace, compared, for a report. */
export interface Comparison {
  /** What the earlier state is called, for example a branch. */
  readonly base: string;
  readonly changes: readonly Change[];
  /** Where texts of each state stand; absent for a state that has no texts, such as a lock. */
  readonly before?: Places;
  readonly after: Places;
  /** What goes beyond the contract, in order of place; of a change only what it brought. */
  readonly contract?: readonly SelectedFinding[];
  /** Findings of all rules that the change brought; absent where nobody asked for them. */
  readonly brought?: readonly SelectedFinding[];
  /** Files that changed and could not be read whole: what changed there is not known. */
  readonly unreadable?: readonly UnreadableChange[];
  /** Set where so many sessions are new and gone that renamed ones were not looked for: they are told as both. */
  readonly unpaired?: boolean;
}

/** A change in words. */
export interface ChangeWords {
  readonly identity: string;
  /** For example "may now". */
  readonly verb: string;
  readonly what: string;
  readonly on: string;
  readonly startedBy: string;
  readonly gate: string;
}

/** The same as a row of a report, with a place. */
export interface ChangeRow extends ChangeWords {
  readonly change: Change;
  readonly sign: string;
  readonly place: ReportPlace | undefined;
}

/** The groups of a report, in the order in which they are told, with their titles. */
export const GROUPS: readonly { readonly title: string; readonly directions: readonly Direction[] }[] = [
  { title: 'Wider', directions: ['wider'] },
  { title: 'No longer known, so possibly wider', directions: ['became-unknown'] },
  { title: 'Narrower', directions: ['narrower'] },
  { title: 'Different, and no wider', directions: ['different'] },
  { title: 'Now known', directions: ['became-known'] },
];

/** What stands above the files that could not be read. */
export const UNREADABLE = 'Could not be read, so what changed there is not known';

const SIGNS: Readonly<Record<Direction, string>> = {
  wider: '+',
  narrower: '-',
  different: '~',
  'became-known': '!',
  'became-unknown': '?',
};

/** Actions or resources that a row names before it counts the rest. */
const NAMED = 4;

/** The rows of one group. */
export function rowsOf(comparison: Comparison, directions: readonly Direction[]): readonly ChangeRow[] {
  return comparison.changes
    .filter(({ direction }) => directions.includes(direction))
    .map((change) => rowOf(change, comparison));
}

function rowOf(change: Change, { before, after }: Comparison): ChangeRow {
  return {
    change,
    sign: SIGNS[change.direction],
    ...changeWords(change),
    place: change.at === undefined ? undefined : placeIn(change, before, after),
  };
}

/** What is told of a change, wherever it stands. */
export function changeWords(change: Change): ChangeWords {
  const { session, dimension, on } = change;
  return {
    identity: session.label,
    ...deed(change),
    on: listed(on, NAMED),
    startedBy: dimension === 'start' ? '' : leastStarter(session).replace(/^assumed by/u, 'whoever starts'),
    gate: dimension === 'reach' || dimension === 'session' || dimension === 'gate' ? gateWords(change) : '',
  };
}

/** What is gone stands in the earlier state alone. */
function placeIn(
  { at, direction, gone }: Change,
  before: Places | undefined,
  after: Places,
): ReportPlace | undefined {
  if (at === undefined) return undefined;
  const isBefore = direction === 'narrower' || direction === 'became-known' || gone === true;
  const places = isBefore && before?.text(at.uri) !== undefined ? before : after;
  return places.text(at.uri) === undefined ? undefined : places.place(at);
}

/** How a session that is new is told, by what it takes for there to be one. */
const NEW = {
  always: 'is new, and may',
  'if-held': 'is new, held by nobody in these files, and may',
  'if-switched-on': 'is new, switched off by default, and may',
} as const;

function deed(change: Change): Pick<ChangeRow, 'verb' | 'what'> {
  const { direction, dimension, what, gates, before, gone, session } = change;
  const less = direction === 'narrower';
  switch (dimension) {
    case 'session':
      return {
        verb:
          gone === true
            ? 'is gone, which could'
            : before === undefined
              ? NEW[session.only ?? 'always']
              : `is ${less ? 'off by default now, and could' : 'on by default now, and may'}`,
        what: listed(what, NAMED) || 'do nothing',
      };
    case 'reach':
      return { verb: less ? 'may no longer' : 'may now', what: listed(what, NAMED) };
    case 'gate':
      return {
        verb: less
          ? `now waits for ${listed(gates)} before`
          : `no longer waits for ${before ?? 'an approval'} before`,
        what: listed(what, NAMED),
      };
    case 'start':
      return startDeed(listed(what, NAMED), less ? 'is no longer' : 'is');
    case 'lifetime':
      return { verb: 'lasts', what: `${lifeWords(what[0])} (was ${lifeWords(before)})` };
    case 'unknown':
      return { verb: direction === 'became-known' ? 'now known:' : 'not known:', what: listed(what, NAMED) };
  }
}

/** A change in one line: `job publish may now contents:write on this repository`. */
export function changeLine({ identity, verb, what, on }: ChangeWords): string {
  return `${identity} ${verb} ${what}${on === '' ? '' : ` on ${on}`}`;
}

/** What stands beside it: who starts the session, and what is asked before. */
export function changeAsides({ startedBy, gate }: ChangeWords): readonly string[] {
  return [startedBy === '' ? '' : `started by ${startedBy}`, gate].filter((text) => text !== '');
}

/** A session that assumes another says so itself; of all else it is told that it starts it. */
function startDeed(what: string, verb: string): Pick<ChangeRow, 'verb' | 'what'> {
  return { verb: what.startsWith('assumed by') ? verb : `${verb} started by`, what };
}

/** A time that a change tells, in words: a number of seconds, words, or empty for one without an end. */
export function lifeWords(life: string | undefined): string {
  if (life === undefined || life === '') return 'without an end';
  const seconds = Number(life);
  return Number.isNaN(seconds) ? life : formatDuration(seconds);
}

function gateWords({ gates, open }: Change): string {
  if (gates.length === 0) return 'no approval';
  return open ? `${listed(gates)} (not proved)` : listed(gates);
}

/** `3 wider, 1 possibly wider, 2 narrower`, or that nothing changed. */
export function comparisonSummary({
  changes,
  base,
  contract = [],
  unreadable = [],
  unpaired,
}: Pick<Comparison, 'changes' | 'base' | 'contract' | 'unreadable' | 'unpaired'>): string {
  const count = (direction: Direction): number =>
    changes.filter((change) => change.direction === direction).length;
  const parts = [
    [count('wider'), 'wider'],
    [count('became-unknown'), 'no longer known'],
    [count('narrower'), 'narrower'],
    [count('different'), 'different'],
    [count('became-known'), 'now known'],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, word]) => `${String(number)} ${word}`);
  const sessions = new Set(changes.map(({ session }) => session.id)).size;
  const compared =
    told.length === 0
      ? `No session is wider, narrower or other than in ${base}`
      : `Against ${base}: ${told.join(', ')}, in ${counted(sessions, 'session')}`;
  return [
    compared,
    ...(contract.length === 0 ? [] : [`${counted(contract.length, 'place')} beyond the contract`]),
    ...(unreadable.length === 0
      ? []
      : [`what changed in ${counted(unreadable.length, 'file')} that could not be read is not known`]),
    ...(unpaired === true
      ? ['so many sessions are new and gone that renamed ones were not looked for: they are told as both']
      : []),
  ].join('; ');
}

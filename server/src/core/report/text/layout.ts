import type { Severity } from '../../model/vocabulary.js';
import type { ReportPlace } from '../document.js';
import { columnsOf, wrap } from './columns.js';
import type { Paint } from './paint.js';
import { shownMessage } from '../../text/quoted.js';

/** The measures of one file's block of text. */
export interface Layout {
  /** Columns of the terminal; undefined where lines may be as long as they like. */
  readonly width: number | undefined;
  /** Columns of the widest `line:column`. */
  readonly placeWidth: number;
  /** Where everything below an entry's first line starts. */
  readonly indent: number;
  readonly paint: Paint;
}

/** The longest of the words below. */
const WORD_COLUMNS = 7;
const FEWEST_COLUMNS = 20;

const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'hint',
};

/** Line and column as editors count them, from 1. */
export function lineColumn({ range }: ReportPlace): string {
  return `${String(range.start.line + 1)}:${String(range.start.character + 1)}`;
}

/** Measures the places of a file, so that what follows them stands in line. */
export function layoutFor(places: readonly ReportPlace[], width: number | undefined, paint: Paint): Layout {
  const placeWidth = Math.max(0, ...places.map((place) => lineColumn(place).length));
  return { width, placeWidth, indent: placeWidth + 4, paint };
}

/** One thing to tell about a place of a file. */
export interface Entry {
  readonly place: ReportPlace;
  readonly severity: Severity;
  readonly label: string;
  readonly message: string;
  /** Short remarks for the right margin, the most important first. */
  readonly asides: readonly string[];
}

/** The head of an entry, `14:14  error    rule-id`, with the message on the same line or below. */
export interface EntryHead {
  readonly lines: readonly string[];
  /** Whether asides found their place at the right of the head. */
  readonly hasAsides: boolean;
}

/**
 * Lays out the head of an entry. A message that fits stays on its line; a longer one goes below, where it has the
 * whole width, and leaves the right of the head to as many asides as fit.
 */
export function entryHead({ place, severity, label, message, asides }: Entry, layout: Layout): EntryHead {
  const { paint, width, placeWidth } = layout;
  const position = lineColumn(place).padStart(placeWidth);
  const word = SEVERITY_WORDS[severity].padEnd(WORD_COLUMNS);
  const start = `  ${paint.quiet(position)}  ${paint.severity(severity, word)}`;
  const head = `${start}  ${paint.strong(label)}`;
  const text = shownMessage(message);
  const used = layout.indent + WORD_COLUMNS + 2 + columnsOf(label);
  if (width === undefined || used + 2 + columnsOf(text) <= width) {
    return { lines: [`${head}  ${text}`], hasAsides: false };
  }
  const below = indented(text, layout);
  if (used > width) return { lines: [start, ...indented(label, layout), ...below], hasAsides: false };
  const aside = fitting(asides, width - used - 2);
  if (aside === '') return { lines: [head, ...below], hasAsides: false };
  const gap = ' '.repeat(width - used - columnsOf(aside));
  return { lines: [head + gap + paint.quiet(aside), ...below], hasAsides: true };
}

/** As many of the first items as fit. */
function fitting(items: readonly string[], width: number): string {
  for (let count = items.length; count > 0; count--) {
    const text = items.slice(0, count).join('  ');
    if (columnsOf(text) <= width) return text;
  }
  return '';
}

/** A text below an entry's first line, wrapped. */
export function indented(text: string, { width, indent }: Layout): string[] {
  if (text === '') return [];
  const lines = width === undefined ? [text] : wrap(text, Math.max(FEWEST_COLUMNS, width - indent));
  return lines.map((line) => ' '.repeat(indent) + line);
}

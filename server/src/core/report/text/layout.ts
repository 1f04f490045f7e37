import type { Severity } from '../../model/vocabulary.js';
import type { ReportPlace } from '../document.js';
import { columnsOf, wrap } from './columns.js';
import type { Paint } from './paint.js';
import { visible } from './visible.js';

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

/** Below this many columns a message reads better on lines of its own. */
const ROOM_FOR_MESSAGE = 48;
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

/** The first line of an entry, `14:14  error    rule-id  message`, and as many as the message takes. */
export function entryHead(
  place: ReportPlace,
  severity: Severity,
  label: string,
  message: string,
  layout: Layout,
): string[] {
  const { paint, width, placeWidth } = layout;
  const position = lineColumn(place).padStart(placeWidth);
  const word = SEVERITY_WORDS[severity].padEnd(7);
  const start = `  ${paint.quiet(position)}  ${paint.severity(severity, word)}`;
  const head = `${start}  ${paint.strong(label)}`;
  const column = 2 + placeWidth + 2 + 7 + 2 + columnsOf(label) + 2;
  const text = visible(message);
  if (width === undefined) return [`${head}  ${text}`];
  if (column - 2 > width) return [start, ...indented(label, layout), ...indented(text, layout)];
  if (width - column < ROOM_FOR_MESSAGE && columnsOf(text) > width - column) {
    return [head, ...indented(text, layout)];
  }
  const [first = '', ...rest] = wrap(text, width - column);
  return [`${head}  ${first}`, ...rest.map((line) => ' '.repeat(column) + line)];
}

/** A text below an entry's first line, wrapped. */
export function indented(text: string, { width, indent }: Layout): string[] {
  if (text === '') return [];
  const lines = width === undefined ? [text] : wrap(text, Math.max(FEWEST_COLUMNS, width - indent));
  return lines.map((line) => ' '.repeat(indent) + line);
}

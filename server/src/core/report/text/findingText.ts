import type { Fix } from '../../analysis/snapshot.js';
import type { LineIndex } from '../../text/lineIndex.js';
import { controlLabel } from '../../frameworks/controlLabel.js';
import type { SelectedFinding } from '../selection.js';
import { circumstances } from './circumstances.js';
import { columnsOf, wrap } from './columns.js';
import { excerpt } from './excerpt.js';
import type { Layout } from './layout.js';
import { entryHead, indented } from './layout.js';
import { shownMessage } from '../../text/quoted.js';

/** Labels of controls shown with a finding; `explain` shows the rest. */
const LABELS = 4;

/** What is told with a finding beside what it says. */
interface Beside {
  readonly source: { readonly text: string; readonly lines: LineIndex } | undefined;
  /** Where the circumstances of its session stand already. */
  readonly saidAt: string | undefined;
  /** Where else the same holds, in words. */
  readonly elsewhere: readonly string[];
}

/** A finding as lines of text: what, where, under which circumstances, where else, and what to do. */
export function findingLines(
  { finding, place, fixes, scope }: SelectedFinding,
  { source, saidAt, elsewhere }: Beside,
  layout: Layout,
): string[] {
  const session =
    scope === undefined ? '' : saidAt === undefined ? circumstances(scope) : `session as at ${saidAt}`;
  const labels = finding.controls.slice(0, LABELS).map(controlLabel);
  const { severity, rule, message } = finding;
  const head = entryHead({ place, severity, label: rule, message, asides: labels }, layout);
  return [
    ...head.lines,
    ...(source === undefined ? [] : excerptLines(source, finding.origin.range, layout)),
    ...contextLines(shownMessage(session), head.hasAsides ? '' : labels.join('  '), layout),
    ...elsewhere.flatMap((words) => indented(shownMessage(words), layout)),
    ...fixLines(fixes, layout),
  ];
}

/** The marked source line, behind a gutter with its number. */
function excerptLines(
  source: { readonly text: string; readonly lines: LineIndex },
  range: { readonly start: number; readonly end: number },
  { indent, paint, ...layout }: Layout,
): string[] {
  const number = String(source.lines.positionAt(range.start).line + 1);
  const width = (layout.width ?? LONG_LINE) - indent - number.length - 3;
  const { line, marks } = excerpt(source.text, source.lines, range, width);
  const pad = ' '.repeat(indent);
  return [
    `${pad}${paint.quiet(`${number} │`)} ${line}`.trimEnd(),
    `${pad}${paint.quiet(`${' '.repeat(number.length)} │`)} ${paint.strong(marks)}`,
  ];
}

/** Where nothing limits the width, a minified file must still not flood the output. */
const LONG_LINE = 200;

/** The circumstances with the controls at the right; the controls go below when there is no room. */
function contextLines(session: string, labels: string, layout: Layout): string[] {
  const { width, indent, paint } = layout;
  const quiet = (lines: readonly string[]): string[] => lines.map((line) => paint.quiet(line));
  if (session === '' || labels === '') return quiet(indented(session + labels, layout));
  if (width === undefined) return quiet(indented(`${session}  [${labels}]`, layout));
  const gap = width - indent - columnsOf(session) - columnsOf(labels);
  if (gap >= 2) return quiet([' '.repeat(indent) + session + ' '.repeat(gap) + labels]);
  const right = ' '.repeat(Math.max(indent, width - columnsOf(labels))) + labels;
  return quiet([
    ...indented(session, layout),
    ...(right.length > width ? indented(labels, layout) : [right]),
  ]);
}

function fixLines(fixes: readonly Fix[], layout: Layout): string[] {
  const fix = fixes[0];
  if (fix === undefined) return [];
  const flag = fix.applicability === 'safe' ? '--fix' : '--fix --unsafe-fixes';
  const caution = fix.caution === undefined ? '' : `, ${fix.caution}`;
  const hanging = { ...layout, indent: layout.indent + 5 };
  const [first = '', ...rest] = wrap(
    shownMessage(`${fix.title} (${flag}${caution})`),
    layout.width === undefined ? Infinity : Math.max(20, layout.width - hanging.indent),
  );
  const pad = ' '.repeat(layout.indent);
  return [
    `${pad}${layout.paint.good('fix:')} ${first}`,
    ...rest.map((line) => ' '.repeat(hanging.indent) + line),
  ];
}

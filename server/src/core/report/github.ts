import type { Snapshot } from '../analysis/snapshot.js';
import type { Severity } from '../model/vocabulary.js';
import { dotted } from '../text/credentials.js';
import { visibleLines } from '../text/visible.js';
import type { Uri } from '../text/uri.js';
import type { Comparison } from './change/comparison.js';
import type { Annotation } from './formats/annotation.js';
import { annotationsOf, annotationsOfChanges } from './formats/annotation.js';
import type { SelectionOptions } from './selection.js';
import { coverageLines, coverageOf } from './coverage.js';
import { select } from './selection.js';
import { SEVERITIES } from './severity.js';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/**
 * Workflow commands, which GitHub shows as annotations beside the lines of a change. It shows only the first ten of
 * a kind, so the gravest come first, and what repeats another one last.
 */
export function renderGitHub(snapshot: Snapshot, root: Uri, options: SelectionOptions = {}): string {
  const selection = select(snapshot, root, options);
  const covered = coverageOf(selection);
  // One for all: GitHub shows no more than ten notices.
  const rest =
    covered.notRead.length === 0
      ? ''
      : `::notice title=coverage::${escapeData(coverageLines(covered).join('\n'))}\n`;
  return commands(annotationsOf(selection)) + rest;
}

/** The same of a comparison: what got wider as warnings, what is no longer known as notices. */
export function renderGitHubChanges(comparison: Comparison): string {
  return commands(annotationsOfChanges(comparison));
}

function commands(annotations: readonly Annotation[]): string {
  return SEVERITIES.flatMap((severity) => {
    const alike = annotations.filter((annotation) => annotation.severity === severity);
    return [
      ...alike.filter(({ isCopy }) => isCopy !== true),
      ...alike.filter(({ isCopy }) => isCopy === true),
    ];
  })
    .map((annotation) => `${command(annotation)}\n`)
    .join('');
}

function command({ severity, code, message, place }: Annotation): string {
  const { start, end } = place.range;
  const properties = {
    file: place.path,
    line: start.line + 1,
    endLine: end.line + 1,
    // GitHub refuses columns on an annotation of several lines.
    ...(start.line === end.line ? { col: start.character + 1, endColumn: end.character + 1 } : {}),
    title: code,
  };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${COMMANDS[severity]} ${list.join(',')}::${escapeData(message)}`;
}

/** Line ends have an escape of their own; all else that a terminal acts upon becomes a sign. */
function shownLines(text: string): string {
  return dotted(visibleLines(text.replaceAll('\t', ' ')));
}

/** What ends a command, or starts a new one, must not come out of a file's text. */
function escapeData(text: string): string {
  return shownLines(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

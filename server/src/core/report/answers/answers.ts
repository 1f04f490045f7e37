import type { Snapshot } from '../../analysis/snapshot.js';
import type { Uri } from '../../text/uri.js';
import type { Comparison } from '../change/comparison.js';
import type { SelectionOptions } from '../selection.js';
import { answerText, cutText } from './answer.js';
import { changesAnswer } from './changesAnswer.js';
import { findingsAnswer } from './findingsAnswer.js';
import { narrowingAnswer } from './narrowingAnswer.js';
import type { Asking } from './reasonToAsk.js';
import { reasonToAsk } from './reasonToAsk.js';
import { scopeAnswer } from './scopeAnswer.js';

/*
 * What a coding agent is answered: Markdown of a bounded length, the gravest first. Text from files stands between
 * backticks, as everywhere, and is data.
 */

/** What is found in files. */
export function answerFindings(snapshot: Snapshot, root: Uri, options: SelectionOptions): string {
  return answerText(findingsAnswer(snapshot, root, options));
}

/**
 * How far the sessions of a file reach.
 *
 * @param line from 0
 */
export function answerScope(snapshot: Snapshot, root: Uri, uri: Uri, line: number | undefined): string {
  return answerText(scopeAnswer(snapshot, root, uri, line));
}

/** What changed between two states. */
export function answerChanges(comparison: Comparison): string {
  return answerText(changesAnswer(comparison));
}

/** What would narrow what is found. */
export function answerNarrowing(snapshot: Snapshot, root: Uri, options: SelectionOptions): string {
  return answerText(narrowingAnswer(snapshot, root, options));
}

/** A page, as far as there is room. */
export function answerPage(text: string): string {
  return cutText(text);
}

/** Why a person should be asked before an edit; undefined where there is no reason. */
export function answerEdit(comparison: Comparison, asking: Asking): string | undefined {
  return reasonToAsk(comparison, asking);
}

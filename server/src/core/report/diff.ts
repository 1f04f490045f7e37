import { dotted } from '../text/credentials.js';
import { visible, visibleLines } from '../text/visible.js';
import type { LineChange } from './lineChanges.js';
import { lineChanges } from './lineChanges.js';

/** Lines of context around a change, as every other tool has them. */
const CONTEXT = 3;

/**
 * The difference of two texts as a unified diff that `patch` and `git apply` take; empty when they are equal. Where a line
 * has a credential, or signs that a terminal would act upon, these are not printed, and that part applies no more.
 */
export function unifiedDiff(path: string, before: string, after: string): string {
  const old = splitLines(before);
  const fresh = splitLines(after);
  const hunks = groupChanges(lineChanges(old, fresh));
  if (hunks.length === 0) return '';
  const shownOld = splitLines(dotted(before, true));
  const shownFresh = splitLines(dotted(after, true));
  const body = hunks.map((hunk) => renderHunk(hunk, shownOld, shownFresh));
  const shown = visible(path);
  return `--- a/${shown}\n+++ b/${shown}\n${body.join('')}`;
}

/** Lines with their ends, so that a changed or missing line end is a change. */
function splitLines(text: string): string[] {
  return text === '' ? [] : (text.match(/[^\n]*\n|[^\n]+$/gu) ?? []);
}

/** Changes whose contexts touch belong to one hunk. */
function groupChanges(changes: readonly LineChange[]): LineChange[][] {
  const groups: LineChange[][] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    const previous = group?.at(-1);
    if (group !== undefined && previous !== undefined && change.oldStart - previous.oldEnd <= 2 * CONTEXT) {
      group.push(change);
    } else {
      groups.push([change]);
    }
  }
  return groups;
}

function renderHunk(
  changes: readonly LineChange[],
  old: readonly string[],
  fresh: readonly string[],
): string {
  const first = changes[0];
  const last = changes.at(-1);
  if (first === undefined || last === undefined) return '';
  const lead = Math.min(CONTEXT, first.oldStart);
  const trail = Math.min(CONTEXT, old.length - last.oldEnd);
  const start = first.oldStart - lead;
  const lines: string[] = [];
  let position = start;
  for (const change of changes) {
    for (const line of old.slice(position, change.oldStart)) lines.push(marked(' ', line));
    for (const line of old.slice(change.oldStart, change.oldEnd)) lines.push(marked('-', line));
    for (const line of fresh.slice(change.newStart, change.newEnd)) lines.push(marked('+', line));
    position = change.oldEnd;
  }
  for (const line of old.slice(position, position + trail)) lines.push(marked(' ', line));
  const oldCount = last.oldEnd + trail - start;
  const newStart = first.newStart - lead;
  const newCount = last.newEnd + trail - newStart;
  return `@@ -${span(start, oldCount)} +${span(newStart, newCount)} @@\n${lines.join('')}`;
}

/** `start,count` from 1; an empty side names the line before it, and a single line needs no count. */
function span(start: number, count: number): string {
  if (count === 1) return String(start + 1);
  return `${String(count === 0 ? start : start + 1)},${String(count)}`;
}

function marked(sign: string, line: string): string {
  const [, text = '', end = ''] = /^([\s\S]*?)(\r?\n|\r)?$/u.exec(line) ?? [];
  const shown = sign + visibleLines(text) + end;
  return end.endsWith('\n') ? shown : `${shown}\n\\ No newline at end of file\n`;
}

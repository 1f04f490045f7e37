import type { Change } from '../../compare/changes.js';
import { distinct } from '../../collections/grouping.js';
import { shownName } from '../../text/quoted.js';
import { lifeWords } from './comparison.js';

/** What fits beside the scope of a session, above its first line. */
const LENGTH = 72;

/**
 * What makes a session wider than the base, in one line of plain text: `wider than main: +s3:PutObject, −environment
 * production`. The gravest comes first; what has no room is counted. `undefined` where it is no wider; what is no longer
 * known is said as such.
 *
 * @param changes of one session, the gravest first
 */
export function lensLine(changes: readonly Change[], base: string): string | undefined {
  const wider = changes.filter(({ direction }) => direction === 'wider');
  if (wider.length > 0) {
    const isNew = wider.some(({ dimension }) => dimension === 'session');
    return fitted(isNew ? `new since ${base}: ` : `wider than ${base}: `, distinct(wider.flatMap(items)));
  }
  const unknown = changes.filter(({ direction }) => direction === 'became-unknown');
  if (unknown.length === 0) return undefined;
  return fitted(
    `possibly wider than ${base}, no longer known: `,
    distinct(unknown.flatMap(({ what }) => what)),
  );
}

function items({ dimension, what, on, before, session }: Change): readonly string[] {
  switch (dimension) {
    case 'session':
      return what.length === 0 ? [`${session.label} may do nothing`] : what.map((action) => `+${action}`);
    case 'gate':
      return [`−${before ?? 'approval'}`];
    case 'start':
      return what.map((start) => `+started by ${start}`);
    case 'lifetime':
      return [
        `${on.length === 0 ? '' : `${on.join(', ')} `}${lifeWords(what[0])} (was ${lifeWords(before)})`,
      ];
    case 'reach':
    case 'unknown':
      return what.map((action) => `+${action}`);
  }
}

/** As many as there is room for, at least the first. */
function fitted(head: string, all: readonly string[]): string {
  const texts = all.map(shownName);
  for (let kept = texts.length; kept > 1; kept -= 1) {
    const line = head + some(texts, kept);
    if (line.length <= LENGTH) return line;
  }
  return head + some(texts, 1);
}

function some(texts: readonly string[], kept: number): string {
  const more = texts.length - kept;
  return texts.slice(0, kept).join(', ') + (more > 0 ? ` +${String(more)} more` : '');
}

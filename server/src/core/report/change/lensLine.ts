import type { Change } from '../../compare/changes.js';
import { WITHIN } from '../../compare/lives.js';
import { distinct } from '../../collections/grouping.js';
import { shownName } from '../../text/quoted.js';
import { shortName } from '../../ide/describe/identity.js';
import { lifeWords } from './comparison.js';

/** What fits beside the scope of a session, above its first line. */
const LENGTH = 60;

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
    // How long is asked after what.
    const ordered = [...wider].sort((a, b) => Number(isLife(a)) - Number(isLife(b)));
    return fitted(isNew ? `new since ${base}: ` : `wider than ${base}: `, distinct(ordered.flatMap(items)));
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
      return [lifeItem(lifeWords(what[0]), lifeWords(before), on[0])];
    case 'reach':
    case 'unknown':
      return what.map((action) => `+${action}`);
  }
}

function isLife({ dimension }: Change): boolean {
  return dimension === 'lifetime';
}

/** `6 h (was 15 min)` of the session; of what it holds, with its name. */
function lifeItem(now: string, was: string, name: string | undefined): string {
  if (name === undefined) return `${now} (was ${was})`;
  return was === WITHIN
    ? `${shortName(name)} outlives it (${now})`
    : `${shortName(name)} ${now} (was ${was})`;
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

import { execFileSync } from 'node:child_process';
import type { Rule } from '../../server/src/core/rules/rule.js';
import { ROOT } from '../steps/root.js';
import { readText } from './places.js';

const LIST = 'docs/rules/ids.txt';

/**
 * An id stands in other people's configuration and suppressions, so it is never renamed and never reused. The list
 * holds every id there is and was; what a release has listed may only be marked as retired.
 */
export function checkIds(rules: readonly Rule[]): readonly string[] {
  const listed = readList(readText(LIST) ?? '');
  const ids = rules.map(({ meta }) => meta.id);
  const complaints: string[] = [];
  for (const id of ids) {
    if (ids.indexOf(id) !== ids.lastIndexOf(id)) complaints.push(`${id}: two rules of this id`);
    if (!listed.has(id)) complaints.push(`${id}: not in ${LIST}; add a line`);
    if (listed.get(id) === 'retired') complaints.push(`${id}: retired in ${LIST}; an id is not used again`);
  }
  for (const [id, state] of listed) {
    if (state === 'live' && !ids.includes(id)) {
      complaints.push(`${id}: in ${LIST}, but no such rule; add " retired"`);
    }
  }
  for (const id of readList(lastRelease()).keys()) {
    if (!listed.has(id)) complaints.push(`${id}: was released, and is gone from ${LIST}; put it back`);
  }
  return complaints;
}

function readList(text: string): ReadonlyMap<string, 'live' | 'retired'> {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [id = '', state] = line.trim().split(/\s+/u);
      return [id, state === 'retired' ? 'retired' : 'live'];
    }),
  );
}

/** The list as the last release had it; empty before the first one, and where there is no git. */
function lastRelease(): string {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const tag = git('describe', '--tags', '--abbrev=0', '--match', 'v*').trim();
    return git('show', `${tag}:${LIST}`);
  } catch {
    return '';
  }
}

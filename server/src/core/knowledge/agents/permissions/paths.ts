import type { RuleList } from './rule.js';

/*
 * How `Read(…)` and `Edit(…)` rules of Claude Code match paths: as gitignore does, with four anchors.
 * https://code.claude.com/docs/en/permissions#read-and-edit
 */

/** The folders that the anchors stand for, absolute and without a slash at the end. */
export interface Places {
  /** Where the session was started. */
  readonly cwd: string;
  readonly home: string;
  /** The folder of the settings file's scope: the project's root, for its `.claude/settings.json`. */
  readonly root: string;
}

/** Whether a rule of a list matches the absolute path of a file. */
export function matchesPath(specifier: string, path: string, list: RuleList, places: Places): boolean {
  const { base, pattern } = anchored(specifier, list, places);
  if (path !== base && !path.startsWith(`${base}/`)) return false;
  return accepts(segmentsOf(pattern), segmentsOf(path.slice(base.length)));
}

function anchored(specifier: string, list: RuleList, places: Places): { base: string; pattern: string } {
  if (specifier.startsWith('//')) return { base: '', pattern: specifier.slice(2) };
  if (specifier.startsWith('~/')) return { base: places.home, pattern: specifier.slice(2) };
  if (specifier.startsWith('/')) return { base: places.root, pattern: specifier.slice(1) };
  const dotted = specifier.startsWith('./');
  const relative = dotted ? specifier.slice(2) : specifier;
  return { base: places.cwd, pattern: isFloating(relative, list) && !dotted ? `**/${relative}` : relative };
}

/**
 * A name without a slash matches at any depth, as in gitignore. Of one folder, `src/**`, a deny or ask rule matches at
 * any depth, an allow rule only here.
 */
function isFloating(pattern: string, list: RuleList): boolean {
  const inner = pattern.replace(/\/$/u, '');
  if (!inner.includes('/')) return true;
  return list !== 'allow' && /^[^/]+\/\*\*$/u.test(pattern);
}

function segmentsOf(path: string): readonly string[] {
  return path.split('/').filter((segment) => segment !== '' && segment !== '.');
}

/** What matches a folder matches what is in it. */
function accepts(pattern: readonly string[], path: readonly string[]): boolean {
  const seen = new Set<number>();
  const open: (readonly [number, number])[] = [[0, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [i, j] = next;
    const key = i * (path.length + 1) + j;
    if (seen.has(key)) continue;
    seen.add(key);
    const wanted = pattern[i];
    if (wanted === undefined) return true;
    const segment = path[j];
    if (wanted === '**') {
      // At the end it stands for what is inside.
      if (i < pattern.length - 1) open.push([i + 1, j]);
      else if (j < path.length) return true;
      if (segment !== undefined) open.push([i, j + 1]);
    } else if (segment !== undefined && segmentMatches(wanted, segment)) open.push([i + 1, j + 1]);
  }
  return false;
}

/** `*` is any rest of a segment, `?` one character. What a star has swallowed is given back one by one, never anew. */
function segmentMatches(pattern: string, segment: string): boolean {
  let [at, place] = [0, 0];
  let star = -1;
  let swallowed = 0;
  while (place < segment.length) {
    const wanted = pattern[at];
    if (wanted === '*') {
      star = at;
      swallowed = place;
      at += 1;
    } else if (wanted !== undefined && (wanted === '?' || wanted === segment[place])) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      at = star + 1;
      swallowed += 1;
      place = swallowed;
    } else return false;
  }
  return /^\**$/u.test(pattern.slice(at));
}

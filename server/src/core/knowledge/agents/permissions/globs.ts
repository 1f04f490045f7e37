/*
 * Texts in which `*` stands for any characters, none and spaces included, as the command patterns of agents have it.
 * What such patterns share is decided by walking both: no automaton is needed, as there is no other operator.
 */

/** Longer patterns are compared by their beginning only where the whole would take too long. */
const MAX_LENGTH = 1_000;

/** Whether the pattern accepts the text. */
export function globMatches(pattern: string, text: string): boolean {
  return accepts(pattern, text.slice(0, MAX_LENGTH * 10), false);
}

/**
 * Whether every text that `inner` accepts is accepted by `outer`. A star of `inner` can only be met by a star of
 * `outer`, as it may stand for a character that `outer` does not name.
 */
export function globCovers(outer: string, inner: string): boolean {
  if (outer.length > MAX_LENGTH || inner.length > MAX_LENGTH) return outer === '*' || outer === inner;
  return accepts(outer, inner, true);
}

/** Whether some text is accepted by both. */
export function globsMeet(a: string, b: string): boolean {
  if (a.length > MAX_LENGTH || b.length > MAX_LENGTH) return a === b || a === '*' || b === '*';
  if (differ(a, b)) return false;
  const seen = new Set<number>();
  const open: (readonly [number, number])[] = [[0, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [i, j] = next;
    if (i === a.length && j === b.length) return true;
    const key = i * (b.length + 1) + j;
    if (seen.has(key)) continue;
    seen.add(key);
    const x = a.charAt(i);
    const y = b.charAt(j);
    if (x === '*') {
      open.push([i + 1, j]);
      if (j < b.length) open.push([i, j + 1]);
    }
    if (y === '*') {
      open.push([i, j + 1]);
      if (i < a.length) open.push([i + 1, j]);
    }
    if (x !== '' && x === y && x !== '*') open.push([i + 1, j + 1]);
  }
  return false;
}

/** Whether the texts before the first star already tell the two apart. */
function differ(a: string, b: string): boolean {
  const head = (text: string): string => text.slice(0, text.includes('*') ? text.indexOf('*') : text.length);
  const [x, y] = [head(a), head(b)];
  const length = Math.min(x.length, y.length);
  return x.slice(0, length) !== y.slice(0, length);
}

/** The usual walk with one point to fall back to; `starred` says that a star of the text is a character of its own. */
function accepts(pattern: string, text: string, starred: boolean): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  for (let i = 0; i < text.length;) {
    const wanted = pattern.charAt(at);
    if (wanted === '*') {
      star = at++;
      resume = i;
    } else if (at < pattern.length && wanted === text.charAt(i) && !(starred && text.charAt(i) === '*')) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++resume;
    } else return false;
  }
  while (pattern.charAt(at) === '*') at++;
  return at === pattern.length;
}

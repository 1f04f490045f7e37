/** The name that was probably meant by a misspelt one; `undefined` when none is near. */
export function closestName(written: string, names: Iterable<string>): string | undefined {
  // A third of the letters wrong is still a slip; more is another word.
  let least = Math.max(2, Math.floor(written.length / 3)) + 1;
  let closest: string | undefined;
  for (const name of names) {
    if (Math.abs(name.length - written.length) >= least) continue;
    const distance = editDistance(folded(written), folded(name));
    if (distance < least) {
      least = distance;
      closest = name;
    }
  }
  return closest;
}

/** Case and separators are the commonest slips, and count for nothing. */
function folded(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/gu, '');
}

/** Levenshtein's distance: how many letters to add, drop or change. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(change, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

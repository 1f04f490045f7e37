/**
 * The name that was probably meant by a misspelt one; `undefined` when none is near.
 *
 * @param most how many letters may be wrong: by default two, or a third of them, as more make another word; never all.
 */
export function closestName(
  written: string,
  names: Iterable<string>,
  most = Math.max(2, Math.floor(written.length / 3)),
): string | undefined {
  const wanted = folded(written);
  let least = Math.min(most + 1, wanted.length);
  let closest: string | undefined;
  for (const name of names) {
    if (Math.abs(name.length - written.length) >= least + MOST_SEPARATORS) continue;
    const distance = editDistance(wanted, folded(name), least);
    if (distance < least) {
      least = distance;
      closest = name;
    }
  }
  return closest;
}

/** Names differ by no more of the signs that count for nothing. */
const MOST_SEPARATORS = 2;

/** Case and separators are the commonest slips, and count for nothing. */
function folded(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/gu, '');
}

/**
 * How many letters to add, drop or change, and neighbours to swap, until one word is the other; `enough` where it comes
 * to as many or more.
 */
function editDistance(a: string, b: string, enough: number): number {
  let before: readonly number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      current.push(
        Math.min(
          change,
          (previous[j] ?? 0) + 1,
          (current[j - 1] ?? 0) + 1,
          ...(isSwapped ? [(before[j - 2] ?? 0) + 1] : []),
        ),
      );
    }
    // A swap reaches two rows back.
    if (Math.min(...current) >= enough && Math.min(...previous) >= enough) return enough;
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? 0;
}

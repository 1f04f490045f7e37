const UNITS: readonly (readonly [seconds: number, one: string, many: string])[] = [
  [86_400, 'day', 'days'],
  [3_600, 'h', 'h'],
  [60, 'min', 'min'],
  [1, 's', 's'],
];

/** Below this many seconds hours are clearer than days: "35 h" says more than "1 day 11 h". */
const DAYS_FROM = 2 * 86_400;

/** A length of time as a person reads it: `6 h`, `15 min`, `1 h 30 min`, `90 days`; null is `no end`. */
export function formatDuration(seconds: number | null): string {
  if (seconds === null) return 'no end';
  let rest = Math.max(0, Math.round(seconds));
  const parts: string[] = [];
  for (const [size, one, many] of UNITS) {
    if (size === 86_400 && rest < DAYS_FROM) continue;
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${String(count)} ${count === 1 ? one : many}`);
    rest -= count * size;
    // Two units are as exact as anyone needs.
    if (parts.length === 2) break;
  }
  return parts.length === 0 ? '0 s' : parts.join(' ');
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** The seconds of a duration such as `90m` or `1h30m`; a number is seconds already. */
export function durationSeconds(duration: string | number): number {
  if (typeof duration === 'number') return duration;
  return [...duration.matchAll(/(\d+)([hms])/gu)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (UNIT_SECONDS[unit ?? ''] ?? 0),
    0,
  );
}

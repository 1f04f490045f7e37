/**
 * Seconds since 1970 of a date as conditions take it: a W3C form of ISO 8601 (`2024-05-01`, `2024-05-01T12:30Z`,
 * `2024-05-01T12:30:00.5+02:00`) or Unix time; undefined for anything else. Without a zone it is UTC.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function instant(text: string): number | undefined {
  const trimmed = text.trim();
  if (/^-?\d{5,}(?:\.\d+)?$/u.test(trimmed)) return Number(trimmed);
  const found = ISO.exec(trimmed)?.groups;
  if (found === undefined) return undefined;
  const part = (name: string, fallback: number): number =>
    found[name] === undefined ? fallback : Number(found[name]);
  const month = part('month', 1);
  const day = part('day', 1);
  const hour = part('hour', 0);
  const minute = part('minute', 0);
  const second = part('second', 0);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second >= 61) {
    return undefined;
  }
  const shift = part('zoneHour', 0) * 3600 + part('zoneMinute', 0) * 60;
  const offset = found['sign'] === '-' ? -shift : shift;
  return days(part('year', 1970), month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset;
}

const ISO =
  /^(?<year>\d{4})(?:-(?<month>\d{2})(?:-(?<day>\d{2})(?:T(?<hour>\d{2}):(?<minute>\d{2})(?::(?<second>\d{2}(?:\.\d+)?))?(?:Z|(?<sign>[+-])(?<zoneHour>\d{2}):?(?<zoneMinute>\d{2}))?)?)?)?$/iu;

/** Days from 1 January 1970 in the Gregorian calendar. */
function days(year: number, month: number, day: number): number {
  // Years begin in March, so that the leap day is the last of its year.
  const shifted = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leaps = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return shifted * 365 + leaps + dayOfYear - 719_468;
}

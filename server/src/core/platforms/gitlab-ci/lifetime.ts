import { LIMITS } from '../../knowledge/gitlab/limits.js';
import type { Host, Lifetime } from '../../model/facts.js';
import { get, isAbsent, textOf } from '../../syntax/syntaxTree.js';
import type { Job } from './pipeline.js';
import type { Reading } from './reading.js';

/**
 * How long CI_JOB_TOKEN lives: as long as its job runs, which `timeout` bounds, else the project's setting, and on
 * hosted runners their own limit in any case.
 *
 * @param isWhole whether no other file may have a say in it
 * https://docs.gitlab.com/ci/yaml/#timeout
 */
export function lifetimeOf(
  reading: Reading,
  job: Job,
  { host, isWhole }: { readonly host: Host | undefined; readonly isWhole: boolean },
): Lifetime {
  const node = get(job.body, 'timeout');
  const maximum = LIMITS.hostedMaximumSeconds.value;
  if (node === undefined || isAbsent(node)) {
    return {
      seconds: LIMITS.projectTimeoutSeconds.value,
      basis: isWhole ? 'platform-default' : 'unknown',
      boundBy: isWhole ? 'timeout' : 'another file may set timeout',
      origin: reading.originOf(job.key),
    };
  }
  const origin = reading.originOf(node);
  const declared = durationSeconds(textOf(node) ?? '');
  const isHosted = host?.kind === 'hosted';
  if (declared === undefined || declared <= 0) {
    return {
      seconds: isHosted ? maximum : null,
      basis: isHosted ? 'platform-maximum' : 'unknown',
      boundBy: 'timeout (its value is not read)',
      origin,
    };
  }
  return isHosted && declared > maximum
    ? { seconds: maximum, basis: 'platform-maximum', boundBy: 'the 3 h limit of hosted runners', origin }
    : { seconds: declared, basis: 'declared', boundBy: 'timeout', origin };
}

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:s|secs?|seconds?)$/u, 1],
  [/^(?:m|mins?|minutes?)$/u, 60],
  [/^(?:h|hrs?|hours?)$/u, 3600],
  [/^(?:d|dy|days?)$/u, 86_400],
  [/^(?:w|wks?|weeks?)$/u, 7 * 86_400],
  [/^(?:mo|mon|mos|months?)$/u, 30 * 86_400],
  [/^(?:y|yrs?|years?)$/u, 365 * 86_400],
];

/**
 * Seconds of a duration in natural words, `1h 30m` or `90 minutes`; a bare number is seconds. `undefined` for a text
 * that is no duration.
 * https://docs.gitlab.com/ci/yaml/#timeout, https://github.com/henrypoydar/chronic_duration
 */
export function durationSeconds(text: string): number | undefined {
  const plain = text.trim().toLowerCase().replaceAll(',', ' ');
  if (plain === '' || plain.length > 60) return undefined;
  const clock = /^(?:(\d+):)?(\d{1,2}):(\d{2})$/u.exec(plain);
  if (clock !== null) return clock.slice(1).reduce((sum, part) => sum * 60 + Number(part), 0);
  if (/^\d+(?:\.\d+)?$/u.test(plain)) return Math.round(Number(plain));
  let rest = plain.replace(/\band\b/gu, ' ').trim();
  let seconds = 0;
  while (rest !== '') {
    const part = /^(\d+(?:\.\d+)?)\s*([a-z]+)\s*/u.exec(rest);
    const unit = UNITS.find(([word]) => word.test(part?.[2] ?? ''))?.[1];
    if (part === null || unit === undefined) return undefined;
    seconds += Number(part[1]) * unit;
    rest = rest.slice(part[0].length);
  }
  return Math.round(seconds);
}

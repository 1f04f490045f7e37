import { formatDuration } from '../../model/duration.js';
import type { Lifetime } from '../../model/facts.js';
import { code, plain } from './markdown.js';

/** How long something lasts and why: the value first, then what sets it. */
export function describeLifetime(lifetime: Lifetime): string {
  const { seconds, basis, boundBy } = lifetime;
  const length = seconds === null ? 'without end' : `up to ${formatDuration(seconds)}`;
  switch (basis) {
    case 'declared':
      return `${length} (${setting(boundBy)})`;
    case 'platform-default':
      return isKey(boundBy)
        ? `${length}: nothing sets ${code(boundBy)} (platform default)`
        : `${length}: ${plain(boundBy)} (platform default)`;
    case 'platform-maximum':
      return `${length}: ${setting(boundBy)} (the platform's maximum)`;
    case 'unbounded':
      return seconds === null ? `without end: ${noBound(boundBy)}` : `${length}: ${setting(boundBy)}`;
    case 'unknown':
      return seconds === null
        ? `not known: ${setting(boundBy)}`
        : `${length}, or not known: ${setting(boundBy)}`;
  }
}

/** The same in a few plain characters, for a line that has no room. */
export function shortLifetime(lifetime: Lifetime): string {
  if (lifetime.basis === 'unknown' && lifetime.seconds === null) return 'lasts: not known';
  if (lifetime.seconds === null) return 'no end';
  const length = formatDuration(lifetime.seconds);
  return lifetime.basis === 'declared' ? length : `up to ${length}`;
}

function noBound(boundBy: string): string {
  return isKey(boundBy) ? `nothing sets ${code(boundBy)}` : plain(boundBy);
}

/** A setting's name is code; an explanation is words. */
function setting(boundBy: string): string {
  return isKey(boundBy) ? code(boundBy) : plain(boundBy);
}

function isKey(text: string): boolean {
  return /^[\w.[\]-]+$/u.test(text);
}

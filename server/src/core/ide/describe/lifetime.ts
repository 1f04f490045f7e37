import { formatDuration } from '../../model/duration.js';
import type { Lifetime } from '../../model/facts.js';
import type { Markdown } from '../../text/markdown.js';
import { code, plain, mark } from '../../text/markdown.js';

/** How long something lasts and why: the value first, then what sets it. */
export function describeLifetime(lifetime: Lifetime): Markdown {
  const { seconds, basis, boundBy } = lifetime;
  const length = seconds === null ? plain('without end') : mark`up to ${plain(formatDuration(seconds))}`;
  switch (basis) {
    case 'declared':
      return mark`${length} (${setting(boundBy)})`;
    case 'platform-default':
      return isKey(boundBy)
        ? mark`${length}: nothing sets ${code(boundBy)} (platform default)`
        : mark`${length}: ${plain(boundBy)} (platform default)`;
    case 'platform-maximum':
      return mark`${length}: ${setting(boundBy)} (the platform's maximum)`;
    case 'unbounded':
      return seconds === null ? endless(boundBy) : mark`${length}: ${setting(boundBy)}`;
    case 'unknown':
      return seconds === null
        ? mark`not known: ${setting(boundBy)}`
        : mark`${length}, or not known: ${setting(boundBy)}`;
  }
}

/** The same in a line: what sets it is named, and not explained. */
export function lifetimeInBrief(lifetime: Lifetime): Markdown {
  const { seconds, basis } = lifetime;
  if (seconds === null) return describeLifetime(lifetime);
  const length = plain(formatDuration(seconds));
  switch (basis) {
    case 'platform-default':
      return mark`up to ${length} (platform default)`;
    case 'platform-maximum':
      return mark`up to ${length} (the platform's maximum)`;
    default:
      return describeLifetime(lifetime);
  }
}

/** The same in a few plain characters, for a line that has no room. */
export function shortLifetime(lifetime: Lifetime): string {
  if (lifetime.basis === 'unknown' && lifetime.seconds === null) return 'lasts: not known';
  if (lifetime.seconds === null) return 'no end';
  const length = formatDuration(lifetime.seconds);
  return lifetime.basis === 'declared' ? length : `up to ${length}`;
}

/** What somebody has to end says so by itself. */
function endless(boundBy: string): Markdown {
  if (boundBy.startsWith('until ')) return plain(boundBy);
  return mark`without end: ${isKey(boundBy) ? mark`nothing sets ${code(boundBy)}` : plain(boundBy)}`;
}

/** A setting's name is code; an explanation is words. */
function setting(boundBy: string): Markdown {
  return isKey(boundBy) ? code(boundBy) : plain(boundBy);
}

function isKey(text: string): boolean {
  return /^[\w.[\]-]+$/u.test(text);
}

import type { TrustScope } from '../../model/trustScope.js';
import { bandWords } from '../describe/verdict.js';
import { sessionMarkdown } from '../describe/identity.js';
import { distinct } from '../../collections/grouping.js';
import type { Markdown } from '../../text/markdown.js';
import { mark, plain } from '../../text/markdown.js';
import { counted, joined, listed } from '../../text/phrases.js';

/** The sessions as Markdown, by name while they are few: job `a` and job `b`. */
export function sessionNames(scopes: readonly TrustScope[]): Markdown {
  const some = distinct(scopes, (scope) => scope.id);
  return listed(some.map((scope) => sessionMarkdown(scope.facts)));
}

/** "Job `a` has this." or "4 sessions have this: …", for a line that speaks for several sessions. */
export function whoHas(scopes: readonly TrustScope[], verb: { one: Markdown; many: Markdown }): Markdown {
  const some = distinct(scopes, (scope) => scope.id);
  if (some.length < 2) return mark`${sessionNames(some)} ${verb.one}`;
  const nouns = distinct(some.map(({ facts }) => facts.noun));
  const noun = nouns.length === 1 ? (nouns[0] ?? 'session') : 'session';
  return mark`${plain(counted(some.length, noun))} ${verb.many}: ${sessionNames(some)}`;
}

/** The sessions with their widths: job `a` (broad) and job `b` (narrow). */
export function withWidths(scopes: readonly TrustScope[]): Markdown {
  const some = distinct(scopes, (scope) => scope.id);
  if (some.length > 4) {
    const bands = ['unbounded', 'broad', 'unknown', 'moderate', 'narrow'] as const;
    const counts = bands.map(
      (band) => [band, some.filter((scope) => scope.width.band === band).length] as const,
    );
    const words = counts
      .filter(([, count]) => count > 0)
      .map(([band, count]) => mark`${count} ${band === 'unknown' ? 'not known' : band}`);
    return mark`${some.length} sessions: ${joined(words)}`;
  }
  return joined(
    some.map((scope) => mark`${sessionMarkdown(scope.facts)} (${plain(bandWords(scope.width))})`),
  );
}

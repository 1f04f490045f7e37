import type { Snapshot } from '../analysis/snapshot.js';
import type { Grant } from '../model/facts.js';
import type { TrustScope } from '../model/trustScope.js';
import type { Markdown } from '../text/markdown.js';
import { mark, plain } from '../text/markdown.js';
import { quoted, shownName } from '../text/quoted.js';
import type { TextRange } from '../text/textRange.js';
import { overlaps } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import { describeGrants, isEverything, ownGrants, widestFirst } from './describe/grants.js';
import { distinct } from '../collections/grouping.js';
import { counted } from '../text/phrases.js';
import { scopesOfFile } from './fileScopes.js';

/** Text to show inside the line that is not in the file. */
export interface InlayHintContent {
  readonly offset: number;
  readonly label: string;
  readonly tooltip: Markdown;
}

/** VS Code cuts a longer hint (`editor.inlayHints.maximumLength`). */
const LENGTH = 43;

/** What each session is granted without a word of its own: by default, from the whole file, or from its caller. */
export function inlayHints(snapshot: Snapshot, uri: Uri, range: TextRange): readonly InlayHintContent[] {
  const text = snapshot.file(uri)?.text ?? '';
  return scopesOfFile(snapshot, uri)
    .filter((scope) => overlaps(scope.facts.extent, range) && isImplicit(scope))
    .map((scope) => {
      const { end } = scope.facts.origin.range;
      const { why, tooltip } = source(scope);
      const own = ownGrants(scope).filter((grant) => grant.via.length === 0);
      return {
        offset: text[end] === ':' ? end + 1 : end,
        label: shownName(hintLabel(own, why)),
        tooltip: mark`${own.length === 0 ? 'No grants' : describeGrants(own)}. ${plain(tooltip)}`,
      };
    });
}

/** Where a platform has no way to write grants for a session, it has no measure of what one needs either. */
function isImplicit({ facts }: TrustScope): boolean {
  return facts.kind === 'job-token' && facts.needs !== null && facts.grantBlock?.level !== 'session';
}

function source(scope: TrustScope): { why: string; tooltip: string } {
  if (ownGrants(scope).some((grant) => grant.declaredFor === 'caller')) {
    return {
      why: 'from caller',
      tooltip: 'A called session without grants of its own has those of its caller.',
    };
  }
  if (scope.facts.grantBlock !== undefined) {
    return {
      why: 'from file',
      tooltip: 'Every session of the file without grants of its own has them.',
    };
  }
  const setting = scope.facts.assumed?.setting;
  return {
    why: DEFAULTS[scope.defaultGrants] ?? (scope.facts.callable ? 'at most its caller' : 'default'),
    tooltip:
      setting === undefined
        ? 'Nothing in the file sets them.'
        : `Nothing in the file sets them; the repository's settings decide. Say what they are with ${quoted(`assume.${setting}`)} in .trustscope.yml.`,
  };
}

/** Why a session has what nothing grants it. */
const DEFAULTS: Readonly<Partial<Record<TrustScope['defaultGrants'], string>>> = {
  fallback: 'default, assumed',
  configured: 'default, configured',
};

/** As many grants as fit; the tooltip has them all. */
function hintLabel(grants: readonly Grant[], why: string): string {
  const ranked = distinct(widestFirst(grants), (grant) => grant.action);
  const labels = grantTexts(ranked).map((text) => `permissions: ${text} (${why})`);
  return labels.find((label) => label.length <= LENGTH) ?? labels.at(-1) ?? '';
}

/** The same grants in texts that get shorter. */
function grantTexts(ranked: readonly Grant[]): readonly string[] {
  const [first] = ranked;
  if (first === undefined) return ['none'];
  if (isEverything(ranked.filter((grant) => grant.access === first.access))) return [`${first.access}-all`];
  const named = ranked.map((_, index) => {
    const shown = ranked.slice(0, ranked.length - index).map(({ action }) => action);
    return shown.join(', ') + (index > 0 ? ` +${index}` : '');
  });
  return [...named, counted(ranked.length, 'scope')];
}

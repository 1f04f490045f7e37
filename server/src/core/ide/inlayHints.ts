import type { Snapshot } from '../analysis/snapshot.js';
import type { Grant } from '../model/facts.js';
import type { TrustScope } from '../model/trustScope.js';
import type { TextRange } from '../text/textRange.js';
import { overlaps } from '../text/textRange.js';
import type { Uri } from '../text/uri.js';
import { defaultGrantWords } from './describe/certainty.js';
import { describeGrants, isEverything, ownGrants, widestFirst } from './describe/grants.js';
import { distinct } from './describe/list.js';
import { scopesOfFile } from './fileScopes.js';

/** Text to show inside the line that is not in the file. */
export interface InlayHintContent {
  readonly offset: number;
  readonly label: string;
  readonly tooltip: string;
}

/** More actions than this are counted: a hint must not push the code away. */
const SHOWN = 3;

/** What each session is granted without a word of its own: by default, from the whole file, or from its caller. */
export function inlayHints(snapshot: Snapshot, uri: Uri, range: TextRange): readonly InlayHintContent[] {
  const text = snapshot.file(uri)?.tree.text ?? '';
  return scopesOfFile(snapshot, uri)
    .filter((scope) => overlaps(scope.facts.extent, range) && isImplicit(scope))
    .map((scope) => {
      const { end } = scope.facts.origin.range;
      const { why, tooltip } = source(scope);
      const own = ownGrants(scope).filter((grant) => grant.via.length === 0);
      return {
        offset: text[end] === ':' ? end + 1 : end,
        label: `permissions: ${grantWord(own)} (${why})`,
        tooltip: `${own.length === 0 ? 'No grants' : describeGrants(own)}. ${tooltip}`,
      };
    });
}

function isImplicit(scope: TrustScope): boolean {
  return scope.facts.kind === 'job-token' && scope.facts.grantBlock?.level !== 'session';
}

function source(scope: TrustScope): { why: string; tooltip: string } {
  if (ownGrants(scope).some((grant) => grant.declaredFor === 'caller')) {
    return {
      why: 'from the caller',
      tooltip: 'A called session without grants of its own has those of its caller.',
    };
  }
  if (scope.facts.grantBlock !== undefined) {
    return {
      why: 'from the whole file',
      tooltip: 'Every session of the file without grants of its own has them.',
    };
  }
  const basis =
    defaultGrantWords(scope) ?? (scope.facts.callable ? 'at most its caller' : 'platform default');
  const setting = scope.facts.assumed?.setting;
  return {
    why: basis,
    tooltip:
      setting === undefined
        ? 'Nothing in the file sets them.'
        : `Nothing in the file sets them; the repository's settings decide. Say what they are with \`assume.${setting}\` in .trustscope.yml.`,
  };
}

function grantWord(grants: readonly Grant[]): string {
  const ranked = distinct(widestFirst(grants), (grant) => grant.action);
  const [first] = ranked;
  if (first === undefined) return 'none';
  const top = ranked.filter((grant) => grant.access === first.access);
  if (isEverything(top)) return `${first.access}-all`;
  const shown = ranked.slice(0, SHOWN).map((grant) => grant.action.replace(':', ': '));
  return shown.join(', ') + (ranked.length > SHOWN ? ` +${ranked.length - SHOWN}` : '');
}

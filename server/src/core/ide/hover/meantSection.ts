import type { ResolvedReference, TrustModel } from '../../model/trustScope.js';
import { baseName } from '../../text/uri.js';
import { describeGrants, ownGrants } from '../describe/grants.js';
import { sessionMarkdown } from '../describe/identity.js';
import type { Markdown } from '../../text/markdown.js';
import { code, items, lines, link, mark, NOTHING, plain } from '../../text/markdown.js';

/** The roles that may be meant where none is named, each with what it reaches; none of them counts. */
export function meantSection({ reference, meant = [] }: ResolvedReference, model: TrustModel): Markdown {
  const told = meant.flatMap(({ session, why }) => {
    const scope = model.scope(session);
    if (scope === undefined) return [];
    const { uri } = scope.facts.origin;
    const grants = ownGrants(scope);
    const reaches = grants.length === 0 ? mark`nothing that these files tell` : describeGrants(grants);
    return [
      mark`${sessionMarkdown(scope.facts)} in ${link(plain(baseName(uri)), uri)} (${plain(why)}): ${reaches}`,
    ];
  });
  if (told.length === 0) return NOTHING;
  const which = told.length === 1 ? 'this role' : 'one of these roles, and which one is not written here';
  return lines([mark`**May become** ${code(reference.name)}: ${which}.`, items(told)]);
}

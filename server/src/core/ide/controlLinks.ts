import type { Finding } from '../analysis/snapshot.js';
import type { ControlId } from '../frameworks/controlId.js';
import { controlLink, controlTitle } from '../frameworks/controlLabel.js';
import type { Markdown } from '../text/markdown.js';
import { mark, NOTHING, together } from '../text/markdown.js';

/** A hover names the controls that say it most directly; the rule's page has the rest. */
const SHOWN = 4;

/** Some frameworks have whole sentences as titles: such a one is named by its label alone. */
const TITLE_LENGTH = 50;

/**
 * Links to the controls of the findings at a place, under a label and in one line: the first with its title, the others
 * with theirs where the pointer rests on them. Nothing where nothing was found.
 */
export function controlLinks(findings: readonly Finding[]): Markdown {
  // Of each finding the first, then of each the second: several findings share the room.
  const ids = new Set<ControlId>(
    Array.from({ length: SHOWN }, (_, place) =>
      findings.flatMap(({ controls }) => controls[place] ?? []),
    ).flat(),
  );
  if (ids.size === 0) return NOTHING;
  const links = [...ids].slice(0, SHOWN).map((id, place) => {
    const title = controlTitle(id);
    return place === 0 && title.length <= TITLE_LENGTH ? controlLink(id, title) : controlLink(id);
  });
  return mark`Related controls: ${together(links, ' · ')}`;
}

import type { Finding } from '../analysis/snapshot.js';
import type { ControlId } from '../frameworks/controlId.js';
import { controlLabel, controlLink, controlTitle } from '../frameworks/controlLabel.js';
import type { Markdown } from '../text/markdown.js';
import { mark, NOTHING, together } from '../text/markdown.js';

/** A hover names the controls that say it most directly; the rule's page has the rest. */
const SHOWN = 4;

const LABEL = 'Related controls: ';

/** Characters that fit in a line of a hover; some frameworks have whole sentences as titles. */
const ONE_LINE = 80;

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
  const shown = [...ids].slice(0, SHOWN);
  const length = shown.reduce((sum, id) => sum + controlLabel(id).length + ' · '.length, LABEL.length);
  const links = shown.map((id, place) => {
    const title = controlTitle(id);
    const fits = length - controlLabel(id).length + title.length <= ONE_LINE;
    return place === 0 && fits ? controlLink(id, title) : controlLink(id);
  });
  return mark`${LABEL}${together(links, ' · ')}`;
}

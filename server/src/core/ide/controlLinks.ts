import type { Finding } from '../analysis/snapshot.js';
import { controlsOf } from '../frameworks/findingClasses.js';
import type { ControlId, FindingClass } from '../frameworks/controlId.js';
import { controlLink, controlTitle } from '../frameworks/controlLabel.js';
import type { Markdown } from '../text/markdown.js';
import { together } from '../text/markdown.js';

/** A hover names the controls that say it most directly; the rule's page has the rest. */
const SHOWN = 4;

/** Some frameworks have whole sentences as titles. */
const TITLE_LENGTH = 60;

/** Links to the controls of the findings at a place, then to those of what the place is about. */
export function controlLinks(findings: readonly Finding[], classes: readonly FindingClass[]): Markdown {
  const ids = new Set<ControlId>([
    // Of each finding the first, then of each the second: several findings share the room.
    ...Array.from({ length: SHOWN }, (_, place) =>
      findings.flatMap(({ controls }) => controls[place] ?? []),
    ).flat(),
    ...classes.flatMap((name) => controlsOf(name).primary),
  ]);
  return together(
    [...ids].slice(0, SHOWN).map((id) => controlLink(id, shortened(controlTitle(id)))),
    ' · ',
  );
}

function shortened(title: string): string {
  if (title.length <= TITLE_LENGTH) return title;
  const whole = title.slice(0, title.lastIndexOf(' ', TITLE_LENGTH)).replace(/ \([^)]*$/u, '');
  return `${whole.replace(/(?:[\s,;:(]|\b(?:and|or|of|to|the|for|in|with|are)$)+$/u, '')} …`;
}

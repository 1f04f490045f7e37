import type { Fix } from '../analysis/snapshot.js';
import { control } from '../frameworks/catalogue.js';
import type { Copies } from './copies.js';
import type { ReportFinding, ReportFix } from './document.js';
import type { Places } from './places.js';
import type { SelectedFinding } from './selection.js';

/** One finding as the report tells it, with what says the same of other files where that is asked. */
export function reportFinding(selected: SelectedFinding, places: Places, copies?: Copies): ReportFinding {
  const { finding, place, fixes } = selected;
  const repeated = copies?.of(selected) ?? [];
  const first = copies?.firstOf(selected);
  return {
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    message: finding.message,
    ...place,
    session: finding.session,
    related: finding.related.map(({ origin, message }) => ({ ...places.place(origin), message })),
    controls: finding.controls.map(control).map(({ framework, code }) => ({ framework, id: code })),
    fixes: fixes.map((fix) => reportFix(fix, places)),
    suppressed:
      finding.suppressed === null
        ? null
        : { reason: finding.suppressed.reason, ...places.place(finding.suppressed.origin) },
    ...(repeated.length === 0 ? {} : { copies: repeated.map((copy) => copy.place) }),
    ...(first === undefined ? {} : { copyOf: first.place }),
  };
}

function reportFix({ title, applicability, changes }: Fix, places: Places): ReportFix {
  return {
    title,
    applicability,
    edits: changes.flatMap(({ uri, edits }) =>
      edits.map(({ range, newText }) => ({
        path: places.path(uri),
        range: places.range(uri, range),
        newText,
      })),
    ),
  };
}

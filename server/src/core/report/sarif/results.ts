import { counted } from '../../text/phrases.js';
import type { ReportCoverage } from '../document.js';
import type { Fix, FileProblem, Suppression } from '../../analysis/snapshot.js';
import type { Severity } from '../../model/vocabulary.js';
import type { Related } from '../../model/origin.js';
import type { Copies } from '../copies.js';
import type { Places } from '../places.js';
import type { SelectedFinding } from '../selection.js';
import { artifactLocation, physicalLocation, region, relatedLocation } from './locations.js';
import type { TaxonReference } from './taxonomies.js';

const LEVELS = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** SARIF's word for a severity. */
export function level(severity: Severity): (typeof LEVELS)[Severity] {
  return LEVELS[severity];
}

/** How a result stands among the others. */
export interface ResultContext {
  readonly ruleIndex: number | undefined;
  /** Controls that do not stand with its rule. */
  readonly taxa: readonly TaxonReference[];
  /** Whether some results are suppressed: then all say whether they are. */
  readonly saysSuppressed: boolean;
  /** Results that say the same of other files; absent where the results are those of a change. */
  readonly copies?: Copies;
}

/** A copy stays a result: services track results by file and show them where a change is, and none may be overlooked. */
function sameOf(selected: SelectedFinding, copies: Copies | undefined): readonly Related[] {
  const first = copies?.firstOf(selected);
  return [
    ...(copies?.of(selected) ?? []).map((copy) => ({
      origin: copy.finding.origin,
      message: 'the same here',
    })),
    ...(first === undefined ? [] : [{ origin: first.finding.origin, message: 'the same, told first here' }]),
  ];
}

/** A finding as a SARIF result; lists that would be empty are left out. */
export function result(
  selected: SelectedFinding,
  fingerprint: string,
  places: Places,
  { ruleIndex, taxa, saysSuppressed, copies }: ResultContext,
): object {
  const { finding, place, fixes, scope } = selected;
  const related = [...finding.related, ...sameOf(selected, copies)].map(({ origin, message }, index) => ({
    id: index + 1,
    ...relatedLocation(origin, message, places),
  }));
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: level(finding.severity),
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: physicalLocation(place),
        ...(scope === undefined
          ? {}
          : {
              logicalLocations: [{ name: scope.facts.name, fullyQualifiedName: scope.id, kind: 'session' }],
            }),
      },
    ],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    partialFingerprints: { 'trustscopeFinding/v1': fingerprint },
    ...(fixes.length === 0 ? {} : { fixes: fixes.map((fix) => sarifFix(fix, places)) }),
    ...(saysSuppressed
      ? { suppressions: finding.suppressed === null ? [] : [suppression(finding.suppressed, places)] }
      : {}),
    ...(taxa.length === 0 ? {} : { taxa }),
    properties: {
      confidence: finding.confidence,
      severity: finding.severity,
      ...(scope === undefined ? {} : { width: scope.width.band }),
    },
  };
}

function sarifFix({ title, caution, applicability, changes }: Fix, places: Places): object {
  return {
    description: { text: caution === undefined ? title : `${title} (${caution})` },
    artifactChanges: changes.map(({ uri, edits }) => ({
      artifactLocation: artifactLocation(places.path(uri)),
      replacements: edits.map(({ range, newText }) => ({
        deletedRegion: region(places.range(uri, range)),
        insertedContent: { text: newText },
      })),
    })),
    properties: { applicability },
  };
}

function suppression({ reason, origin }: Suppression, places: Places): object {
  return {
    kind: 'inSource',
    status: 'accepted',
    justification: reason,
    location: { physicalLocation: physicalLocation(places.place(origin)) },
  };
}

/** A file that could not be read whole: what the tool met on its way, not a result of a rule. */
export function notification(problem: FileProblem, places: Places): object {
  const { uri, range, message, severity, kind } = problem;
  return {
    level: level(severity),
    descriptor: { id: kind },
    message: { text: message },
    locations: [{ physicalLocation: physicalLocation(places.place({ uri, range })) }],
  };
}

/** What the results do not speak of. */
export function coverageNotifications({
  read,
  notRead,
  sessionsWithUnknowns,
}: ReportCoverage): readonly object[] {
  const text = `${counted(read, 'file')} read; ${counted(sessionsWithUnknowns, 'session')} with something that is not known`;
  return [
    { level: 'note', descriptor: { id: 'coverage' }, message: { text } },
    ...notRead.map(({ path, why }) => ({
      level: 'note',
      descriptor: { id: 'not-read' },
      message: { text: `${path}: ${why}` },
      locations: [{ physicalLocation: { artifactLocation: artifactLocation(path) } }],
    })),
  ];
}

import type { ChangeRow, Comparison } from '../change/comparison.js';
import { changeAsides, changeLine, rowsOf } from '../change/comparison.js';
import { artifactLocation, physicalLocation } from './locations.js';
import { fingerprintsOf } from './fingerprint.js';

/** What a change does to sessions, as rules of SARIF: they have no page. */
const KINDS = [
  {
    id: 'session-wider',
    text: 'A session got wider',
    direction: 'wider',
    level: 'warning',
    severity: '5.5',
  },
  {
    id: 'session-no-longer-known',
    text: 'What a session may do is no longer known',
    direction: 'became-unknown',
    level: 'note',
    severity: '3.0',
  },
] as const;

/** Rows of a comparison that matter to a reviewer as SARIF results, with what describes their kinds. */
export function changeResults(comparison: Comparison): {
  readonly descriptors: readonly object[];
  readonly results: readonly object[];
} {
  const told = KINDS.map((kind) => ({ kind, rows: rowsOf(comparison, [kind.direction]) })).filter(
    ({ rows }) => rows.length > 0,
  );
  return {
    descriptors: told.map(({ kind }) => ({
      id: kind.id,
      shortDescription: { text: kind.text },
      fullDescription: { text: `${kind.text} than it was before the change` },
      help: { text: `${kind.text}. trustscope diff shows how.` },
      defaultConfiguration: { level: kind.level },
      properties: { tags: ['security'], 'security-severity': kind.severity },
    })),
    results: told.flatMap(({ kind, rows }) => {
      const marks = fingerprintsOf(
        rows.map(({ change }) => [
          kind.id,
          change.session.id,
          change.dimension,
          ...change.what,
          ...change.on,
        ]),
      );
      return rows.map((row, index) => changeResult(row, kind, marks[index] ?? ''));
    }),
  };
}

function changeResult(row: ChangeRow, { id, level }: (typeof KINDS)[number], mark: string): object {
  const { change, place } = row;
  return {
    ruleId: id,
    level,
    message: { text: [changeLine(row), ...changeAsides(row)].join(' · ') },
    locations: [
      {
        physicalLocation:
          place === undefined
            ? { artifactLocation: artifactLocation(change.session.path) }
            : physicalLocation(place),
        logicalLocations: [
          { name: change.session.label, fullyQualifiedName: change.session.id, kind: 'session' },
        ],
      },
    ],
    partialFingerprints: { 'trustscopeChange/v1': mark },
    properties: { dimension: change.dimension },
  };
}

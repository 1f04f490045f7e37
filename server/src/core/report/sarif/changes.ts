import type { ChangeRow, Comparison } from '../change/comparison.js';
import { changeAsides, changeLine, rowsOf, UNREADABLE } from '../change/comparison.js';
import type { UnreadableChange } from '../change/unreadable.js';
import { unreadableWords } from '../change/unreadable.js';
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

/** A result rather than a notification, which services do not show: what changed there is not known. */
const NOT_READ = {
  id: 'changed-file-not-read',
  text: UNREADABLE,
  level: 'warning',
  severity: '5.5',
} as const;

/** Rows of a comparison that matter to a reviewer as SARIF results, with what describes their kinds. */
export function changeResults(comparison: Comparison): {
  readonly descriptors: readonly object[];
  readonly results: readonly object[];
} {
  const told = KINDS.map((kind) => ({ kind, rows: rowsOf(comparison, [kind.direction]) })).filter(
    ({ rows }) => rows.length > 0,
  );
  const unread = comparison.unreadable ?? [];
  return {
    descriptors: [
      ...told.map(({ kind }) => descriptor(kind, `${kind.text} than it was before the change`)),
      ...(unread.length === 0 ? [] : [descriptor(NOT_READ, `${NOT_READ.text}, before or after the change`)]),
    ],
    results: [...unread.map(unreadResult), ...changedRows(told)],
  };
}

interface ToldKind {
  readonly id: string;
  readonly text: string;
  readonly level: string;
  readonly severity: string;
}

function descriptor({ id, text, level, severity }: ToldKind, full: string): object {
  return {
    id,
    shortDescription: { text },
    fullDescription: { text: full },
    help: { text: `${text}. trustscope diff shows how.` },
    defaultConfiguration: { level },
    properties: { tags: ['security'], 'security-severity': severity },
  };
}

function unreadResult(file: UnreadableChange): object {
  const [mark = ''] = fingerprintsOf([[NOT_READ.id, file.path]]);
  return {
    ruleId: NOT_READ.id,
    level: NOT_READ.level,
    message: { text: `${UNREADABLE}: ${unreadableWords(file)}.` },
    locations: [{ physicalLocation: { artifactLocation: artifactLocation(file.path) } }],
    partialFingerprints: { 'trustscopeChange/v1': mark },
  };
}

function changedRows(
  told: readonly { readonly kind: (typeof KINDS)[number]; readonly rows: readonly ChangeRow[] }[],
): readonly object[] {
  return told.flatMap(({ kind, rows }) => {
    const marks = fingerprintsOf(
      rows.map(({ change }) => [kind.id, change.session.id, change.dimension, ...change.what, ...change.on]),
    );
    return rows.map((row, index) => changeResult(row, kind, marks[index] ?? ''));
  });
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

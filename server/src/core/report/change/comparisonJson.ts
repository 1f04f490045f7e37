import type { Direction } from '../../compare/changes.js';
import { visibleJson } from '../../text/visible.js';
import type { Comparison } from './comparison.js';
import { reportFinding } from '../reportFinding.js';
import { comparisonSummary, GROUPS, rowsOf } from './comparison.js';

/** A comparison as one JSON document; `schemas/diff.schema.json` describes it. */
export function comparisonJson(comparison: Comparison, version: string): string {
  const rows = GROUPS.flatMap(({ directions }) => rowsOf(comparison, directions));
  const count = (direction: Direction): number =>
    comparison.changes.filter((change) => change.direction === direction).length;
  const json = JSON.stringify(
    {
      version: 1,
      tool: { name: 'trustscope', version },
      base: comparison.base,
      changes: rows.map(({ change, startedBy, place }) => ({
        direction: change.direction,
        dimension: change.dimension,
        session: change.session.id,
        identity: change.session.label,
        what: change.what,
        on: change.on,
        ...(change.before === undefined ? {} : { before: change.before }),
        gates: change.gates,
        open: change.open,
        startedBy,
        path: place?.path ?? change.session.path,
        range: place?.range ?? null,
      })),
      contract: (comparison.contract ?? []).map((selected) => reportFinding(selected, comparison.after)),
      unreadable: comparison.unreadable ?? [],
      ...(comparison.unpaired === true ? { unpaired: true } : {}),
      summary: {
        text: comparisonSummary(comparison),
        wider: count('wider'),
        narrower: count('narrower'),
        different: count('different'),
        becameKnown: count('became-known'),
        becameUnknown: count('became-unknown'),
      },
    },
    undefined,
    2,
  );
  return `${visibleJson(json)}\n`;
}

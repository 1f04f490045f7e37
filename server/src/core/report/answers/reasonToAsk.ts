import type { Change } from '../../compare/changes.js';
import { counted } from '../../text/phrases.js';
import { shownMessage } from '../../text/quoted.js';
import type { Comparison } from '../change/comparison.js';
import { changeAsides, changeLine, GROUPS, rowsOf } from '../change/comparison.js';
import { lineColumn } from '../text/layout.js';

/** When a person is to be asked about an edit. */
export interface Asking {
  /** Changed files that say what is taken for granted: then every change counts, since it is not the sessions that changed. */
  readonly assumptions: readonly string[];
  /** Whether what is no longer known counts too. */
  readonly alsoUnknown: boolean;
}

/** Lines of a reason before the rest is counted. */
const MOST_LINES = 5;

/** Why a person should be asked before an edit, a line for each change; undefined where nothing counts. */
export function reasonToAsk(comparison: Comparison, asking: Asking): string | undefined {
  const { assumptions } = asking;
  const directions = assumptions.length > 0 ? GROUPS.flatMap((group) => group.directions) : counting(asking);
  const changes = comparison.changes.filter(({ direction }) => directions.includes(direction));
  if (changes.length === 0) return undefined;
  const rows = directions.flatMap((direction) => rowsOf({ ...comparison, changes }, [direction]));
  const lines = rows.slice(0, MOST_LINES).map((row) => {
    const { place, sign, change } = row;
    const at = place === undefined ? change.session.path : `${place.path}:${lineColumn(place)}`;
    return `${sign} ${[changeLine(row), ...changeAsides(row), at].join(' · ')}`;
  });
  const more = rows.length - lines.length;
  return [headOf(changes, assumptions), ...lines, ...(more > 0 ? [`and ${String(more)} more`] : [])]
    .map(shownMessage)
    .join('\n');
}

function counting({ alsoUnknown }: Asking): readonly Change['direction'][] {
  return alsoUnknown ? ['wider', 'became-unknown'] : ['wider'];
}

function headOf(changes: readonly Change[], assumptions: readonly string[]): string {
  const sessions = counted(new Set(changes.map(({ session }) => session.id)).size, 'session');
  if (assumptions.length > 0) {
    return `TrustScope: this edit of ${assumptions.join(', ')} changes what is taken for granted of ${sessions}.`;
  }
  return changes.some(({ direction }) => direction === 'wider')
    ? `TrustScope: this edit makes ${sessions} wider.`
    : `TrustScope: after this edit it is not known how far ${sessions} can reach.`;
}

import type { TrustScope } from '../../model/trustScope.js';
import { effectiveGates, leastTrusted } from '../../model/trustScope.js';
import { formatDuration } from '../../model/duration.js';

/**
 * What severity rests on, in one line: who starts the session, for how long, and what checks again.
 * `started by anyone who can push · lasts up to 6 h · no gate`
 */
export function circumstances(scope: TrustScope): string {
  return [startedBy(scope), lasts(scope), gates(scope)].join(' · ');
}

function startedBy({ initiators }: TrustScope): string {
  const least = leastTrusted(initiators);
  return least === undefined ? 'nothing here starts it' : `started by ${least.who}`;
}

function lasts({ lifetime }: TrustScope): string {
  if (lifetime.seconds !== null) return `lasts up to ${formatDuration(lifetime.seconds)}`;
  return lifetime.basis === 'unknown' ? 'how long it lasts is not known' : 'no end';
}

function gates(scope: TrustScope): string {
  const names = effectiveGates(scope).map((gate) =>
    gate.state === 'assumed' ? `${gate.name} (assumed)` : gate.name,
  );
  if (names.length > 0) return `gate: ${names.join(', ')}`;
  return scope.gates.length > 0 ? 'no gate that checks' : 'no gate';
}

import { append } from '../../collections/grouping.js';
import type { Becoming } from '../../model/escalation.js';
import type { Initiator } from '../../model/facts.js';
import type { TrustScope } from '../../model/trustScope.js';
import { untrustedInitiators } from '../../model/trustScope.js';

/** What all steps of a session are held against, found once: where all can become each other there are many. */
export interface Ways {
  /** What is become for certain over each session, by that session's id. */
  readonly over: ReadonlyMap<string, readonly Becoming[]>;
  /** Those who start it without anybody's approval, and get its secrets. */
  readonly strangers: readonly Initiator[];
}

export function waysOn(scope: TrustScope): Ways {
  const over = new Map<string, Becoming[]>();
  for (const step of scope.becomes) {
    const [first] = step.via;
    if (first !== undefined && step.certain) append(over, first, step);
  }
  const strangers = untrustedInitiators(scope).filter(({ withholds }) => !withholds.includes('secrets'));
  return { over, strangers };
}

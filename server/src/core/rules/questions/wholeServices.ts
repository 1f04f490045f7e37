import type { Grant } from '../../model/facts.js';
import { hasWholeAction } from './breadths.js';

/** All of a service on every resource, with nothing that has to hold before. */
export function isPlainWhole(grant: Grant): boolean {
  const conditions = grant.attributes?.['conditions'];
  const isConditioned = Array.isArray(conditions) && conditions.length > 0;
  return hasWholeAction(grant) && !isConditioned && grant.gates.length === 0 && grant.resource === '*';
}

/** What another statement allows whole is narrowed only when that one is, and it is told there. */
export function isWithin({ action }: Grant, wholes: readonly Grant[]): boolean {
  const [service = ''] = action.toLowerCase().split(':');
  return wholes.some((whole) => whole.action === '*' || whole.action.toLowerCase() === `${service}:*`);
}

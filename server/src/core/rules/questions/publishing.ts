import type { CarriedIdentity } from '../../model/facts.js';

/** Whether it puts out what others then install or run. */
export function publishes({ kind, sensitivity, system }: CarriedIdentity): boolean {
  if (kind !== 'static-credential') return false;
  return sensitivity.includes('publishing') || system?.kind === 'artifacts';
}

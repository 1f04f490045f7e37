import type { ControlId, FindingClass } from './controlId.js';
import findingClasses from './data/findingClasses.json' with { type: 'json' };
import type { ControlMapping } from './framework.js';

const MAPPINGS = findingClasses as Readonly<Record<FindingClass, ControlMapping>>;

/** All classes of finding. */
export function findingClassIds(): readonly FindingClass[] {
  return Object.keys(MAPPINGS) as FindingClass[];
}

/** The controls that a class of finding touches, those that say it most directly as primary. */
export function controlsOf(findingClass: FindingClass): ControlMapping {
  return MAPPINGS[findingClass];
}

/** All controls of a class of finding: `first`, then the other primary ones, then the supporting ones. */
export function orderedControls(
  findingClass: FindingClass,
  first: readonly ControlId[] = [],
): readonly ControlId[] {
  const { primary, supporting } = controlsOf(findingClass);
  return [...new Set([...first, ...primary, ...supporting])];
}

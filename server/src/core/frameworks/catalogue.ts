import type { ControlId, FrameworkId } from './controlId.js';
import { EDITIONS } from './editions.generated.js';
import type { Control, Framework, FrameworkEdition } from './framework.js';

// Built on first use: a server that has not shown a finding yet need not pay for it.
let frameworksById: ReadonlyMap<FrameworkId, Framework> | undefined;
let controlsById: ReadonlyMap<string, Control> | undefined;

/** All framework editions. */
export function frameworks(): readonly Framework[] {
  return [...indexedFrameworks().values()];
}

/** One framework edition. */
export function framework(id: FrameworkId): Framework {
  return found(indexedFrameworks().get(id), id);
}

/** One control. */
export function control(id: ControlId): Control {
  return found(indexedControls().get(id), id);
}

/** Whether the catalogue has a control of this id. */
export function isControlId(id: string): id is ControlId {
  return indexedControls().has(id);
}

function indexedFrameworks(): ReadonlyMap<FrameworkId, Framework> {
  frameworksById ??= new Map(EDITIONS.map((edition) => [edition.id, withIds(edition)]));
  return frameworksById;
}

function indexedControls(): ReadonlyMap<string, Control> {
  controlsById ??= new Map(
    frameworks().flatMap(({ controls }) => controls.map((entry) => [entry.id, entry])),
  );
  return controlsById;
}

function withIds(edition: FrameworkEdition): Framework {
  const controls = Object.entries(edition.controls).map(([code, entry]): Control => {
    return { id: `${edition.id}:${code}` as ControlId, framework: edition.id, code, ...entry };
  });
  return { ...edition, controls };
}

/** The unions are derived from the same data, so a miss means that `npm run generate` was not run. */
function found<T>(value: T | undefined, id: string): T {
  if (value === undefined) throw new Error(`${id} is not in the framework catalogue; run "npm run generate"`);
  return value;
}

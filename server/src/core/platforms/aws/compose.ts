import type { Composing, UnitFacts, UnitFile } from '../../compose/composer.js';
import { callsIn, moduleOf } from './terraform/unit/module.js';
import { isRoot } from './terraform/unit/roots.js';
import { configurationFacts } from './terraform/unit/unitFacts.js';

/** The folders whose modules a file calls. */
export function calledFrom(file: UnitFile): readonly string[] {
  return callsIn(file);
}

/** What a configuration says: the module of a folder with all that it calls, unless others call that. */
export function composeModule(folder: string, composing: Composing): UnitFacts {
  return isRoot(folder, composing) ? configurationFacts(folder, composing) : { files: new Map() };
}

/** The module of a folder, as it is written. */
export function partOfModule(folder: string, composing: Composing): unknown {
  return moduleOf(folder, composing);
}

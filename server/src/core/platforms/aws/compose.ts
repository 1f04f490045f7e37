import type { Composing, UnitFacts, UnitFile } from '../../compose/composer.js';
import { sharedPart } from './template/unit/givenValues.js';
import { templatesIn } from './template/unit/stackCalls.js';
import { templateFacts } from './template/unit/templateFacts.js';
import { callsIn, folderOf, moduleOf } from './terraform/unit/module.js';
import { configurationFacts } from './terraform/unit/unitFacts.js';
import { runFolders, terragruntFacts, unitsRunning } from './terragrunt/compose.js';
import { isRoot } from './unit/roots.js';

/** The folders whose modules a file calls. */
export function calledFrom(file: UnitFile): readonly string[] {
  return callsIn(file);
}

/** The templates of the stacks that a template nests. */
export function nestedIn(file: UnitFile): readonly string[] {
  return templatesIn(file);
}

/** What a configuration says: the module of a folder with all that it calls, unless others call that. */
export function composeModule(folder: string, composing: Composing): UnitFacts {
  const callers = (at: string): readonly string[] =>
    without(at, [...composing.namedBy(at).map(folderOf), ...unitsRunning(at, composing)]);
  return isRoot(folder, callers) ? configurationFacts(folder, composing) : NOTHING;
}

/** What a template says with the stacks that it nests, unless others nest it. */
export function composeTemplate(path: string, composing: Composing): UnitFacts {
  const callers = (at: string): readonly string[] => without(at, composing.namedBy(at));
  return isRoot(path, callers) ? templateFacts(path, composing) : NOTHING;
}

/** What a unit of Terragrunt says: the module that it runs. */
export function composeRun(path: string, composing: Composing): UnitFacts {
  return terragruntFacts(path, composing);
}

/** The folders that the unit of Terragrunt at a path runs; those of all units for an empty path. */
export function foldersRun(path: string, composing: Composing): unknown {
  return runFolders(path, composing);
}

/** What a template gives to other stacks under names; what all of them give for an empty path. */
export function valuesOf(path: string, composing: Composing): unknown {
  return sharedPart(path, composing);
}

/** The module of a folder, as it is written. */
export function partOfModule(folder: string, composing: Composing): unknown {
  return moduleOf(folder, composing);
}

const NOTHING: UnitFacts = { files: new Map() };

function without(name: string, callers: readonly string[]): readonly string[] {
  return [...new Set(callers)].filter((caller) => caller !== name);
}

import type { Composing, UnitFacts } from '../../../compose/composer.js';
import { encodeSegment } from '../../../text/uri.js';
import { seenFrom } from '../terraform/build.js';
import { treeFacts } from '../terraform/unit/unitFacts.js';
import { UnitReading } from '../terraform/unit/unitReading.js';
import { filed } from '../unit/filed.js';
import { NO_PARTS } from '../parts.js';
import { folderOf } from '../terraform/unit/module.js';
import { UNITS } from './select.js';
import { TerragruntUnit } from './unit.js';

/** Units whose outputs one unit takes, over however many. */
const MOST_GIVERS = 60;

/** What a unit says: the module that it runs, with its inputs, by the files in which it stands. */
export function terragruntFacts(path: string, composing: Composing): UnitFacts {
  const reading = new UnitReading(composing, folderOf(path));
  const givers = new GivingUnits(reading, path);
  const unit = givers.unitAt(path, '');
  unit.note();
  const { tree } = unit;
  if (tree === undefined) return { files: filed(reading.reading, NO_PARTS, () => '', []) };
  return treeFacts(reading, tree, {
    modules: () => givers.all.flatMap((one) => one.tree?.all().map(({ values }) => values) ?? []),
    home: (id) => givers.homeOf(id),
  });
}

/** Before the addresses of a unit that gives outputs to another, with its number. */
const GIVER = /^unit:(\d+):/u;

/** The units whose outputs a unit takes, and those take in turn. */
class GivingUnits {
  readonly all: TerragruntUnit[] = [];
  readonly #byPath = new Map<string, TerragruntUnit | undefined>();

  constructor(
    readonly reading: UnitReading,
    /** The unit that is told itself, whose outputs only lead back. */
    readonly own: string,
  ) {}

  unitAt(path: string, prefix: string): TerragruntUnit {
    return new TerragruntUnit(this.reading, path, prefix, (other, name, range) => {
      const node = this.#giver(other)?.output(name, range);
      return node && seenFrom(node, range);
    });
  }

  /** Where a resource is told that another unit makes; `undefined` for one of its own. */
  homeOf(id: string): { readonly uri: string; readonly id: string } | undefined {
    const number = GIVER.exec(id)?.[1];
    const unit = number === undefined ? undefined : this.all[Number(number)];
    if (unit === undefined) return undefined;
    const { root } = this.reading.composing;
    const uri = [root, ...unit.folder.split('/').filter(Boolean).map(encodeSegment), 'main.tf'].join('/');
    return { uri, id: id.replace(GIVER, '') };
  }

  #giver(path: string): TerragruntUnit | undefined {
    if (path === this.own) return undefined;
    const known = this.#byPath.get(path);
    if (known !== undefined || this.all.length >= MOST_GIVERS) return known;
    const unit = this.unitAt(path, `unit:${String(this.all.length)}:`);
    this.#byPath.set(path, unit);
    this.all.push(unit);
    return unit;
  }
}

/** The folders of modules that a unit runs, with that of its own files; part of `runFolders`. */
type RunFolders = readonly (readonly [folder: string, path: string])[];

/** A part of `unitsRunning`: what the unit at a path runs, or what all run for an empty path. */
export function runFolders(path: string, composing: Composing): RunFolders {
  if (path === '') {
    return composing
      .namedBy(UNITS)
      .flatMap((each) => (composing.part(`${UNITS}:${each}`) ?? []) as RunFolders);
  }
  const reading = new UnitReading(composing, folderOf(path));
  const { folder, moduleFolder } = new GivingUnits(reading, path).unitAt(path, '');
  if (moduleFolder === undefined) return [];
  return moduleFolder === folder
    ? [[folder, path]]
    : [
        [moduleFolder, path],
        [folder, path],
      ];
}

/** The units that run the module of a folder. */
export function unitsRunning(folder: string, composing: Composing): readonly string[] {
  const all = (composing.part(`${UNITS}:`) ?? []) as RunFolders;
  return all.flatMap(([at, path]) => (at === folder ? [`${UNITS}:${path}`] : []));
}

import type { Composing } from '../../../../compose/composer.js';
import { parse } from '../../../../syntax/parse.js';
import type { Block as TextBlock } from '../../../../text/block.js';
import { blockOf } from '../../../../text/block.js';
import { encodeSegment } from '../../../../text/uri.js';
import type { ReadFile } from '../../reading.js';
import { Reading } from '../../reading.js';
import type { Module } from './module.js';

/** Instances of modules in one configuration; beyond, a module is as one that is not here. */
const MOST_INSTANCES = 400;

/** What the modules of one configuration are read with, and those whose outputs it takes. */
export class UnitReading {
  readonly reading: Reading;
  /** What the places in the files are of, noted as they are met. */
  readonly places = new Map<TextBlock, ReadFile>();
  /** The uris of files that were read as data: what they say is said where they are taken. */
  readonly taken = new Set<string>();
  readonly #modules = new Map<string, Module>();
  #count = 0;

  constructor(
    readonly composing: Composing,
    /** The folder to which what has no place of its own belongs. */
    readonly folder: string,
  ) {
    const uri = [composing.root, ...folder.split('/').filter(Boolean).map(encodeSegment), 'main.tf'].join(
      '/',
    );
    const { places } = this;
    this.reading = new Reading(uri, parse('', 'hcl'), toolsOf(folder, composing), {
      at: (range) => {
        const block = blockOf(range);
        return block && places.get(block);
      },
      get count() {
        return places.size;
      },
    });
  }

  /** The module of a folder; `undefined` where nothing of Terraform stands there. */
  module(folder: string): Module | undefined {
    const module = this.moduleOf(folder);
    return module.files.size === 0 ? undefined : module;
  }

  /** The module of a folder, which may be empty. */
  moduleOf(folder: string): Module {
    const known = this.#modules.get(folder);
    if (known !== undefined) return known;
    const module = this.composing.part(folder) as Module;
    this.#modules.set(folder, module);
    this.met(module);
    return module;
  }

  /** Notes what the places of a module are of. */
  met(module: Module): void {
    for (const [block, file] of module.files) this.places.set(block, file);
  }

  /** Says whether so many more instances may be made. */
  take(count: number): boolean {
    this.#count += count;
    return this.#count <= MOST_INSTANCES;
  }
}

/** What reading takes: that of any file of the folder, as they are all of one workspace. */
function toolsOf(folder: string, composing: Composing): ReturnType<Composing['tools']> {
  for (const path of composing.folder(folder)) {
    const tools = composing.tools(path);
    if (Object.keys(tools).length > 0) return tools;
  }
  return {};
}

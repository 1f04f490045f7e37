import type { Origin, Related } from '../../../../model/origin.js';
import type { SyntaxNode } from '../../../../syntax/syntaxTree.js';
import { get } from '../../../../syntax/syntaxTree.js';
import { quoted } from '../../../../text/quoted.js';
import type { Block } from '../configuration.js';
import { literal } from '../configuration.js';
import type { Called, Surroundings } from '../evaluator.js';
import type { Scope } from '../scope.js';
import { NO_SCOPE } from '../scope.js';
import { isOffByDefault, turnsOfBlock } from '../instances.js';
import { isNothing } from '../nodeText.js';
import { Values } from '../values.js';
import type { Module } from './module.js';
import { pathTo, sourceFolder } from './module.js';
import { describedModule, moduleSeenAt } from './described.js';
import { OtherFiles } from './otherFiles.js';
import type { Settings } from './settings.js';
import { settingsOf } from './settings.js';
import type { UnitReading } from './unitReading.js';

/** Modules in each other; nobody nests deeper. */
const MOST_NESTED = 12;

/** One instance of a module: its values with the arguments of its caller. */
export class ModuleInstance {
  readonly values: Values;
  /** Its values where whoever applies the configuration switches nothing on. */
  readonly switchedOff: () => Values;
  readonly #called = new Map<string, readonly ModuleInstance[] | undefined>();
  readonly #arguments = new Map<string, SyntaxNode | undefined>();
  readonly #outputs = new Map<string, SyntaxNode | undefined>();

  constructor(
    readonly tree: ModuleTree,
    readonly module: Module,
    readonly caller: Caller | undefined,
  ) {
    const { configuration } = module;
    const surroundings: Surroundings = {
      prefix: caller?.prefix ?? tree.run?.prefix ?? '',
      isCalled: caller !== undefined,
      argument: (name) => this.#argument(name),
      setting: (name) => (caller === undefined ? tree.settings.values.get(name) : undefined),
      called: (name) => this.calledBy(name)?.map((one) => one.seen),
      path: pathTo(tree.base, module.folder),
      file: (path) => tree.files.at(path),
      described: (name) => this.#callNamed(name).flatMap((call) => describedModule(call)?.read ?? [])[0],
    };
    const off = this.#switchedOff(surroundings);
    const whole = { ...surroundings, isOff: this.#isOff(), switchedOff: off };
    const parameters = caller?.from.values.parameters ?? tree.run?.parameters;
    this.values = new Values(tree.unit.reading, configuration, whole, parameters);
    this.switchedOff = off;
  }

  /** The same module with its switches as they are by default, made once it is asked for. */
  #switchedOff(surroundings: Surroundings): () => Values {
    const found = new Map<string, SyntaxNode | undefined>();
    let made: Values | undefined;
    const argument = (name: string): SyntaxNode | undefined => {
      if (!found.has(name)) {
        found.set(
          name,
          this.caller === undefined
            ? (this.#handed(name) ?? this.#switch(name))
            : this.#given(name, this.caller),
        );
      }
      return found.get(name);
    };
    return () =>
      (made ??= new Values(this.tree.unit.reading, this.module.configuration, { ...surroundings, argument }));
  }

  /** Whether the call that makes it is off by default, or one around it. */
  #isOff(): boolean {
    return this.caller !== undefined && isOffByDefault(this.caller.from.values, this.caller.call);
  }

  /**
   * The default of a variable that switches something on: no, none, nothing. One of several texts, such as the name of a
   * stage, is a choice between deployments that there are, and switches nothing off.
   */
  #switch(name: string): SyntaxNode | undefined {
    if (this.tree.settings.values.has(name)) return undefined;
    const fallback = get(this.module.configuration.variable(name)?.body, 'default');
    if (fallback === undefined) return undefined;
    const isOff =
      fallback.kind === 'scalar'
        ? fallback.value === false || fallback.value === 0 || fallback.value === null
        : (fallback.kind === 'sequence' ? fallback.items : fallback.entries).length === 0;
    return isOff ? fallback : undefined;
  }

  /** What the caller hands over where it switches nothing on itself. */
  #given(name: string, { call, from, scope }: Caller): SyntaxNode | undefined {
    const node = get(call.body, name);
    return node && from.switchedOff().value(node, scope);
  }

  /** The same as whoever called it sees it. */
  get seen(): Called {
    const { outputs } = this.module.configuration;
    return {
      ...(this.caller?.instance === undefined ? {} : { instance: this.caller.instance }),
      output: (name) => this.#output(name),
      outputs: outputs.map(({ name }) => name),
    };
  }

  /** The calls over which it is made, the nearest first. */
  get calls(): readonly Related[] {
    const { caller } = this;
    if (caller === undefined) return this.tree.run?.calls ?? [];
    const origin: Origin = this.tree.unit.reading.originOf(caller.call.key);
    return [{ origin, message: `made here by module ${quoted(caller.call.name)}` }, ...caller.from.calls];
  }

  /** The instances that a call makes; `undefined` for a module that is not here. */
  calledBy(name: string): readonly ModuleInstance[] | undefined {
    if (this.#called.has(name)) return this.#called.get(name);
    // What a call hands over may lead back to what it gives, which Terraform takes as long as no value does.
    this.#called.set(name, undefined);
    const [call] = this.#callNamed(name);
    const made = call === undefined ? undefined : this.#make(call);
    this.#called.set(name, made);
    return made;
  }

  #callNamed(name: string): readonly Block[] {
    return this.module.configuration.modules.filter((one) => one.name === name).slice(0, 1);
  }

  #make(call: Block): readonly ModuleInstance[] | undefined {
    const module = this.#moduleOf(call);
    if (module === undefined) return undefined;
    const turns = turnsOfBlock(this.values, call);
    const prefix = `${this.values.surroundings.prefix}module.${call.name}`;
    const some: readonly { readonly instance?: string | number; readonly scope: Scope }[] = turns ?? [
      { scope: this.values.scopeOf(call) },
    ];
    if (!this.tree.unit.take(some.length)) return undefined;
    return some.map(
      ({ instance, scope }) =>
        new ModuleInstance(this.tree, module, {
          from: this,
          call,
          scope,
          prefix: instance === undefined ? `${prefix}.` : `${prefix}[${JSON.stringify(instance)}].`,
          ...(instance === undefined ? {} : { instance }),
        }),
    );
  }

  /** The module of a call: a folder of the workspace, or one that is described as it is in a registry. */
  #moduleOf(call: Block): Module | undefined {
    const folder = sourceFolder(this.module.folder, call);
    if (folder !== undefined) return this.#leadsBack(folder) ? undefined : this.tree.unit.module(folder);
    const described = describedModule(call);
    return described && moduleSeenAt(described, call, this.module.folder);
  }

  #leadsBack(folder: string): boolean {
    let depth = 0;
    for (let at = this.caller?.from; at !== undefined; at = at.caller?.from) {
      if (at.module.folder === folder || ++depth > MOST_NESTED) return true;
    }
    return this.module.folder === folder;
  }

  #argument(name: string): SyntaxNode | undefined {
    const { caller } = this;
    if (caller === undefined) return this.#handed(name);
    const node = get(caller.call.body, name);
    if (node === undefined) return undefined;
    if (!this.#arguments.has(name)) {
      const value = caller.from.values.guarded(`${caller.prefix}var.${name}`, () =>
        caller.from.values.value(node, caller.scope),
      );
      this.#arguments.set(name, value);
    }
    const value = this.#arguments.get(name);
    const isRefused = literal(this.module.configuration.variable(name), 'nullable') === 'false';
    return value !== undefined && isRefused && isNull(value) ? undefined : value;
  }

  /** What a program hands over; files of settings that are always taken count over it. */
  #handed(name: string): SyntaxNode | undefined {
    const { run, settings } = this.tree;
    if (run === undefined || settings.always.has(name)) return undefined;
    const value = run.argument(name);
    return value === undefined || isNull(value) ? undefined : value;
  }

  #output(name: string): SyntaxNode | undefined {
    if (this.#outputs.has(name)) return this.#outputs.get(name);
    const block = this.module.configuration.outputs.find((one) => one.name === name);
    const node = get(block?.body, 'value');
    if (node === undefined) return undefined;
    const value = this.values.guarded(`output.${name}`, () => this.values.value(node, NO_SCOPE));
    this.#outputs.set(name, value);
    return value;
  }
}

function isNull(node: SyntaxNode): boolean {
  return isNothing(node) || (node.kind === 'scalar' && node.value === null);
}

/** The call that makes an instance. */
export interface Caller {
  readonly from: ModuleInstance;
  readonly call: Block;
  /** What `each` and `count` stand for in its arguments. */
  readonly scope: Scope;
  readonly prefix: string;
  readonly instance?: string | number;
}

/** A program that runs a configuration, with what it hands over. */
export interface Run {
  readonly module: Module;
  /** What stands before the addresses of all its blocks for others. */
  readonly prefix: string;
  readonly argument: (name: string) => SyntaxNode | undefined;
  readonly parameters: Map<string, SyntaxNode>;
  /** What makes it. */
  readonly calls: readonly Related[];
}

/** A configuration: the module of its folder, or the one that a program runs there, and all that this one calls. */
export class ModuleTree {
  readonly root: ModuleInstance;
  readonly files: OtherFiles;
  /** What files of settings say of the variables of the configuration itself. */
  readonly settings: Settings;
  /** The folder from which its paths are seen. */
  readonly base: string;

  constructor(
    readonly unit: UnitReading,
    readonly folder: string,
    readonly run?: Run,
  ) {
    const { composing, places } = unit;
    const module = run?.module ?? unit.moduleOf(folder);
    this.base = module.folder;
    const over = this.base === folder ? [] : [folder];
    this.files = new OtherFiles(unit, this.base, ...over);
    this.settings = settingsOf([this.base, ...over], composing, places);
    this.root = new ModuleInstance(this, module, undefined);
  }

  /** All instances, each before those that it calls. */
  all(): readonly ModuleInstance[] {
    const found = [this.root];
    for (const one of found) {
      for (const { name } of one.module.configuration.modules) found.push(...(one.calledBy(name) ?? []));
    }
    return found;
  }
}

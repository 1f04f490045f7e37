import type { KnownModule } from '../../../../knowledge/terraformModules/knownModule.js';
import { knownModule } from '../../../../knowledge/terraformModules/lookup.js';
import { parse } from '../../../../syntax/parse.js';
import type { SyntaxNode } from '../../../../syntax/syntaxTree.js';
import { get, textOf } from '../../../../syntax/syntaxTree.js';
import { seenFrom } from '../build.js';
import type { Block } from '../configuration.js';
import { readConfiguration } from '../configuration.js';
import { Module } from './module.js';

/** The module of a registry that a call means, where it is described. */
export function describedModule({ body }: Block): KnownModule | undefined {
  const source = textOf(get(body, 'source'));
  return source === undefined || source.includes('${')
    ? undefined
    : knownModule(source, textOf(get(body, 'version')));
}

const roots = new WeakMap<KnownModule, SyntaxNode>();

/** A described module as it is called: all that it makes stands at the name of the call. */
export function moduleSeenAt(
  described: KnownModule,
  { key }: Pick<Block, 'key'>,
  folder: string,
): Module | undefined {
  const root = roots.get(described) ?? parse(described.makes, 'hcl').documents[0];
  if (root === undefined) return undefined;
  roots.set(described, root);
  return new Module(folder, readConfiguration({ root: seenFrom(root, key.range) }), new Map(), []);
}

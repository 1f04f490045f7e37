import type { MappingNode, ScalarNode, SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';
import type { Library } from './library.js';
import { readLibrary } from './library.js';
import type { Bindings, Bound } from './values.js';
import type { Reading } from './reading.js';

/** A workflow as written. */
export interface Workflow {
  readonly name: string;
  readonly key: ScalarNode;
  readonly node: MappingNode;
}

/** A file of CircleCI as written. */
export interface Config {
  readonly node: MappingNode;
  readonly library: Library;
  readonly groups: ReadonlyMap<string, SyntaxNode>;
  readonly workflows: readonly Workflow[];
  /** What pipeline parameters are when nobody sets them. */
  readonly defaults: Bindings;
  /** Whether they are set by whoever goes on with this file, so that their defaults say nothing. */
  readonly isContinuation: boolean;
}

/** Reads a file; `undefined` for what is none. */
export function readConfig(reading: Reading): Config | undefined {
  const [node] = reading.tree.documents;
  if (node?.kind !== 'mapping') return undefined;
  const library = readLibrary(node, 0);
  // What a setup configuration goes on with stands in another file, and has its parameters from there.
  const isContinuation = !/\/\.circleci\/config\.ya?ml$/u.test(`/${reading.uri}`);
  return {
    node,
    library,
    groups: new Map(entries(get(node, 'job-groups')).map(({ key, value }) => [key.text, value])),
    workflows: readWorkflows(node),
    defaults: readDefaults(node, library, isContinuation),
    isContinuation,
  };
}

/** A file may name no workflow: then its job `build` is one. https://circleci.com/docs/guides/orchestrate/workflows/ */
function readWorkflows(node: MappingNode): readonly Workflow[] {
  const written = get(node, 'workflows');
  return entries(written).flatMap(({ key, value }) =>
    key.text !== 'version' && value.kind === 'mapping' ? [{ name: key.text, key, node: value }] : [],
  );
}

function readDefaults(node: MappingNode, library: Library, areOpen: boolean): Bindings {
  const none: Bindings = new Map();
  return new Map(
    entries(get(node, 'parameters')).flatMap(({ key, value }): readonly (readonly [string, Bound])[] => {
      const text = areOpen ? undefined : textOf(get(value, 'default'));
      const declared = get(value, 'default') ?? value;
      return [
        [
          `pipeline.parameters.${key.text}`,
          {
            ...(text === undefined ? {} : { text }),
            node: declared,
            bindings: none,
            library,
          },
        ],
      ];
    }),
  );
}

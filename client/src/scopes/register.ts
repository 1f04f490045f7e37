import type { Disposable } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Requests } from '../requests.js';
import { fixFinding, showCard, showControls, suppressFinding } from './actions.js';
import { chooseControls, chooseGrouping, chooseSearch } from './chooseNarrowing.js';
import type { Narrowing } from './narrowing.js';
import type { FindingNode, GroupNode, SessionNode } from './nodes.js';
import { isScopeNode } from './nodes.js';
import type { ScopesTree } from './scopesTree.js';

type Register = (name: string, run: (argument: unknown) => Promise<void>) => Disposable;

/** The commands of the list of sessions. Those of its context menu get the node that they were chosen on. */
export function registerScopeCommands(
  register: Register,
  client: BaseLanguageClient,
  requests: Requests,
  narrowing: Narrowing,
  tree: ScopesTree,
): Disposable[] {
  const on =
    <K extends 'finding' | 'session' | 'group'>(kind: K, run: (node: NodeOf<K>) => void | Promise<void>) =>
    async (argument: unknown): Promise<void> => {
      if (isScopeNode(argument) && argument.kind === kind) await run(argument as NodeOf<K>);
    };
  return [
    register('trustscope.scopes.groupBy', (argument) => chooseGrouping(narrowing, argument)),
    register('trustscope.scopes.search', (argument) => chooseSearch(narrowing, argument)),
    register('trustscope.scopes.controls', (argument) => chooseControls(narrowing, requests, argument)),
    register('trustscope.scopes.showAll', () => {
      narrowing.showAll();
      return Promise.resolve();
    }),
    register(
      'trustscope.scopes.more',
      on('group', (node) => {
        tree.showMore(node);
      }),
    ),
    register('trustscope.scopes.card', on('session', showCard)),
    register(
      'trustscope.scopes.fix',
      on('finding', (node) => fixFinding(client, node)),
    ),
    register(
      'trustscope.scopes.suppress',
      on('finding', (node) => suppressFinding(client, node)),
    ),
    register('trustscope.scopes.relatedControls', on('finding', showControls)),
  ];
}

interface NodeByKind {
  readonly finding: FindingNode;
  readonly session: SessionNode;
  readonly group: GroupNode;
}
type NodeOf<K extends keyof NodeByKind> = NodeByKind[K];

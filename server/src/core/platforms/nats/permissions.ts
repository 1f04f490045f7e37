import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { get, textOf } from '../../syntax/syntaxTree.js';

/** A subject as it stands in a permission. */
export interface Subject {
  readonly pattern: string;
  readonly queue?: string;
  readonly node: SyntaxNode;
}

/** One side of a permission. Absent `allow` means every subject. */
export interface Side {
  readonly allow: readonly Subject[] | undefined;
  readonly deny: readonly Subject[];
}

/** What a user may publish and subscribe to. */
export interface Permissions {
  readonly publish: Side;
  readonly subscribe: Side;
  /** The setting that lets it answer requests, where that is on. */
  readonly responses: SyntaxNode | undefined;
}

/**
 * Reads `permissions`. A side that is not named is not limited; with `allow_responses`, to publish is limited to
 * answers and what is allowed by name.
 * https://docs.nats.io/running-a-nats-service/configuration/securing_nats/authorization
 */
export function readPermissions(node: SyntaxNode | undefined): Permissions {
  const publish = sideOf(first(node, ['publish', 'pub', 'import']), false);
  const subscribe = sideOf(first(node, ['subscribe', 'sub', 'export']), true);
  const responses = first(node, ['allow_responses', 'allow_response']);
  const answers = responses !== undefined && !(responses.kind === 'scalar' && responses.value === false);
  return {
    publish: answers && publish.allow === undefined ? { ...publish, allow: [] } : publish,
    subscribe,
    responses: answers ? responses : undefined,
  };
}

function first(node: SyntaxNode | undefined, keys: readonly string[]): SyntaxNode | undefined {
  return keys.map((key) => get(node, key)).find((value) => value !== undefined);
}

function sideOf(node: SyntaxNode | undefined, queues: boolean): Side {
  if (node === undefined) return { allow: undefined, deny: [] };
  if (node.kind !== 'mapping') return { allow: subjectsOf(node, queues), deny: [] };
  const allow = get(node, 'allow');
  return {
    allow: allow === undefined ? undefined : subjectsOf(allow, queues),
    deny: subjectsOf(get(node, 'deny'), queues),
  };
}

function subjectsOf(node: SyntaxNode | undefined, queues: boolean): readonly Subject[] {
  const items = node?.kind === 'sequence' ? node.items : node === undefined ? [] : [node];
  return items.flatMap((item) => {
    const text = textOf(item)?.trim();
    if (text === undefined || text === '') return [];
    const [pattern = '', queue] = text.split(/\s+/u);
    return [{ pattern, ...(queues && queue !== undefined ? { queue } : {}), node: item }];
  });
}

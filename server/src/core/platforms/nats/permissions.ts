import type { NatsPermissions, NatsSide, NatsSubject } from '../../model/brokerParts.js';
import { originOfNode } from '../../model/origin.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { textOf } from '../../syntax/syntaxTree.js';
import type { Uri } from '../../text/uri.js';
import { setting } from './settings.js';

/**
 * Reads `permissions`. A side that is not named is not limited; with `allow_responses`, to publish is limited to
 * answers and what is allowed by name.
 * https://docs.nats.io/running-a-nats-service/configuration/securing_nats/authorization; other names of the settings:
 * https://github.com/nats-io/nats-server/blob/main/server/opts.go (parseUserPermissions)
 */
export function readPermissions(uri: Uri, node: SyntaxNode | undefined): NatsPermissions {
  const publish = sideOf(uri, setting(node, 'publish', 'pub', 'import'), false);
  const subscribe = sideOf(uri, setting(node, 'subscribe', 'sub', 'export'), true);
  return {
    publish: answersOnly(node) && publish.allow === undefined ? { ...publish, allow: [] } : publish,
    subscribe,
  };
}

function answersOnly(node: SyntaxNode | undefined): boolean {
  const responses = setting(node, 'publish_allow_responses', 'allow_responses', 'allow_response');
  return responses !== undefined && !(responses.kind === 'scalar' && responses.value === false);
}

/** Whether a block says anything of permissions. */
export function isPermissions(node: SyntaxNode): boolean {
  return (
    node.kind === 'mapping' &&
    setting(node, 'publish', 'pub', 'subscribe', 'sub', 'allow_responses', 'publish_allow_responses') !==
      undefined
  );
}

/** The variable that stands in the place of a block, where nothing before it in the file gives it a value. */
export function openVariable(node: SyntaxNode | undefined): string | undefined {
  const text = textOf(node);
  return text !== undefined && /^\$\S+$/u.test(text) ? text.slice(1) : undefined;
}

function sideOf(uri: Uri, node: SyntaxNode | undefined, queues: boolean): NatsSide {
  if (node === undefined) return { deny: [] };
  if (node.kind !== 'mapping') return { allow: subjectsOf(uri, node, queues), deny: [] };
  const allow = setting(node, 'allow');
  return {
    ...(allow === undefined ? {} : { allow: subjectsOf(uri, allow, queues) }),
    deny: subjectsOf(uri, setting(node, 'deny'), queues),
  };
}

function subjectsOf(uri: Uri, node: SyntaxNode | undefined, queues: boolean): readonly NatsSubject[] {
  const items = node?.kind === 'sequence' ? node.items : node === undefined ? [] : [node];
  return items.flatMap((item) => {
    const text = textOf(item)?.trim();
    if (text === undefined || text === '') return [];
    const [pattern = '', queue] = text.split(/\s+/u);
    const origin = originOfNode(uri, item);
    return [{ pattern, ...(queues && queue !== undefined ? { queue } : {}), origin }];
  });
}

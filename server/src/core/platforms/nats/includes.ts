import type { NatsInclude } from '../../model/brokerParts.js';
import { originOfNode } from '../../model/origin.js';
import type { SyntaxNode } from '../../syntax/syntaxTree.js';
import { entries, textOf } from '../../syntax/syntaxTree.js';
import { parentUri, resolveUri } from '../../text/uri.js';
import type { Uri } from '../../text/uri.js';

/** The files that a block takes in: relative to the folder of the file. https://docs.nats.io/running-a-nats-service/configuration#include-directive */
export function includesOf(uri: Uri, node: SyntaxNode | undefined): readonly NatsInclude[] {
  return entries(node).flatMap(({ key, value }) => {
    const path = textOf(value);
    if (key.text !== 'include' || path === undefined) return [];
    const target = path.startsWith('/') ? undefined : resolveUri(parentUri(uri), path);
    const origin = originOfNode(uri, value);
    return [{ path, ...(target === undefined ? {} : { target }), origin }];
  });
}

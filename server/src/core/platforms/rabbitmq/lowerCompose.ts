import type { RabbitEnvironment } from '../../model/brokerParts.js';
import type { FileFacts } from '../../model/facts.js';
import type { SyntaxNode, SyntaxTree } from '../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../syntax/syntaxTree.js';
import { baseName, parentUri, resolveUri } from '../../text/uri.js';
import type { Uri } from '../../text/uri.js';

type Service = RabbitEnvironment['services'][number];

/**
 * What a file of Compose says of the first user of brokers. The variable comes before the settings' `default_user`, and
 * there is no `guest` then. https://hub.docker.com/_/rabbitmq, "Setting default user and password"
 */
export function lowerCompose(uri: Uri, tree: SyntaxTree): FileFacts {
  const services = tree.documents
    .flatMap((root) => entries(get(root, 'services')))
    .flatMap(({ value }) => serviceOf(parentUri(uri), value));
  return {
    uri,
    platform: 'rabbitmq',
    title: baseName(uri),
    complete: tree.complete,
    broker: { kind: 'rabbitmq-environment', services },
    problems: [],
    sessions: [],
    definitions: [],
    notes: [],
  };
}

function serviceOf(folder: Uri, service: SyntaxNode): readonly Service[] {
  const user = settled(variable(get(service, 'environment'), 'RABBITMQ_DEFAULT_USER'));
  if (user === undefined) return [];
  const volumes = get(service, 'volumes');
  const mounts = (volumes?.kind === 'sequence' ? volumes.items : []).flatMap((item) => {
    const source = textOf(get(item, 'source')) ?? textOf(item)?.split(':')[0];
    // What does not begin with a dot is a volume of the engine's own, or lies outside.
    return source?.startsWith('.') === true ? (resolveUri(folder, source) ?? []) : [];
  });
  return [{ user, mounts }];
}

/** Of a mapping or of a list of `NAME=value`. https://docs.docker.com/reference/compose-file/services/#environment */
function variable(node: SyntaxNode | undefined, name: string): string | undefined {
  if (node?.kind !== 'sequence') return textOf(get(node, name));
  const text = node.items.flatMap((item) => textOf(item) ?? []).find((one) => one.startsWith(`${name}=`));
  return text?.slice(name.length + 1);
}

/** A name that is written, or the default of a variable; one that is set elsewhere may be any. */
function settled(value: string | undefined): string | undefined {
  const text = /^\$\{\w+:?-([^{}$]+)\}$/u.exec(value ?? '')?.[1] ?? value;
  return text === undefined || text === '' || text.includes('$') ? undefined : text;
}

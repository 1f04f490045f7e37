import { extentFrom } from '../text/extent.js';
import type { DefinitionKey } from '../../../model/facts.js';
import type { Origin } from '../../../model/origin.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { entry, get, textOf } from '../../../syntax/syntaxTree.js';
import { identityKeyOf, logicalKey, roleDefinition } from '../identities/keys.js';
import type { Parts } from '../parts.js';
import { eventGrants, logging, vpcGrants } from './frameworkGrants.js';
import type { Service, ServiceFunction } from './service.js';
import { statementsPolicy } from './service.js';
import type { SharedRole } from './serviceRole.js';
import { roleSession } from './serviceRole.js';

/** What each function runs as: a role that it names, one of its own, or the one that all share. */
export function functionParts(service: Service, shared: SharedRole): readonly Partial<Parts>[] {
  return service.functions.map((one) => {
    const own = get(one.node, 'role');
    if (own !== undefined) {
      const [text] = service.context.texts.texts(own);
      // A plain word is the logical id of a role under `resources`.
      const logical = text === undefined ? undefined : service.context.template.resource(text.text);
      const key =
        text &&
        (logical === undefined
          ? identityKeyOf(service.context, text)
          : logicalKey('identity', service.context.reading.uri, logical.id));
      return text === undefined || key === undefined
        ? {}
        : workload(service, one, { key, origin: text.origin, named: true });
    }
    if (get(one.node, 'iamRoleStatements') !== undefined) return ownRole(service, one);
    const { key, place, named } = shared;
    if (key === undefined) return {};
    return workload(service, one, { key, origin: service.context.reading.originOf(place), named });
  });
}

/**
 * A function with statements of its own, by the plugin that makes a role for each.
 *
 * https://www.serverless.com/plugins/serverless-iam-roles-per-function
 */
function ownRole(service: Service, one: ServiceFunction): Partial<Parts> {
  const { context, root, provider } = service;
  const { reading, texts } = context;
  const statements = entry(one.node, 'iamRoleStatements');
  const place = statements?.key ?? one.key;
  const origin = reading.originOf(place);
  const inherits =
    textOf(get(one.node, 'iamRoleStatementsInherit')) ??
    textOf(get(get(get(root, 'custom'), 'serverless-iam-roles-per-function'), 'defaultInherit'));
  const iamRole = get(get(provider, 'iam'), 'role');
  const shared =
    inherits === 'true'
      ? statementsPolicy(
          service,
          get(iamRole, 'statements') ?? get(provider, 'iamRoleStatements'),
          'inherited/',
        )
      : [];
  const name = texts.texts(get(one.node, 'iamRoleStatementsName'))[0];
  const id = `${one.name}Role`;
  const session = roleSession(service, {
    id,
    label: name?.shown ?? id,
    name: name?.text ?? UNKNOWN_PART,
    place,
    extent: one.node,
    inline: [
      ...statementsPolicy(service, statements?.value),
      ...shared,
      ...logging(origin, UNKNOWN_PART),
      ...eventGrants(service, one),
      ...vpcGrants(service, [one]),
    ],
    boundary: get(one.node, 'iamPermissionsBoundary') ?? get(iamRole, 'permissionsBoundary'),
  });
  const key = logicalKey('identity', reading.uri, id);
  return {
    sessions: [session],
    definitions: [
      { ...key, origin },
      ...(name === undefined ? [] : [{ ...roleDefinition(name.text), origin }]),
    ],
    ...workload(service, one, { key, origin, named: true }),
  };
}

interface RunsAs {
  readonly key: DefinitionKey;
  readonly origin: Origin;
  readonly named: boolean;
}

function workload(
  { context }: Service,
  { name, key, node }: ServiceFunction,
  runsAs: RunsAs,
): Partial<Parts> {
  return {
    workloads: [
      {
        localId: `workload:${name}`,
        noun: 'Lambda function',
        name,
        namespace: null,
        runsAs: runsAs.key,
        runsAsOrigin: runsAs.origin,
        named: runsAs.named,
        mounts: true,
        tokens: [],
        escapes: [],
        labels: {},
        origin: context.reading.originOf(key),
        extent: extentFrom(key.range, node.range),
      },
    ],
  };
}

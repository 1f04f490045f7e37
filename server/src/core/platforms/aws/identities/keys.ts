import { roleKey, roleNameOf } from '../../../knowledge/aws/trust/roleKey.js';
import type { DefinitionKey } from '../../../model/facts.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { Uri } from '../../../text/uri.js';
import { parentUri } from '../../../text/uri.js';
import type { Context } from '../context.js';
import { isAddress } from '../template/resourceKinds.js';
import type { Resource } from '../template/template.js';
import { physicalName } from '../template/references.js';
import type { SourceText } from '../text/sourceText.js';

/**
 * The key of something of a template by its logical id. An address of Terraform holds for all files of a folder, which
 * are one module.
 */
export function logicalKey(space: DefinitionKey['space'], uri: Uri, id: string): DefinitionKey {
  return { space, key: `aws:logical/${isAddress(id) ? parentUri(uri) : uri}#${id}` };
}

/** The key of something that a template names by its logical id, where that is told: here, or where its stack is. */
function ownKey(
  space: DefinitionKey['space'],
  { reading, template }: Pick<Context, 'reading' | 'template'>,
  id: string,
): DefinitionKey {
  const home = template.home(id);
  return home === undefined ? logicalKey(space, reading.uri, id) : logicalKey(space, home.uri, home.id);
}

/** The key of a role by its name. */
export function roleDefinition(name: string): DefinitionKey {
  return { space: 'identity', key: roleKey(name) };
}

export function userDefinition(name: string): DefinitionKey {
  return { space: 'identity', key: `aws:user/${name}` };
}

/** The key of a customer managed policy by its name. */
export function policyDefinition(name: string): DefinitionKey {
  return { space: 'permission-set', key: `aws:policy/${name}` };
}

/** The key of a policy that AWS manages, by what stands behind `policy/` in its ARN. */
export function managedDefinition(path: string): DefinitionKey {
  return { space: 'permission-set', key: `aws:managed/${path}` };
}

/** What stands behind `policy/` in the ARN of a policy that AWS manages, of its key. */
export function managedPathOf({ key }: DefinitionKey): string | undefined {
  return /^aws:managed\/(.+)$/u.exec(key)?.[1];
}

/** What a text names as the identity that something runs or acts as. */
export function identityKeyOf({ reading, template }: Context, text: SourceText): DefinitionKey | undefined {
  const resource = text.resources
    .map((id) => template.resource(id))
    .find((one) => one?.type.startsWith('AWS::IAM::'));
  if (resource !== undefined) return ownKey('identity', { reading, template }, resource.id);
  const [implicit] = text.resources;
  if (implicit !== undefined && template.resource(implicit) === undefined) {
    return ownKey('identity', { reading, template }, implicit);
  }
  const name = roleNameOf(text.text);
  return name === undefined || isNothing(name) ? undefined : roleDefinition(name);
}

/** The name of a resource, where anything of it is known. */
export function knownName(context: Context, resource: Resource): string | undefined {
  const { text } = physicalName(context.texts, resource);
  return isNothing(text) ? undefined : text;
}

function isNothing(text: string): boolean {
  return text === '' || text === UNKNOWN_PART;
}

/**
 * The keys of a policy or group of a template: its name, or else its logical id. In Terraform it is its address that the
 * other files of the module know, and many a name is made of variables, so that the name comes second.
 */
export function setKeys(
  context: Context,
  resource: Resource,
  byName: (name: string) => DefinitionKey,
): { readonly key: DefinitionKey; readonly aliases?: readonly DefinitionKey[] } {
  const name = knownName(context, resource);
  const logical = ownKey('permission-set', context, resource.id);
  if (!isAddress(resource.id)) return { key: name === undefined ? logical : byName(name) };
  const isWhole = name !== undefined && !name.includes(UNKNOWN_PART);
  return isWhole ? { key: logical, aliases: [byName(name)] } : { key: logical };
}

import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import type { SyntaxNode } from '../../../syntax/syntaxTree.js';
import { isAbsent, textOf } from '../../../syntax/syntaxTree.js';
import type { Part } from '../text/sourceText.js';
import { isKnown, known, unknown } from '../text/sourceText.js';
import { isAddress, resourceKind } from './resourceKinds.js';
import { storedDefault } from './taken.js';
import type { Parameter, Resource, SharedBy, Template } from './template.js';
import { property } from './template.js';

/** What tells how a string of a template turns out. */
interface PartReader {
  readonly template: Template;
  readonly parts: (node: SyntaxNode | undefined, depth?: number) => readonly Part[];
  readonly given: (by: SharedBy, name: string, depth: number) => readonly Part[] | undefined;
}

/** What `Ref` or `${Name}` gives: a parameter's default, a resource's name or ARN, or a text that is not known. */
export function referenceTo(texts: PartReader, name: string, depth: number): readonly Part[] {
  if (name.startsWith('AWS::')) return [pseudoParameter(name)];
  const parameter = texts.template.parameter(name);
  if (parameter !== undefined) {
    const stored = storedDefault(parameter);
    const given = stored === undefined ? undefined : texts.given('parameter', stored, depth);
    return given ?? [parameterValue(parameter, name)];
  }
  const resource = texts.template.resource(name);
  if (resource === undefined) {
    return [unknown(`\${${name}}`, implicitRoleOwner(texts, name) === undefined ? [] : [name])];
  }
  const kind = resourceKind(resource.type);
  if (kind?.ref === 'name') return [physicalName(texts, resource, depth)];
  if (kind?.ref === 'arn' && kind.arn !== undefined) return [arnOf(texts, resource, kind.arn, depth)];
  return [unknown(`\${${name}}`, [name])];
}

/** What `Fn::GetAtt` or `${Name.Attribute}` gives. */
export function attributeOf(
  texts: PartReader,
  id: string,
  attribute: string,
  depth: number,
): readonly Part[] {
  const resource = texts.template.resource(id);
  const kind = resource && resourceKind(resource.type);
  const pattern = kind?.attributes?.[attribute] ?? (attribute === 'Arn' ? kind?.arn : undefined);
  if (resource === undefined || pattern === undefined) {
    return [
      implicitRole(texts, id, attribute) ??
        unknown(`\${${id}.${attribute}}`, resource === undefined && !isAddress(id) ? [] : [id]),
    ];
  }
  return [arnOf(texts, resource, pattern, depth)];
}

/** The name that a resource will have. */
export function physicalName(texts: PartReader, resource: Resource, depth = 0): Part {
  const fallback = unknown(`\${${resource.id}}`, [resource.id]);
  const nameProperty = resourceKind(resource.type)?.name;
  const node = nameProperty === undefined ? undefined : property(resource, nameProperty);
  if (node === undefined || isAbsent(node)) return fallback;
  const parts = texts.parts(node, depth + 1);
  const [only] = parts;
  if (parts.length !== 1 || only === undefined || only.guards.length > 0) return fallback;
  // Without any text of its own, the logical id says more than the name of a parameter.
  if (only.text === UNKNOWN_PART) return fallback;
  const bare = (text: string): string => (nameProperty === 'Url' ? text.replace(/^https:\/\//u, '') : text);
  return { ...only, text: bare(only.text), shown: bare(only.shown), resources: [resource.id] };
}

/**
 * SAM makes a role for each function and state machine that has none, called by the logical id and `Role`, and others for
 * their events.
 *
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 */
function implicitRole(texts: PartReader, id: string, attribute: string): Part | undefined {
  if (attribute !== 'Arn' || implicitRoleOwner(texts, id) === undefined) return undefined;
  return {
    ...known(`arn:aws:iam::${UNKNOWN_PART}:role/${UNKNOWN_PART}`),
    shown: `\${${id}.Arn}`,
    resources: [id],
  };
}

/** Types of SAM for which it makes roles, also for their events and sources. */
const WITH_ROLES = /^AWS::Serverless::(?:Function|StateMachine|GraphQLApi|CapacityProvider)$/u;

/** The logical id of that for which SAM makes a role of this id: the role's own begins with it. */
function implicitRoleOwner({ template }: PartReader, id: string): string | undefined {
  if (!id.endsWith('Role')) return undefined;
  const owner = template.resource(id.slice(0, -'Role'.length));
  if (owner !== undefined && WITH_ROLES.test(owner.type)) return owner.id;
  return template.resources.find((one) => id.startsWith(one.id) && WITH_ROLES.test(one.type))?.id;
}

function arnOf(texts: PartReader, resource: Resource, pattern: string, depth: number): Part {
  const name = physicalName(texts, resource, depth);
  // A parameter's path starts with a slash, which its ARN has only once.
  const fill = (text: string): string =>
    pattern.replaceAll('{name}', pattern.includes('parameter/') ? text.replace(/^\//u, '') : text);
  return {
    text: fill(name.text).replace(/\$\{[^}]*\}/gu, (found) => pseudoParameter(found.slice(2, -1)).text),
    shown: isAddress(resource.id) ? withoutPseudo(fill(name.shown)) : fill(name.shown),
    guards: [],
    inferred: name.inferred,
    resources: [resource.id],
  };
}

/** CloudFormation's own names for account and region mean nothing to who writes Terraform. */
function withoutPseudo(text: string): string {
  return text.replaceAll('${AWS::Partition}', 'aws').replace(/\$\{AWS::\w+\}/gu, '…');
}

/**
 * What the stack is deployed to is not known, but for the two that differ only in China and for the government.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html
 */
function pseudoParameter(name: string): Part {
  const shown = `\${${name}}`;
  if (name === 'AWS::Partition') return { ...known('aws'), shown };
  if (name === 'AWS::URLSuffix') return { ...known('amazonaws.com'), shown };
  return unknown(shown);
}

function parameterValue({ type, fallback }: Parameter, name: string): Part {
  const text = textOf(fallback);
  // The default of such a parameter is the name under which the value is kept elsewhere.
  if (text === undefined || text === '' || type.startsWith('AWS::SSM::Parameter')) {
    return unknown(`\${${name}}`);
  }
  const part = { ...known(text), inferred: true, open: UNKNOWN_PART };
  return isKnown(part) ? part : unknown(`\${${name}}`);
}

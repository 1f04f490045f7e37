import type { PolicyCondition, PrincipalKind } from '../../../model/policyDocument.js';
import type { Context } from '../context.js';
import { resourcePolicySession } from '../identities/resourcePolicy.js';
import type { Parts } from '../parts.js';
import { resourcePolicyNoun } from '../policy/classify.js';
import { notePolicy } from '../policy/notes.js';
import type { ReadPolicy } from '../policy/readPolicy.js';
import type { SourcePrincipal, SourceStatement } from '../policy/sourceStatement.js';
import type { Resource } from '../template/template.js';
import { property } from '../template/template.js';
import type { SourceText } from '../text/sourceText.js';
import { get } from '../../../syntax/syntaxTree.js';
import { extentOf } from './roles.js';

/** A type whose properties are one statement of the policy of something else. */
interface Permission {
  readonly service: string;
  readonly noun?: string;
  /** The property that names what the policy is of. */
  readonly of: string;
  /** The ARN of what goes by its name alone. */
  readonly arn?: string;
  /** Properties that become conditions, each with the operator and the key. */
  readonly conditions: readonly (readonly [name: string, operator: string, key: string])[];
}

/**
 * By type: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html,
 * aws-resource-lambda-layerversionpermission.html and, in its older form without `Statement`,
 * aws-resource-events-eventbuspolicy.html.
 */
const PERMISSIONS: Readonly<Record<string, Permission>> = {
  'AWS::Lambda::Permission': {
    service: 'lambda',
    of: 'FunctionName',
    arn: 'arn:aws:lambda:\uFFFC:\uFFFC:function:',
    conditions: [
      ['SourceArn', 'ArnLike', 'AWS:SourceArn'],
      ['SourceAccount', 'StringEquals', 'AWS:SourceAccount'],
      ['PrincipalOrgID', 'StringEquals', 'aws:PrincipalOrgID'],
      ['FunctionUrlAuthType', 'StringEquals', 'lambda:FunctionUrlAuthType'],
      ['EventSourceToken', 'StringEquals', 'lambda:EventSourceToken'],
    ],
  },
  'AWS::Lambda::LayerVersionPermission': {
    service: 'lambda',
    noun: 'layer policy',
    of: 'LayerVersionArn',
    conditions: [['OrganizationId', 'StringEquals', 'aws:PrincipalOrgID']],
  },
  'AWS::Events::EventBusPolicy': {
    service: 'events',
    of: 'EventBusName',
    arn: 'arn:aws:events:\uFFFC:\uFFFC:event-bus/',
    conditions: [],
  },
};

/** One statement that stands as the properties of a resource of its own. */
export function permissionParts(context: Context, resource: Resource): Partial<Parts> | undefined {
  const kind = Object.hasOwn(PERMISSIONS, resource.type) ? PERMISSIONS[resource.type] : undefined;
  if (kind === undefined || property(resource, 'Statement') !== undefined) return undefined;
  const { reading, texts } = context;
  const text = (name: string): readonly SourceText[] => texts.texts(property(resource, name));
  const origin = reading.originOf(resource.key);
  const actions = text('Action');
  const principals = text('Principal').map(asPrincipal);
  if (actions.length === 0 || principals.length === 0) return {};
  const [target] = text(kind.of);
  const resources = text(kind.of).map((name) => asArn(name, kind.arn));
  const statement: SourceStatement = {
    effect: 'Allow',
    actions,
    principals,
    resources: resources.length > 0 ? resources : [{ ...EVERYTHING, origin }],
    conditions: [
      ...kind.conditions.flatMap(([name, operator, key]) => conditionOf(operator, key, text(name))),
      ...ownCondition(context, resource),
    ],
    origin,
    node: undefined,
    guards: [],
  };
  const policy: ReadPolicy = {
    node: undefined,
    version: '2012-10-17',
    versionNode: undefined,
    statements: [statement],
    incomplete: false,
    guards: [],
  };
  const session = resourcePolicySession(context, {
    localId: `resource-policy:${resource.id}`,
    noun: kind.noun ?? resourcePolicyNoun(kind.service),
    service: kind.service,
    label: target?.resources[0] ?? target?.shown ?? resource.id,
    origin,
    extent: extentOf(resource),
    policies: [{ prefix: '', policy }],
    checked: false,
  });
  notePolicy(reading, context.grants.actions, policy);
  return { sessions: [session] };
}

const EVERYTHING = { text: '*', shown: '*', guards: [], inferred: false, resources: [] };

function conditionOf(
  operator: string,
  key: string,
  values: readonly SourceText[],
): readonly PolicyCondition[] {
  const [first] = values;
  return first === undefined ? [] : [{ operator, key, values, origin: first.origin }];
}

/** `Condition` of an event bus: a key, an operator and a value, each in a property of its own. */
function ownCondition({ texts }: Context, resource: Resource): readonly PolicyCondition[] {
  const condition = property(resource, 'Condition');
  const [operator] = texts.texts(get(condition, 'Type'));
  const [key] = texts.texts(get(condition, 'Key'));
  return operator === undefined || key === undefined
    ? []
    : conditionOf(operator.text, key.text, texts.texts(get(condition, 'Value')));
}

/** A service by its host, an account, an ARN, or everyone. */
function asPrincipal(text: SourceText): SourcePrincipal {
  const isService = /^[\w.-]+\.amazonaws\.com(?:\.cn)?$|\.amazon\.com$/u.test(text.text);
  const kind: PrincipalKind = text.text === '*' ? 'any' : isService ? 'Service' : 'AWS';
  return { ...text, kind };
}

/** What is named by its ARN, or by its name alone. */
function asArn(name: SourceText, start: string | undefined): SourceText {
  if (start === undefined || name.text.startsWith('arn:') || name.text === '\uFFFC') return name;
  return {
    ...name,
    text: `${start}${name.text}`,
    shown: `${start.replaceAll('\uFFFC', '…')}${name.shown}`,
  };
}

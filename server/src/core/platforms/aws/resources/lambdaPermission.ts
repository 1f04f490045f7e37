import type { PolicyCondition, PrincipalKind } from '../../../model/policyDocument.js';
import type { Context } from '../context.js';
import { resourcePolicySession } from '../identities/resourcePolicy.js';
import type { Parts } from '../parts.js';
import { notePolicy } from '../policy/notes.js';
import type { ReadPolicy } from '../policy/readPolicy.js';
import type { SourcePrincipal, SourceStatement } from '../policy/sourceStatement.js';
import type { Resource } from '../template/template.js';
import { property } from '../template/template.js';
import type { SourceText } from '../text/sourceText.js';
import { extentOf } from './roles.js';

/** Properties that become conditions of the statement that Lambda writes. */
const CONDITIONS = [
  ['SourceArn', 'ArnLike', 'AWS:SourceArn'],
  ['SourceAccount', 'StringEquals', 'AWS:SourceAccount'],
  ['PrincipalOrgID', 'StringEquals', 'aws:PrincipalOrgID'],
  ['FunctionUrlAuthType', 'StringEquals', 'lambda:FunctionUrlAuthType'],
  ['EventSourceToken', 'StringEquals', 'lambda:EventSourceToken'],
] as const;

/**
 * `AWS::Lambda::Permission`: one statement of a function's policy, as properties.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-permission.html
 */
export function lambdaPermissionParts(context: Context, resource: Resource): Partial<Parts> {
  const { reading, texts } = context;
  const text = (name: string): readonly SourceText[] => texts.texts(property(resource, name));
  const origin = reading.originOf(resource.key);
  const actions = text('Action');
  const principals = text('Principal').map(asPrincipal);
  if (actions.length === 0 || principals.length === 0) return {};
  const [target] = text('FunctionName');
  const resources = text('FunctionName').map((name) => asArn(name));
  const statement: SourceStatement = {
    effect: 'Allow',
    actions,
    principals,
    resources,
    conditions: CONDITIONS.flatMap(([name, operator, key]): readonly PolicyCondition[] => {
      const values = text(name);
      const [first] = values;
      return first === undefined ? [] : [{ operator, key, values, origin: first.origin }];
    }),
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
  const label = target?.resources[0] ?? target?.shown ?? resource.id;
  const session = resourcePolicySession(context, {
    localId: `resource-policy:${resource.id}`,
    noun: 'function policy',
    service: 'lambda',
    label,
    origin,
    extent: extentOf(resource),
    policies: [{ prefix: '', policy }],
    checked: false,
  });
  notePolicy(reading, context.grants.actions, policy);
  return { sessions: [session] };
}

/** A service by its host, an account, an ARN, or everyone. */
function asPrincipal(text: SourceText): SourcePrincipal {
  const isService = /^[\w.-]+\.amazonaws\.com(?:\.cn)?$|\.amazon\.com$/u.test(text.text);
  const kind: PrincipalKind = text.text === '*' ? 'any' : isService ? 'Service' : 'AWS';
  return { ...text, kind };
}

/** A function is named by its ARN, or by its name alone. */
function asArn(name: SourceText): SourceText {
  if (name.text.startsWith('arn:') || name.text === '\uFFFC') return name;
  return {
    ...name,
    text: `arn:aws:lambda:\uFFFC:\uFFFC:function:${name.text}`,
    shown: `arn:aws:lambda:…:…:function:${name.shown}`,
  };
}

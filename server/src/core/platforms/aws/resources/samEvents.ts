import { extentFrom } from '../text/extent.js';
import type { SyntaxEntry, SyntaxNode } from '../../../syntax/syntaxTree.js';
import { entries, get, textOf } from '../../../syntax/syntaxTree.js';
import type { Context } from '../context.js';
import type { Parts } from '../parts.js';
import { attributeOf } from '../template/references.js';
import type { Resource } from '../template/template.js';
import { property } from '../template/template.js';
import type { SourceText } from '../text/sourceText.js';
import { allowing } from '../policy/allowing.js';
import { arnText } from './samAdded.js';
import type { Properties } from './samImplicit.js';
import { generatedRole, isAlwaysGiven } from './samRole.js';

/** An event for which SAM makes a role by which a service starts the function or state machine. */
interface StartedBy {
  readonly noun: string;
  readonly service: string;
  /** Whether the event may name a role of its own instead. */
  readonly takesRole: boolean;
  /** Whether the role may also send to the queue for what failed; else that queue's own policy trusts the rule. */
  readonly sends: boolean;
}

const SCHEDULE: StartedBy = {
  noun: 'schedule',
  service: 'scheduler.amazonaws.com',
  takesRole: true,
  sends: true,
};
const RULE: StartedBy = {
  noun: 'event rule',
  service: 'events.amazonaws.com',
  takesRole: false,
  sends: false,
};

/**
 * Events by type.
 *
 * https://github.com/aws/serverless-application-model/blob/7000d0a3b0e5e0d9fca014ce135850718aad1290/samtranslator/model/stepfunctions/events.py
 * and .../samtranslator/model/eventsources/scheduler.py
 */
const OF_MACHINES: Readonly<Record<string, StartedBy>> = {
  Schedule: { ...RULE, takesRole: true },
  ScheduleV2: SCHEDULE,
  CloudWatchEvent: RULE,
  EventBridgeRule: RULE,
  Api: { noun: 'API method', service: 'apigateway.amazonaws.com', takesRole: false, sends: false },
};
const OF_FUNCTIONS: Readonly<Record<string, StartedBy>> = { ScheduleV2: SCHEDULE };

/** The roles by which schedules, rules and APIs start a function or state machine of SAM. */
export function samEventParts(
  context: Context,
  resource: Resource,
  read: Properties,
): readonly Partial<Parts>[] {
  const isFunction = resource.type === 'AWS::Serverless::Function';
  const table = isFunction ? OF_FUNCTIONS : OF_MACHINES;
  return entries(property(resource, 'Events')).flatMap((event) => {
    const type = get(event.value, 'Type');
    const word = textOf(type) ?? '';
    const by = Object.hasOwn(table, word) ? table[word] : undefined;
    if (type === undefined || by === undefined) return [];
    if (by.takesRole && isAlwaysGiven(context, get(get(event.value, 'Properties'), 'RoleArn'))) return [];
    return [roleOf(context, resource, event, { by, type, read, isFunction })];
  });
}

interface Started {
  readonly by: StartedBy;
  readonly type: SyntaxNode;
  readonly read: Properties;
  readonly isFunction: boolean;
}

function roleOf(
  context: Context,
  resource: Resource,
  { key, value }: SyntaxEntry,
  { by, type, read, isFunction }: Started,
): Partial<Parts> {
  const id = `${resource.id}${key.text}`;
  const origin = context.reading.originOf(type);
  const properties = get(value, 'Properties');
  const target = targetOf(context, resource, read, isFunction).map((part) => ({ ...part, origin }));
  const failed = by.sends ? deadLetters(context, get(properties, 'DeadLetterConfig'), id) : [];
  const action = isFunction ? 'lambda:InvokeFunction' : 'states:StartExecution';
  return generatedRole(context, {
    label: `${id}Role`,
    key,
    extent: extentFrom(key.range, value.range),
    place: type,
    service: by.service,
    noun: by.noun,
    runner: id,
    inline: [
      ...allowing('target/', [action], target, origin),
      ...allowing('failed/', ['sqs:SendMessage'], failed, origin),
    ],
    boundary: by.sends ? get(properties, 'PermissionsBoundary') : read('PermissionsBoundary'),
  });
}

/** What is started: the function or state machine, or its alias where events go there. */
function targetOf(
  context: Context,
  resource: Resource,
  read: Properties,
  isFunction: boolean,
): ReturnType<typeof attributeOf> {
  const { texts } = context;
  const alias = read('AutoPublishAlias');
  const isAliased =
    alias !== undefined && (isFunction || textOf(property(resource, 'UseAliasAsEventTarget')) === 'true');
  const own = attributeOf(texts, resource.id, 'Arn', 0);
  if (!isAliased) return own;
  const [name] = texts.parts(alias);
  return own.map((part) => ({
    ...part,
    text: `${part.text}:${name?.text ?? '*'}`,
    shown: `${part.shown}:${name?.shown ?? '*'}`,
  }));
}

/** The queue for what a schedule could not deliver: one that is named, or one that SAM makes. */
function deadLetters(context: Context, node: SyntaxNode | undefined, id: string): readonly SourceText[] {
  if (node === undefined) return [];
  const arn = get(node, 'Arn');
  if (arn !== undefined) return context.texts.texts(arn);
  const name = textOf(get(node, 'QueueLogicalId')) ?? `${id}Queue`;
  const made = arnText(`arn:aws:sqs:{account}:\${${name}}`, context.reading.originOf(node));
  return [{ ...made, text: made.text.replace(/\$\{[^}]*\}/u, '\uFFFC') }];
}

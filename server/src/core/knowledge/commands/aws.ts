import type { AwsAction, AwsCatalogue } from '../../model/awsCatalogue.js';
import type { ShellCommand, ShellWord } from '../../model/shellScript.js';
import type { CallActions } from '../aws/needs/operations.js';
import { knownOperation } from '../aws/needs/operations.js';
import { iamPrefix } from '../aws/needs/services.js';
import { waitedFor } from '../aws/needs/waiters.js';
import type { CommandActions } from './awsHighLevel.js';
import { highLevelActions, STACK } from './awsHighLevel.js';
import { resourcesOf, s3ResourcesOf } from './awsResources.js';
import { option } from './commandUse.js';
import { quoted } from '../../text/quoted.js';

/** What a command does with the session of AWS that it finds in its environment. */
export interface AwsCommandUse {
  readonly needs: readonly AwsNeed[];
  /** What is not known of it, in words that follow "what"; absent when all is. */
  readonly open?: string;
}

/** One action that a command takes. */
export interface AwsNeed {
  readonly action: AwsAction;
  /** Set when it takes it at times only. */
  readonly optional: boolean;
  /** The pattern of an ARN, of what it works on; absent where the command does not tell. */
  readonly resource?: string;
}

/** Options before and behind the service that take the next word as their value: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-options.html */
const GLOBAL_VALUED =
  /^--(?:endpoint-url|output|query|profile|region|color|ca-bundle|cli-read-timeout|cli-connect-timeout|cli-binary-format|cli-error-format|version)$/u;

/** What a call of the AWS CLI takes: `aws <service> <operation> …`, the program's own name left out. */
export function awsCommandUse(command: ShellCommand, catalogue: AwsCatalogue): AwsCommandUse {
  if (callsNobody(command)) return { needs: [] };
  const [service, verb, ...rest] = verbsOf(command.args);
  if (service === undefined) return command.args.some(isInformation) ? { needs: [] } : unread('aws');
  if (service.dynamic || verb?.dynamic === true) return unread(`aws ${service.text}`);
  if (verb === undefined) {
    const local = highLevelActions(service.text, '', command);
    return local === undefined ? unread(`aws ${service.text}`) : named(local, catalogue);
  }
  if (verb.text === 'help') return { needs: [] };
  const words = { ...command, args: behind(command.args, verb) };
  const high = highLevelActions(service.text, verb.text, words);
  if (high !== undefined) return located(named(high, catalogue), service.text, verb.text, words);
  if (verb.text !== 'wait') return operationUse(service.text, verb.text, words, catalogue);
  const waiter = rest[0];
  const operation = waiter?.dynamic === false ? waitedFor(service.text, waiter.text) : undefined;
  return operation === undefined
    ? unread(`aws ${service.text} wait ${waiter?.text ?? ''}`)
    : operationUse(service.text, operation, words, catalogue);
}

/** Without a signature, without a call, or to a stand-in on the machine itself. */
function callsNobody(command: ShellCommand): boolean {
  const endpoint = option(command, '--endpoint-url') ?? command.assignments['AWS_ENDPOINT_URL'];
  return (
    command.args.some(
      ({ text }) => text === '--no-sign-request' || /^--generate-cli-skeleton\b/u.test(text),
    ) ||
    (endpoint !== undefined && /^https?:\/\/(?:localhost|127\.0\.0\.1|localstack)\b/iu.test(endpoint))
  );
}

function isInformation({ text }: ShellWord): boolean {
  return text === '--version' || text === 'help';
}

/** The words that are no options, as far as those before the operation tell. */
function verbsOf(args: readonly ShellWord[]): readonly ShellWord[] {
  const found: ShellWord[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at];
    if (word === undefined) continue;
    if (!word.text.startsWith('-')) found.push(word);
    else if (GLOBAL_VALUED.test(word.text)) at++;
  }
  return found;
}

function behind(args: readonly ShellWord[], verb: ShellWord): readonly ShellWord[] {
  return args.slice(args.indexOf(verb) + 1);
}

function unread(text: string): AwsCommandUse {
  return { needs: [], open: `${quoted(text.trim())} calls` };
}

/** Services that work with the rights of whoever calls them on what a template or a request tells. */
const WORKS_FOR_CALLER: Readonly<Record<string, string>> = {
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
  cloudformation: STACK,
  // https://docs.aws.amazon.com/cloudcontrolapi/latest/userguide/resource-operations.html
  cloudcontrol: 'Cloud Control makes with it',
  // https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.iam.managed-policies.html
  elasticbeanstalk: 'Elastic Beanstalk changes with it',
  // https://docs.aws.amazon.com/servicecatalog/latest/adminguide/controlling_access.html
  servicecatalog: 'the product makes with it',
};

function operationUse(
  service: string,
  verb: string,
  command: ShellCommand,
  catalogue: AwsCatalogue,
): AwsCommandUse {
  const prefix = iamPrefix(service);
  const known = service === 's3control' ? undefined : knownOperation(prefix, verb);
  const name = `${prefix}:${verb.replaceAll('-', '')}`;
  const actions = known ?? (catalogue.action(name) === undefined ? undefined : { needs: [name] });
  if (actions === undefined) return unread(`aws ${service} ${verb}`);
  const use = located(named(actions, catalogue), service, verb, command);
  const open = Object.hasOwn(WORKS_FOR_CALLER, service) ? WORKS_FOR_CALLER[service] : undefined;
  const writes = use.needs.some(({ action, optional }) => !optional && action.access === 'Write');
  if (open === undefined || !writes || option(command, '--role-arn') !== undefined) return use;
  return { ...use, open };
}

/** The same with what each action works on, as far as the words of the command tell: once for each resource. */
function located(use: AwsCommandUse, service: string, verb: string, command: ShellCommand): AwsCommandUse {
  const prefix = iamPrefix(service);
  const needs = use.needs.flatMap((need): readonly AwsNeed[] => {
    const found =
      service === 's3'
        ? s3ResourcesOf(need.action, verb, command)
        : resourcesOf(need.action, prefix, command);
    return found === undefined ? [need] : found.map((resource) => ({ ...need, resource }));
  });
  return { ...use, needs };
}

/** The actions by their names, with what AWS documents that each takes besides; a name that AWS does not have is open. */
export function named(actions: CommandActions | CallActions, catalogue: AwsCatalogue): AwsCommandUse {
  const found = new Map<AwsAction, boolean>();
  const missing: string[] = [];
  const add = (name: string, optional: boolean): void => {
    const action = catalogue.action(name);
    if (action === undefined) {
      if (!optional) missing.push(name);
      return;
    }
    found.set(action, (found.get(action) ?? true) && optional);
    if (!optional) for (const dependent of action.dependentActions) add(dependent, true);
  };
  for (const name of actions.needs) add(name, false);
  for (const name of actions.maybe ?? []) add(name, true);
  const open = 'open' in actions ? actions.open : undefined;
  return {
    needs: [...found].map(([action, optional]) => ({ action, optional })),
    ...(open === undefined
      ? missing.length === 0
        ? {}
        : { open: `allows ${missing.join(', ')}` }
      : { open }),
  };
}

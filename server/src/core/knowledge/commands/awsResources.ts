import type { AwsAction, AwsActionResource } from '../../model/awsCatalogue.js';
import type { ShellCommand, ShellWord } from '../../model/shellScript.js';
import { s3Paths } from './awsS3.js';

/**
 * The options by which the CLI names what an action works on, by the service and the part of the ARN in the service
 * authorization reference. Other parts are named by options that are called as they are: `${TableName}` by
 * `--table-name`. Names of options: https://docs.aws.amazon.com/cli/latest/reference/, by service.
 */
const OPTIONS: Readonly<Record<string, string>> = {
  'autoscaling GroupFriendlyName': '--auto-scaling-group-name',
  'codeartifact DomainName': '--domain',
  'codeartifact RepositoryName': '--repository',
  'codepipeline PipelineName': '--name --pipeline-name',
  'ecs ClusterName': '--cluster --cluster-name',
  'ecs ServiceName': '--service --services --service-name',
  'eks ClusterName': '--name --cluster-name',
  'iam RoleNameWithPath': '--role-name',
  'kms KeyId': '--key-id',
  'rds DbInstanceName': '--db-instance-identifier',
  'rds DbClusterInstanceName': '--db-cluster-identifier',
  's3 BucketName': '--bucket',
  's3 ObjectName': '--key',
  'sns TopicName': '--topic-arn',
  'sqs QueueName': '--queue-url',
  'ssm ParameterNameWithoutLeadingSlash': '--name --names',
  'states StateMachineName': '--state-machine-arn',
};

/**
 * What an action of a command works on, as patterns of ARNs, region and account left open; `undefined` where the words of
 * the command do not tell, which may then be anything.
 *
 * @param service the prefix of the command's own service: options of one service say nothing of another's resources
 */
export function resourcesOf(
  action: AwsAction,
  service: string,
  command: ShellCommand,
): readonly string[] | undefined {
  if (action.service === 'iam' && action.name === 'PassRole') return passedRole(command);
  if (action.service !== service) return undefined;
  // What is read stands in another option than what is written.
  if (service === 's3' && valuesOf(command, '--copy-source') !== undefined) return undefined;
  const types = action.resourceTypes.filter(({ type }) => !type.name.startsWith('accesspoint'));
  const found = types.map((type) => ({ type, arns: arnsOf(type, action.service, command) }));
  const required = found.filter(({ type }) => type.required);
  const decisive = required.length > 0 ? required : found;
  if (decisive.some(({ arns }) => arns === undefined)) return undefined;
  const all = found.flatMap(({ arns }) => arns ?? []);
  return all.length === 0 ? undefined : [...new Set(all)];
}

function passedRole(command: ShellCommand): readonly string[] | undefined {
  const values = ['--role-arn', '--role', '--service-role-arn'].flatMap(
    (name) => valuesOf(command, name) ?? [],
  );
  const [only, ...others] = values;
  return only?.startsWith('arn:') === true && others.length === 0 ? [only] : undefined;
}

/** The ARNs of one kind of resource that the options name; `undefined` where they name none, or what is computed. */
function arnsOf(
  { type }: AwsActionResource,
  service: string,
  command: ShellCommand,
): readonly string[] | undefined {
  const [arn = ''] = type.arns;
  const parts = [...arn.matchAll(/\$\{(\w+)\}/gu)].flatMap(([, name = '']) =>
    /^(?:Partition|Region|Account)$/u.test(name) ? [] : [name],
  );
  const values = new Map<string, readonly string[]>();
  for (const part of parts) {
    const names = OPTIONS[`${service} ${part}`] ?? `--${kebab(part)}`;
    const words = names.split(' ').flatMap((name) => valuesOf(command, name) ?? []);
    if (words.length > 0) {
      values.set(
        part,
        words.map((word) => (isOther(word, service) ? COMPUTED : word)),
      );
    }
  }
  if (values.size === 0 || [...values.values()].some((words) => words.includes(COMPUTED))) return undefined;
  return parts.reduce<readonly string[]>(
    (texts, part) => texts.flatMap((text) => fillings(text, part, values.get(part), service)),
    [arn.replace('${Partition}', 'aws').replace('${Region}', '*').replace('${Account}', '*')],
  );
}

/** The text with a part put in, once for each value; a value that is an ARN is the whole of it. */
function fillings(
  text: string,
  part: string,
  values: readonly string[] | undefined,
  service: string,
): readonly string[] {
  const place = `\${${part}}`;
  if (!text.includes(place)) return [text];
  return (values ?? ['*']).map((value) => {
    const isWhole =
      value.startsWith('arn:') && [kindOf(value), '${'].some((kind) => kindOf(text).startsWith(kind));
    if (isWhole) return value;
    const name = value.startsWith('arn:') ? value.slice(value.lastIndexOf('/') + 1) : value;
    return text.replace(place, () => asPart(name, part, service));
  });
}

/** The word for the kind of resource in an ARN; the name itself where there is none. */
function kindOf(arn: string): string {
  return arn.split(':').slice(5).join(':').split(/[/:]/u)[0] ?? '';
}

/** A value as it stands in an ARN. */
function asPart(value: string, part: string, service: string): string {
  // An address of a queue ends in its name.
  if (service === 'sqs') return value.slice(value.lastIndexOf('/') + 1);
  if (service === 'secretsmanager') return `${value}-*`;
  // Policies name a group with what is in it: `log-group:/aws/lambda/api:*`.
  if (service === 'logs') return `${value}*`;
  // A path of a role is not told.
  if (part === 'RoleNameWithPath') return `*${value}`;
  return value.replace(/^\//u, '');
}

/** Names of other things that stand in for the one that is meant: an alias of a key, a version of a function. */
function isOther(word: string, service: string): boolean {
  if (service === 'kms') return /(?:^|:)alias\//u.test(word);
  return service === 'lambda' && (word.startsWith('arn:') ? word.split(':').length > 7 : word.includes(':'));
}

/** Stands for a value that is known only when the command runs. */
const COMPUTED = '\u0000';

/** The word that an option takes, or words up to the next option where it takes several; `undefined` where it is absent. */
function valuesOf({ args }: ShellCommand, name: string): readonly string[] | undefined {
  const at = args.findIndex(({ text }) => text === name || text.startsWith(`${name}=`));
  const option = args[at];
  if (option === undefined) return undefined;
  if (option.text !== name) return [wordOf({ ...option, text: option.text.slice(name.length + 1) })];
  const rest = args.slice(at + 1);
  const end = name.endsWith('s') ? rest.findIndex(({ text }) => text.startsWith('--')) : 1;
  return rest.slice(0, end < 0 ? undefined : end).map(wordOf);
}

function wordOf({ text, dynamic }: ShellWord): string {
  return dynamic || text === '' || /[*?[\]{}$`]/u.test(text) ? COMPUTED : text;
}

function kebab(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/gu, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/gu, '$1-$2')
    .toLowerCase();
}

/** Actions on what is read, where a command reads from one bucket and writes to another. */
const OF_SOURCE = /^(?:Get|ListMultipart)/u;

/** What an action of `aws s3 …` works on: the bucket of its paths, or what lies under them. */
export function s3ResourcesOf(
  action: AwsAction,
  verb: string,
  command: ShellCommand,
): readonly string[] | undefined {
  const paths = s3Paths(command.args);
  const places = paths.map((path) => placeOf(path));
  // A computed path may be in a bucket.
  if (places.includes(COMPUTED) || paths.length === 0) return undefined;
  const buckets = places.filter((place) => place !== '');
  const [source, target] = buckets;
  const isObject = action.resourceTypes.some(({ type }) => type.name === 'object');
  const isPair = target !== undefined && isObject;
  const moved = verb === 'mv' && action.name === 'DeleteObject';
  const own = !isPair
    ? buckets
    : OF_SOURCE.test(action.name) || moved
      ? [source ?? '']
      : action.name === 'DeleteObject'
        ? buckets
        : [target];
  const arns = own.map((place) => {
    const [bucket = '', ...key] = place.split('/');
    return isObject ? `arn:aws:s3:::${bucket}/${key.join('/')}*` : `arn:aws:s3:::${bucket}`;
  });
  return arns.length === 0 ? undefined : [...new Set(arns)];
}

/** Bucket and key of an address; empty for a local path. */
function placeOf({ text, dynamic }: ShellWord): string {
  const path = /^s3:\/\/(.+)$/iu.exec(text)?.[1];
  if (path === undefined) return dynamic ? COMPUTED : '';
  return dynamic || path.startsWith('arn:') || /[*?[\]{}$`]/u.test(path)
    ? COMPUTED
    : path.replace(/\/$/u, '');
}

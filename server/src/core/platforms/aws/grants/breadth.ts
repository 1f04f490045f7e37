import { isOfAgents } from '../../../knowledge/aws/agentActions.js';
import { pinsResource } from '../../../knowledge/aws/resourceKeys.js';
import type { Breadth } from '../../../model/breadth.js';
import type { PolicyCondition, PolicyStatement } from '../../../model/policyDocument.js';
import { rememberedOf } from '../../../patterns/remembered.js';
import { conditionText } from '../policy/conditionText.js';
import type { AwsAction, AwsActionSet, AwsCatalogue } from '../../../model/awsCatalogue.js';
import type { SourceText } from '../text/sourceText.js';
import type { ActionFacts, ActionReader } from './actionFacts.js';
import { countWords } from './actionFacts.js';
import { actionOptions } from './actionOptions.js';
import { fittingTypes } from './resourceFit.js';
import { quoted } from '../../../text/quoted.js';

/** What widens a grant on the side of its action; `undefined` for an action that is named. */
export function actionBreadth(
  reader: ActionReader,
  action: SourceText,
  facts: ActionFacts,
  reduced: AwsActionSet | undefined,
): Breadth | undefined {
  const { text } = action;
  if (!/[*?]/u.test(text)) return undefined;
  const isAll = /^\*(?::\*)?$/u.test(text);
  // A pattern that stands for one action only is a way to write it.
  if (!isAll && reduced?.size === 1 && facts.counts?.all === 1) return undefined;
  const [service = '', name = ''] = text.split(':');
  const whole = isAll || service.includes('*') || /^\*+$/u.test(name);
  return {
    dimension: 'action',
    form: isAll ? 'all' : 'pattern',
    text: action.shown,
    covers: isAll ? everythingWords(facts) : coversWords(reader, text, facts),
    whole,
    narrowable: true,
    ...(OF_KEY_USERS.has(text) || (reduced !== undefined && reduced.size > 0 && isCustomary(reduced))
      ? { customary: true }
      : {}),
    options: isAll ? [] : actionOptions(reader.catalogue, text, reduced),
    origin: action.origin,
  };
}

/**
 * How AWS itself writes what users of a key may do; the variants give nothing that the plain action does not.
 * https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-users-crypto
 */
const OF_KEY_USERS: ReadonlySet<string> = new Set(['kms:GenerateDataKey*', 'kms:ReEncrypt*']);

/** Of all that there is, what works on the resource. */
function everythingWords({ counts, opens }: ActionFacts): string {
  return counts === undefined ? 'every action of every service of AWS' : opens;
}

function coversWords(reader: ActionReader, text: string, facts: ActionFacts): string {
  const service = text.split(':')[0] ?? '';
  const where = service.includes('*') ? 'all services' : reader.serviceName(service);
  return facts.counts === undefined ? `actions of ${where}` : countWords(facts.counts, where);
}

/** What widens a grant through `NotAction` or `NotResource`. */
export function invertedBreadth(
  dimension: Breadth['dimension'],
  names: readonly string[],
  origin: SourceText['origin'],
): Breadth {
  const text = `${dimension === 'action' ? 'NotAction' : 'NotResource'}: ${names.join(', ')}`;
  const what = dimension === 'action' ? 'every action of AWS' : 'every resource';
  return {
    dimension,
    form: 'inverted',
    text,
    covers:
      names.length === 0
        ? what
        : `${what} except ${shortList(names)}, those ${dimension === 'action' ? 'of services to come' : 'to come'} included`,
    whole: true,
    narrowable: true,
    options: [],
    origin,
  };
}

function shortList(names: readonly string[]): string {
  return names.length <= 4
    ? names.join(', ')
    : `${names.slice(0, 3).join(', ')} and ${String(names.length - 3)} more`;
}

/** What could stand in the place of every resource. */
type Narrower = () => Breadth['options'];

/** What an entry of `Resource` is, whatever the actions on it. */
interface ReadResource {
  readonly isAll: boolean;
  readonly isWhole: boolean;
  readonly covers: string;
  readonly pinned: boolean;
  /** What it comes to, by what the actions make of it: there are few ways, and thousands of actions. */
  readonly made: Map<string, Breadth>;
}

/** Tells what widens grants on the side of their resources, each entry of a statement read once. */
export class BreadthReader {
  readonly #read = new Map<PolicyStatement, Map<SourceText, ReadResource | undefined>>();

  constructor(readonly catalogue: AwsCatalogue | undefined) {}

  /** What widens a grant on the side of its resource; `undefined` for one that is named. */
  ofResource(
    statement: PolicyStatement,
    resource: SourceText,
    actions: AwsActionSet | undefined,
    options: Narrower,
  ): Breadth | undefined {
    const read = this.#readOnce(statement, resource);
    if (read === undefined) return undefined;
    const { isAll, isWhole, pinned } = read;
    const narrowable = !isAll || takesResources(this.catalogue, actions);
    const narrower = narrowable && isAll ? options() : NO_OPTIONS;
    const customary = actions !== undefined && isCustomary(actions);
    const unnamed = isWhole && narrower.length === 0 && isUnnamed(actions, resource.text);
    const key = `${String(narrowable)} ${String(customary)} ${String(unnamed)} ${String(narrower.length > 0)}`;
    const known = read.made.get(key);
    if (known !== undefined) return known;
    const made: Breadth = {
      dimension: 'resource',
      form: isAll ? 'all' : 'pattern',
      text: resource.shown,
      covers: read.covers,
      whole: isWhole && !pinned,
      narrowable,
      ...(customary ? { customary: true } : {}),
      ...(unnamed ? { unnamed: true } : {}),
      options: narrower,
      origin: resource.origin,
    };
    read.made.set(key, made);
    return made;
  }

  #readOnce(statement: PolicyStatement, resource: SourceText): ReadResource | undefined {
    const own = this.#read.get(statement) ?? new Map<SourceText, ReadResource | undefined>();
    this.#read.set(statement, own);
    if (!own.has(resource)) own.set(resource, readResource(resource, statement.conditions));
    return own.get(resource);
  }
}

const NO_OPTIONS: Breadth['options'] = [];

function readResource(
  { text, shown }: SourceText,
  conditions: readonly PolicyCondition[],
): ReadResource | undefined {
  if (!/[*?]/u.test(text)) return undefined;
  const isAll = /^[*?]+$/u.test(text);
  const pinned = conditions.filter(pinsResource);
  const what = isAll ? 'every resource of the account' : resourceWords(text, shown);
  return {
    isAll,
    isWhole: isAll || isWholeKind(text),
    covers: pinned.length === 0 ? what : `${what} for which ${pinned.map(conditionText).join(' and ')}`,
    pinned: pinned.length > 0,
    made: new Map(),
  };
}

/** Larger sets hold more than what an agent does. */
const MOST_OF_AGENTS = 30;

/** Sets of actions are shared by the texts that name them. */
const customarySets = new WeakMap<AwsActionSet, boolean>();

function isCustomary(actions: AwsActionSet): boolean {
  if (actions.size === 0 || actions.size > MOST_OF_AGENTS) return false;
  const known = customarySets.get(actions) ?? areOfAgents(actions);
  customarySets.set(actions, known);
  return known;
}

function areOfAgents(actions: AwsActionSet): boolean {
  for (const { service, name } of actions) if (!isOfAgents(`${service}:${name}`)) return false;
  return true;
}

/** ARNs that end in what the service makes up. The ids of secrets are names that somebody gives. */
const MADE_UP = /(?:Id|ID|Uuid|UUID)\}[^$]*$/u;

const unnamedOn = rememberedOf<boolean>(100);

function isUnnamed(actions: AwsActionSet | undefined, arn: string): boolean {
  if (actions === undefined || actions.size === 0 || actions.size > MOST_OF_AGENTS) return false;
  return unnamedOn(actions, arn, () => areMadeUp(actions, arn));
}

function areMadeUp(actions: AwsActionSet, arn: string): boolean {
  for (const action of actions) {
    if (makesIt(action, arn)) continue;
    const types = fittingTypes(action, arn);
    if (types.length === 0) continue;
    const required = types.filter((one) => one.required);
    const counting = required.length > 0 ? required : types;
    const madeUp = counting.filter(({ type }) => type.arns.every((one) => MADE_UP.test(one)));
    if (action.service === 'secretsmanager' || madeUp.length * 2 <= counting.length) return false;
  }
  return true;
}

/** A telephone number to which a message goes is no resource that could be named. */
const TO_NUMBERS = 'sns:publish';

/** A session of S3 Express opens a bucket that is there. */
const OPENS = 's3express:createsession';

/** Whether what it works on is what it makes, so that there is nothing yet that has a name. */
function makesIt({ service, name }: AwsAction, arn: string): boolean {
  if (/^[*?]+$/u.test(arn)) {
    const action = `${service}:${name}`.toLowerCase();
    return (/^Create(?!Tags)/u.test(name) && action !== OPENS) || action === TO_NUMBERS;
  }
  const kind = /^([a-z-]+)/iu.exec(arn.split(':').slice(5).join(':'))?.[1]?.replaceAll('-', '') ?? '';
  const made = /^(?:Create|Copy)(\w+)$/u.exec(name)?.[1]?.toLowerCase();
  return kind !== '' && made?.endsWith(kind.toLowerCase()) === true;
}

/** Without the catalogue it is not known, and then nothing is said against the wildcard. */
function takesResources(catalogue: AwsCatalogue | undefined, actions: AwsActionSet | undefined): boolean {
  if (catalogue === undefined || actions === undefined) return false;
  // Of so many some take resources.
  if (actions.size > 1_000) return true;
  for (const action of actions) if (catalogue.supportsResource(action)) return true;
  return false;
}

/** Services whose ARNs name the resource at once, without a word for its kind in front. */
const PLAIN_NAMES: ReadonlySet<string> = new Set([
  's3',
  'sqs',
  'sns',
  'execute-api',
  'codecommit',
  'codepipeline',
]);

/** Whether the ARN names no more than a kind: all buckets, all tables, all that a service has. */
function isWholeKind(text: string): boolean {
  const [start, , service = '', , , ...rest] = text.split(':');
  if (start !== 'arn' && start !== '*') return false;
  if (rest.length === 0) return true;
  const path = rest.join(':');
  const named = PLAIN_NAMES.has(service) ? path : path.replace(/^[a-z0-9-]+[/:]/iu, '');
  return /^[*?/:]+$/u.test(named);
}

function resourceWords(text: string, shown: string): string {
  const [, , service = '', region, account] = text.split(':');
  const open = [region === '*' ? 'region' : '', account === '*' ? 'account' : ''].filter(
    (word) => word !== '',
  );
  const where = open.length === 0 ? '' : ` in any ${open.join(' and ')}`;
  if (isWholeKind(text)) return `every such resource of ${service}${where}`;
  return `all that match ${quoted(shown)}${where}`;
}

import type { Breadth } from '../../../model/breadth.js';
import type { AwsActionSet, AwsCatalogue } from '../../../model/awsCatalogue.js';
import type { SourceText } from '../text/sourceText.js';
import type { ActionFacts, ActionReader } from './actionFacts.js';
import { countWords } from './actionFacts.js';
import { actionOptions } from './actionOptions.js';
import type { ResourceOptions } from './resourceOptions.js';

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
  const [service = '', name = ''] = text.split(':');
  const whole = isAll || service.includes('*') || /^\*+$/u.test(name);
  return {
    dimension: 'action',
    form: isAll ? 'all' : 'pattern',
    text: action.shown,
    covers: isAll ? 'every action of every service of AWS' : coversWords(reader, text, facts),
    whole,
    narrowable: true,
    options: isAll ? [] : actionOptions(reader.catalogue, text, reduced),
    origin: action.origin,
  };
}

function coversWords(reader: ActionReader, text: string, facts: ActionFacts): string {
  const service = text.split(':')[0] ?? '';
  const where = service.includes('*') ? 'all services' : reader.serviceName(service);
  return facts.counts === undefined ? `actions of ${where}` : countWords(facts.counts, where);
}

/** What widens a grant through `NotAction` or `NotResource`. */
export function invertedBreadth(
  dimension: Breadth['dimension'],
  listed: readonly SourceText[],
  origin: SourceText['origin'],
): Breadth {
  const names = listed.map(({ shown }) => shown);
  const text = `${dimension === 'action' ? 'NotAction' : 'NotResource'}: ${names.join(', ')}`;
  const what = dimension === 'action' ? 'every action of AWS' : 'every resource';
  return {
    dimension,
    form: 'inverted',
    text,
    covers:
      names.length === 0 ? what : `${what} except ${shortList(names)}, those of services to come included`,
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

/** What widens a grant on the side of its resource; `undefined` for one that is named. */
export function resourceBreadth(
  catalogue: AwsCatalogue | undefined,
  resource: SourceText,
  actions: AwsActionSet | undefined,
  options: ResourceOptions,
): Breadth | undefined {
  const { text, shown } = resource;
  if (!/[*?]/u.test(text)) return undefined;
  const isAll = /^[*?]+$/u.test(text);
  const narrowable = !isAll || takesResources(catalogue, actions);
  return {
    dimension: 'resource',
    form: isAll ? 'all' : 'pattern',
    text: shown,
    covers: isAll ? 'every resource of the account' : resourceWords(text, shown),
    whole: isAll || isWholeKind(text),
    narrowable,
    options: narrowable && isAll ? options(actions) : [],
    origin: resource.origin,
  };
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
  const [, , service = '', , , ...rest] = text.split(':');
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
  return `all that match \`${shown}\`${where}`;
}

import { patternMatches } from '../../../knowledge/aws/wildcards.js';
import { parseOperator } from '../../../knowledge/aws/policy/operators.js';
import type { AwsAction, AwsActionSet, AwsCatalogue } from '../../../model/awsCatalogue.js';
import type { PolicyCondition } from '../../../model/policyDocument.js';
import { listWords } from '../../../model/words.js';
import { canFit } from '../grants/resourceFit.js';
import type { Reading } from '../reading.js';
import type { SourceText } from '../text/sourceText.js';
import { isKnown } from '../text/sourceText.js';
import type { PolicyKind } from './classify.js';
import type { SourceStatement } from './sourceStatement.js';
import { quoted } from '../../../text/quoted.js';

/*
 * Parts of a statement that are right by themselves and do not go together: AWS takes such a policy, and it allows or
 * denies nothing. Which action works on which resource and knows which key:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */

/** Larger sets hold an action for nearly everything. */
const MOST_WALKED = 400;

/** Warns of actions that work on none of the statement's resources, and of keys that none of its actions has. */
export function checkFit(reading: Reading, statement: SourceStatement, { kind }: PolicyKind): void {
  const { catalogue } = reading;
  if (catalogue === undefined || kind === 'trust') return;
  checkKeys(reading, catalogue, statement);
  const { actions = [], resources } = statement;
  if (resources === undefined || resources.length === 0) return;
  const misfits = actions.flatMap((action): readonly Misfit[] => {
    const set = catalogue.expand(action.text);
    if (!isKnown(action) || set.size === 0 || set.size > MOST_WALKED) return [];
    return resources.some(({ text }) => worksOn(catalogue, set, text)) ? [] : [{ action, set }];
  });
  const isKnownToFail = misfits.every(({ set }) =>
    [...set].some(({ resourceTypes }) => resourceTypes.length > 0),
  );
  if (isKnownToFail && misfits.length > 1 && misfits.length === actions.length && resources.length === 1) {
    wholeMisfit(reading, statement, misfits);
    return;
  }
  for (const misfit of misfits) remarkMisfit(reading, misfit, statement);
}

/**
 * AWS's list says of most actions on what they work. Where it names no resource, that is either so or not written down
 * yet: what the statement comes to is not said then.
 */
function remarkMisfit(
  reading: Reading,
  { action: { shown, origin }, set }: Misfit,
  { actions = [], resources = [], effect }: SourceStatement,
): void {
  const date = reading.catalogue?.date ?? '';
  const takesSome = [...set].some(({ resourceTypes }) => resourceTypes.length > 0);
  if (!takesSome) {
    const what = effect === 'Allow' ? 'allows' : 'denies';
    reading.warn(
      origin,
      `AWS's list (as of ${date}) names no resource for ${quoted(shown)}: if it takes none, only \`*\` ${what} it.`,
      'information',
    );
    return;
  }
  const where = resources.length > 1 ? 'any of these resources' : quoted(resources[0]?.shown ?? '');
  reading.warn(
    origin,
    `${quoted(shown)} does not work on ${where}: by AWS's list (as of ${date}) ${whyWords(set, 'it')}. As it is written, this ${effectWords(effect)} nothing.`,
    actions.length === 1 || effect === 'Deny' ? 'warning' : 'information',
  );
}

/** Where all of it comes to nothing, it is most likely the resource that is another one than was meant. */
function wholeMisfit(reading: Reading, statement: SourceStatement, misfits: readonly Misfit[]): void {
  const [first, second, ...others] = misfits;
  const [resource] = statement.resources ?? [];
  if (first === undefined || second === undefined || resource === undefined) return;
  const rest = others.length === 0 ? `; nor does ${quoted(second.action.shown)}` : ', and so on';
  reading.warn(
    resource.origin,
    `None of the actions of this statement works on ${quoted(resource.shown)}: by AWS's list ${whyWords(first.set, first.action.shown)}${rest}. As it is written, the statement ${effectWords(statement.effect)} nothing.`,
  );
}

interface Misfit {
  readonly action: SourceText;
  readonly set: AwsActionSet;
}

function effectWords(effect: SourceStatement['effect']): string {
  return effect === 'Allow' ? 'allows' : 'denies';
}

/** A text that is no ARN is refused for that alone. */
function worksOn(catalogue: AwsCatalogue, set: AwsActionSet, text: string): boolean {
  if (!/^(?:arn:|\*)/u.test(text)) return true;
  const isAll = /^(?:\*+|arn:[^:]*:s3:::\*+)$/u.test(text);
  if (!isAll && !canFit(set, text)) return false;
  for (const action of set) {
    // What a change without a listed resource may be allowed on is told apart from what the list says.
    if ((isAll || catalogue.supportsResource(action)) && catalogue.matchesResource(action, text)) return true;
  }
  return false;
}

function whyWords(set: AwsActionSet, what: string): string {
  const kinds = [...set].flatMap(({ resourceTypes }) => resourceTypes.flatMap(({ type }) => type.arns));
  const names = [...new Set(kinds.map(plainArn))].sort((a, b) => a.length - b.length);
  const subject = what === 'it' ? what : quoted(what);
  return `${subject} works on ${listWords(
    names.map((arn) => quoted(arn)),
    2,
  )}`;
}

/** `arn:${Partition}:s3:::${BucketName}` as a reader would write it. */
function plainArn(arn: string): string {
  return arn.replace('${Partition}', 'aws').replace('${Region}', '*').replace('${Account}', '*');
}

/** Keys that come with the credentials of a session, whatever it asks for. */
const OF_THE_SESSION =
  /:(?:SourceInstanceARN|RoleDelivery|SourceFunctionArn|RoleAssumedBy|CredentialIssuingService)$/iu;

function checkKeys(reading: Reading, catalogue: AwsCatalogue, statement: SourceStatement): void {
  for (const condition of statement.conditions) {
    const { key, origin } = condition;
    if (!isPlain(key)) continue;
    const [prefix = ''] = key.split(':');
    if (!key.includes(':') || catalogue.conditionKey(key) === undefined) {
      if (prefix !== 'aws' && key.includes(':') && catalogue.service(prefix) === undefined) continue;
      reading.warn(
        origin,
        `AWS's list of condition keys (as of ${catalogue.date}) has no ${quoted(key)}: as far as known, no request holds it.`,
        'information',
      );
    } else if (catalogue.service(prefix) !== undefined && !OF_THE_SESSION.test(key)) {
      checkKeyOf(reading, catalogue, statement, condition);
    }
  }
}

/** A key that a template computes, or leaves to whoever fills it in, is not looked up. */
function isPlain(key: string): boolean {
  return isKnown({ text: key }) && !/[<>{}$]/u.test(key.replace(/\$\{\w+:[^}]*\}/gu, ''));
}

/** A key of a service has to belong to one of the actions. */
function checkKeyOf(
  reading: Reading,
  catalogue: AwsCatalogue,
  { actions, effect }: SourceStatement,
  { key, operator, origin }: PolicyCondition,
): void {
  if (actions === undefined || actions.length === 0 || !actions.every(isKnown)) return;
  const sets = actions.map(({ text }) => catalogue.expand(text));
  if (sets.some(({ size }) => size === 0 || size > MOST_WALKED)) return;
  if (sets.some((set) => [...set].some((action) => hasKey(action, key)))) return;
  const read = parseOperator(operator);
  if (read === undefined) return;
  // Without the key such an operator holds for every request.
  const holds = read.ifExists || read.set === 'all' || (read.negated && read.set === 'single');
  const isNull = read.family === 'Null';
  const whose = actions.length === 1 ? quoted(actions[0]?.shown ?? '') : 'any of these actions';
  const outcome = isNull ? '' : outcomeWords(effect, holds);
  reading.warn(
    origin,
    `By AWS's list (as of ${catalogue.date}) ${quoted(key)} is no key of ${whose}: such a request does not hold it${outcome}.`,
    'information',
  );
}

function outcomeWords(effect: SourceStatement['effect'], holds: boolean): string {
  if (holds) return ', so that the condition always holds and limits nothing';
  return `, so that the condition never holds and this ${effectWords(effect)} nothing`;
}

/** A request holds the keys of its action, and those of what it works on. */
function hasKey({ conditionKeys, resourceTypes }: AwsAction, key: string): boolean {
  // What stands behind a slash is the name of a tag or the like, which the reference writes in several ways.
  const [name] = key.toLowerCase().split('/');
  const all = [...conditionKeys, ...resourceTypes.flatMap(({ type }) => type.conditionKeys)];
  return all.some((one) =>
    patternMatches((one.toLowerCase().split('/')[0] ?? '').replace(/\$\{[^}]*\}/gu, '*'), name ?? ''),
  );
}

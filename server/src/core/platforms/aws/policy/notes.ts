import { actionDetails, actionMeaning, ACTIONS_PAGE } from '../../../knowledge/aws/actionText.js';
import { parseOperator } from '../../../knowledge/aws/policy/operators.js';
import type { Operator } from '../../../knowledge/aws/policy/operators.js';
import type { AwsAction } from '../../../model/awsCatalogue.js';
import type { PolicyCondition } from '../../../model/policyDocument.js';
import { listWords } from '../../../model/words.js';
import { rememberedOf } from '../../../patterns/remembered.js';
import type { ActionReader } from '../grants/actionFacts.js';
import { countWords, levelOf } from '../grants/actionFacts.js';
import type { Reading } from '../reading.js';
import type { SourceText } from '../text/sourceText.js';
import { shownText } from './conditionText.js';
import type { ReadPolicy } from './readPolicy.js';
import { dottedUnder } from '../../../text/credentials.js';
import { quoted } from '../../../text/quoted.js';

const OPERATORS_PAGE =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html';

/** Remarks for hovers: what each action and each condition of a policy means. */
export function notePolicy(reading: Reading, actions: ActionReader, { statements }: ReadPolicy): void {
  for (const { effect, actions: named = [], notActions = [], conditions } of statements) {
    for (const action of [...named, ...notActions]) noteAction(reading, actions, action);
    for (const condition of conditions) noteCondition(reading, condition, effect);
  }
}

function noteAction(reading: Reading, actions: ActionReader, { text, shown, origin }: SourceText): void {
  const { catalogue } = reading;
  if (catalogue === undefined) return;
  const isPattern = /[*?]/u.test(text);
  const action = isPattern ? undefined : catalogue.action(text);
  if (action !== undefined) {
    reading.note({
      origin,
      title: `${action.service}:${action.name}`,
      meaning: actionMeaning(catalogue, action),
      text: actionTexts(catalogue, `${action.service}:${action.name}`, () => actionDetails(action)),
      source: ACTIONS_PAGE,
    });
    return;
  }
  if (!isPattern || /^\*(?::\*)?$/u.test(text)) {
    if (isPattern) {
      reading.note({
        origin,
        title: shown,
        text: `Every action of every service: ${String(catalogue.expand('*').size)} of them at present, and those to come.`,
      });
    }
    return;
  }
  const set = catalogue.expand(text);
  if (set.size === 0) return;
  const { counts } = actions.of(text);
  const parts = set.size > 400 ? [] : byLevel([...set]);
  const where =
    set.services.length > 3
      ? 'several services'
      : set.services.map((one) => actions.serviceName(one)).join(', ');
  const count = counts === undefined ? `${String(set.size)} actions` : countWords(counts, where);
  reading.note({
    origin,
    title: shown,
    meaning: `Stands for ${count}.`,
    text: parts.join('\n\n'),
    source: ACTIONS_PAGE,
  });
}

function byLevel(set: readonly AwsAction[]): readonly string[] {
  return (['admin', 'write', 'read'] as const).flatMap((level) => {
    const names = set.filter((action) => levelOf(action) === level).map(({ name }) => name);
    const title = level === 'admin' ? 'Manages permissions' : level === 'write' ? 'Writes' : 'Reads';
    return names.length === 0 ? [] : [`${title}: ${listWords(names, 4)}.`];
  });
}

/** Most policies name the same actions: one text for all of them, made once. */
const actionTexts = rememberedOf<string>(4_000);

function noteCondition(reading: Reading, condition: PolicyCondition, effect: 'Allow' | 'Deny'): void {
  const operator = parseOperator(condition.operator);
  if (operator === undefined) return;
  const known = reading.catalogue?.conditionKey(condition.key);
  const about =
    known === undefined || known.description === ''
      ? ''
      : `\n\nThe key filters by ${lowered(known.description)}.`;
  const verb = effect === 'Allow' ? 'Allows it only if' : 'Denies it if';
  reading.note({
    origin: condition.origin,
    title: `${condition.operator} ${condition.key}`,
    text: `${verb} ${conditionWords(condition, operator)}.${about}`,
    source: OPERATORS_PAGE,
  });
}

/** A condition in words that follow "if". */
export function conditionWords(condition: PolicyCondition, operator: Operator): string {
  const { key, values } = condition;
  const shown = values.map((value) => quoted(dottedUnder(key, shownText(value))));
  if (operator.family === 'Null') {
    return values[0]?.text.toLowerCase() === 'true'
      ? `the request has no ${quoted(key)}`
      : `the request has a ${quoted(key)}`;
  }
  const one =
    shown.length > 1
      ? `one of ${shown.slice(0, -1).join(', ')} or ${shown.at(-1) ?? ''}`
      : (shown[0] ?? 'nothing');
  const subject =
    operator.set === 'all'
      ? `every value of ${quoted(key)}`
      : operator.set === 'any'
        ? `some value of ${quoted(key)}`
        : quoted(key);
  const absent = absentWords(operator);
  return `${subject} ${relationWords(operator)} ${one}${absent}`;
}

function relationWords({ relation, negated, family }: Operator): string {
  switch (relation) {
    case 'equals':
      if (family === 'Ip') return negated ? 'is not in' : 'is in';
      return negated ? 'is not' : 'is';
    case 'equals-ignoring-case':
      return negated ? 'is not, in any case of letters,' : 'is, in any case of letters,';
    case 'like':
      return negated ? 'does not match' : 'matches';
    case 'less':
      return family === 'Date' ? 'is before' : 'is less than';
    case 'at-most':
      return family === 'Date' ? 'is no later than' : 'is at most';
    case 'greater':
      return family === 'Date' ? 'is after' : 'is more than';
    case 'at-least':
      return family === 'Date' ? 'is no earlier than' : 'is at least';
  }
}

function absentWords({ set, ifExists, negated }: Operator): string {
  if (set === 'all') return '; a request without the key passes, too';
  if (ifExists || (negated && set === 'single')) return ', or the request has no such key';
  return '; a request without the key does not pass';
}

function lowered(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`
    .replace(/^filters access by /u, '')
    .replace(/\.$/u, '');
}

import type { PolicyCondition, PolicyStatement, PolicyText } from '../../../model/policyDocument.js';
import { UNKNOWN_PART } from '../../../model/policyDocument.js';
import { dottedUnder } from '../../../text/credentials.js';

/** A condition on one line, as it is written: `StringEquals aws:PrincipalTag/team = platform`. */
export function conditionText({ operator, key, values }: PolicyCondition): string {
  return `${operator} ${key.replaceAll(UNKNOWN_PART, '…')} = ${values.map((value) => dottedUnder(key, shownText(value))).join(' | ')}`;
}

/** A deny on one line: `s3:Delete* on arn:aws:s3:::logs/* if Bool aws:SecureTransport = false`. */
export function denyText(statement: PolicyStatement): string {
  const actions =
    statement.actions === undefined
      ? `everything except ${listed(statement.notActions)}`
      : listed(statement.actions);
  const resources =
    statement.resources === undefined
      ? statement.notResources === undefined
        ? '*'
        : `everything except ${listed(statement.notResources)}`
      : listed(statement.resources);
  const conditions = statement.conditions.map(conditionText).join(' and ');
  const when = statement.possible === true ? ' (in one case of the template)' : '';
  return `${actions} on ${resources}${conditions === '' ? '' : ` if ${conditions}`}${when}`;
}

/** A text for readers: what is not known keeps its name where it has one. */
export function shownText(text: PolicyText): string {
  return 'shown' in text && typeof text.shown === 'string'
    ? text.shown
    : text.text.replaceAll(UNKNOWN_PART, '…');
}

function listed(texts: readonly PolicyText[] | undefined): string {
  return (texts ?? []).map(shownText).join(', ');
}

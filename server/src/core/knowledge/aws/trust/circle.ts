import type { PolicyCondition } from '../../../model/policyDocument.js';
import { parseOperator } from '../policy/operators.js';

/*
 * Conditions that leave a known circle of those who may ask, where a policy names everyone.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */

/** Keys that say who asks, for whom, or from where. */
const KEYS = new Set(
  [
    'aws:PrincipalArn aws:PrincipalAccount aws:PrincipalOrgID aws:PrincipalOrgPaths aws:PrincipalIsAWSService',
    'aws:SourceArn aws:SourceAccount aws:SourceOwner aws:SourceOrgID aws:SourceOrgPaths',
    'aws:SourceIp aws:SourceVpc aws:SourceVpce aws:SourceVpcArn aws:VpcSourceIp',
    'aws:VpceAccount aws:VpceOrgID aws:VpceOrgPaths',
    'aws:CalledVia aws:CalledViaFirst aws:CalledViaLast aws:ViaAWSService',
    'aws:userid aws:username',
    'kms:CallerAccount kms:ViaService s3:DataAccessPointAccount s3:DataAccessPointArn',
  ].flatMap((keys) => keys.toLowerCase().split(' ')),
);

const isKey = (name: string): boolean => KEYS.has(name) || /^aws:principaltag\/./u.test(name);

/** The conditions that limit who may ask to a circle that is known; all of them must hold, so one is enough. */
export function circleConditions(conditions: readonly PolicyCondition[]): readonly PolicyCondition[] {
  return conditions.filter((condition) => bounds(condition, conditions));
}

function bounds({ operator, key, values }: PolicyCondition, all: readonly PolicyCondition[]): boolean {
  const name = key.toLowerCase();
  const read = parseOperator(operator);
  if (read === undefined || read.negated || read.family === 'Null') return false;
  if ((read.ifExists || read.set === 'all') && !isAskedFor(name, all)) return false;
  return isCircle(key, values, read.relation === 'like');
}

/** Whether the values of a key name a circle of those who ask; `isPattern` where `*` and `?` in them are wildcards. */
export function isCircle(key: string, values: PolicyCondition['values'], isPattern: boolean): boolean {
  const name = key.toLowerCase();
  return isKey(name) && values.length > 0 && !values.some(({ text }) => isOpen(name, text, isPattern));
}

/** Whether another condition demands that the key is there. */
function isAskedFor(name: string, all: readonly PolicyCondition[]): boolean {
  return all.some(
    ({ operator, key, values }) =>
      key.toLowerCase() === name &&
      /^null$/iu.test(operator) &&
      values.length > 0 &&
      values.every(({ text }) => /^\s*false\s*$/iu.test(text)),
  );
}

const ANYTHING = /^[*?]+$/u;

/** Whether the value is met by those of any account, of whom each could make what the rest of it names. */
function isOpen(name: string, text: string, isPattern: boolean): boolean {
  if (/^(?:0\.0\.0\.0|::)\/0$/u.test(text)) return true;
  if (ANYTHING.test(text)) return true;
  if (!isPattern) return false;
  if (!name.endsWith('arn')) return false;
  const [start, , service, , account = '', ...rest] = text.split(':');
  if (start !== 'arn' && !/^[*?]/u.test(text)) return false;
  // Names of buckets are taken once in the world; all else is of an account.
  if (account === '' || service === 's3') return ANYTHING.test(rest.join(':')) || !text.startsWith('arn:');
  return ANYTHING.test(account);
}

import type { AwsCatalogue } from '../../../model/awsCatalogue.js';
import { formatDuration } from '../../../model/duration.js';
import type { Gate } from '../../../model/facts.js';
import type { PolicyCondition } from '../../../model/policyDocument.js';
import type { Operator } from '../../../knowledge/aws/policy/operators.js';
import { parseOperator } from '../../../knowledge/aws/policy/operators.js';
import { shownText } from '../policy/conditionText.js';
import type { GateKey } from './gateKeys.js';
import { gateKey } from './gateKeys.js';

/** A gate as one condition makes it, without an id. */
export interface ConditionGate extends Pick<Gate, 'kind' | 'state' | 'name' | 'why' | 'repair'> {
  readonly what: GateKey['what'];
  /** Where the text stands that would have to read otherwise. */
  readonly repairAt?: 'operator' | 'value';
}

/** What else the statement says of the key, and what is known of keys. */
export interface Surroundings {
  readonly effect: 'Allow' | 'Deny';
  readonly conditions: readonly PolicyCondition[];
  readonly catalogue: AwsCatalogue | undefined;
}

/** The gate that a condition is, or only looks like; `undefined` for one that is neither. */
export function conditionGate(condition: PolicyCondition, around: Surroundings): ConditionGate | undefined {
  const key = gateKey(condition.key);
  const operator = parseOperator(condition.operator);
  if (operator === undefined) return undefined;
  if (key === undefined) return around.effect === 'Allow' ? emptySet(condition, operator, around) : undefined;
  if (key.state === 'ineffective') return base(key);
  return around.effect === 'Allow'
    ? allowing(condition, key, operator, around)
    : denying(condition, key, operator);
}

function base({ what, kind, state, name, why }: GateKey): ConditionGate {
  return { what, kind, state, name, why };
}

function ineffective(
  key: GateKey,
  why: string,
  repair?: string,
  repairAt?: 'operator' | 'value',
): ConditionGate {
  return {
    ...base(key),
    state: 'ineffective',
    why,
    ...(repair === undefined ? {} : { repair, repairAt: repairAt ?? 'operator' }),
  };
}

/** In an `Allow`, what the condition lets pass is allowed. */
function allowing(
  condition: PolicyCondition,
  key: GateKey,
  operator: Operator,
  around: Surroundings,
): ConditionGate | undefined {
  const value = condition.values[0]?.text.toLowerCase();
  if (operator.family === 'Null') return nullTest(key, value === 'true');
  if (key.what === 'source' && condition.values.some(({ text }) => isEverywhere(text))) {
    return ineffective(key, 'one of its values is every address there is');
  }
  const lax = demandsPresence(around.conditions, condition.key)
    ? undefined
    : passesWithout(condition, key, operator);
  return lax ?? comparing(condition, key, operator, value);
}

/** A condition that a request without the key meets. */
function passesWithout(
  { operator: written }: PolicyCondition,
  key: GateKey,
  operator: Operator,
): ConditionGate | undefined {
  if (operator.set === 'all') {
    const plain = written.replace(/^ForAllValues:/iu, '');
    return ineffective(key, absentPasses(key, '`ForAllValues` holds for a request without the key'), plain);
  }
  // Addresses and endpoints are absent only where a service of AWS calls or a private endpoint is used.
  if (!operator.ifExists || key.what === 'source' || key.what === 'token-time') return undefined;
  const plain = written.replace(/IfExists$/iu, '');
  return ineffective(key, absentPasses(key, '`IfExists` holds for a request without the key'), plain);
}

function comparing(
  condition: PolicyCondition,
  key: GateKey,
  { family, relation, negated }: Operator,
  value: string | undefined,
): ConditionGate | undefined {
  const isUpper = relation === 'less' || relation === 'at-most';
  const isLower = relation === 'greater' || relation === 'at-least';
  switch (key.what) {
    case 'mfa':
      if (family !== 'Bool') return undefined;
      return value === 'true'
        ? base(key)
        : ineffective(key, 'it accepts the sessions without a second factor', 'true', 'value');
    case 'mfa-age':
      return isUpper
        ? withAge(key, condition)
        : ineffective(key, 'it accepts the sessions whose second factor is older than that');
    case 'token-time':
      return isLower ? dated(key, condition) : undefined;
    default:
      // All but some is no check of who it is.
      return negated ? undefined : base(key);
  }
}

/** In a `Deny`, what the condition lets pass is refused: the gate is what makes it fail. */
function denying(condition: PolicyCondition, key: GateKey, operator: Operator): ConditionGate | undefined {
  const value = condition.values[0]?.text.toLowerCase();
  const isMfa = key.what === 'mfa' || key.what === 'mfa-age';
  if (operator.family === 'Null') return value === 'true' ? base(key) : undefined;
  if (operator.set !== 'single') return undefined;
  if (isMfa) {
    const isTest = key.what === 'mfa' ? operator.family === 'Bool' && value === 'false' : isOver(operator);
    if (!isTest) return undefined;
    if (!operator.ifExists) {
      const why =
        'a request that is signed with an access key has no such key, so the deny does not hold for it';
      return ineffective(key, why, `${condition.operator}IfExists`);
    }
    return key.what === 'mfa' ? base(key) : withAge(key, condition);
  }
  if (key.what === 'token-time') {
    return operator.relation === 'less' || operator.relation === 'at-most'
      ? dated(key, condition)
      : undefined;
  }
  return operator.negated ? base(key) : undefined;
}

function isOver({ relation }: Operator): boolean {
  return relation === 'greater' || relation === 'at-least';
}

/** `Null` with `true` holds where the key is absent. */
function nullTest(key: GateKey, wantsAbsence: boolean): ConditionGate {
  if (!wantsAbsence) return base(key);
  return ineffective(
    key,
    `\`Null\` with \`true\` holds where the key is absent: it accepts just the sessions without it`,
    'false',
    'value',
  );
}

/** `ForAllValues` on any other key that a request may lack. */
function emptySet(
  condition: PolicyCondition,
  operator: Operator,
  { conditions, catalogue }: Surroundings,
): ConditionGate | undefined {
  if (operator.set !== 'all' || demandsPresence(conditions, condition.key)) return undefined;
  if (!MAY_BE_ABSENT.test(condition.key)) return undefined;
  const multivalued = catalogue?.conditionKey(condition.key)?.multivalued;
  const plain = condition.operator.replace(/^ForAllValues:/iu, multivalued === false ? '' : 'ForAnyValue:');
  return {
    what: 'caller',
    kind: 'condition',
    state: 'ineffective',
    name: condition.key,
    why: '`ForAllValues` holds, too, for a request that has no such key at all',
    ...(multivalued === false ? { repair: plain, repairAt: 'operator' as const } : {}),
  };
}

/**
 * Keys about who asks that requests may come without, by their entries in
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html. Keys of services are left out:
 * many of their actions always come with them. To leave out all tags of a request is often meant to be possible.
 */
const MAY_BE_ABSENT =
  /^(?:aws:(?:calledvia|calledviafirst|calledvialast|principalorgid|principalorgpaths|principalservicename|principalservicenameslist|sourceorgid|sourceorgpaths|sourceaccount|sourcearn|federatedprovider|username)|sts:transitivetagkeys)$/iu;

function demandsPresence(conditions: readonly PolicyCondition[], key: string): boolean {
  return conditions.some(
    (other) =>
      other.key.toLowerCase() === key.toLowerCase() &&
      /^null$/iu.test(other.operator) &&
      other.values.every(({ text }) => text.toLowerCase() === 'false'),
  );
}

function absentPasses(key: GateKey, why: string): string {
  if (key.what === 'mfa' || key.what === 'mfa-age') {
    return `${why}, and requests signed with an access key have none`;
  }
  return `${why}, so that a session without it passes`;
}

function isEverywhere(text: string): boolean {
  return text === '0.0.0.0/0' || text === '::/0' || text === '*';
}

function withAge(key: GateKey, condition: PolicyCondition): ConditionGate {
  const seconds = Number(condition.values[0]?.text);
  if (!Number.isFinite(seconds) || seconds <= 0) return base(key);
  return {
    ...base(key),
    name: `MFA within ${formatDuration(seconds)}`,
    why: `asks for a second factor that was given within ${formatDuration(seconds)}`,
  };
}

function dated(key: GateKey, condition: PolicyCondition): ConditionGate {
  const date = condition.values[0];
  return date === undefined ? base(key) : { ...base(key), name: `session issued after ${shownText(date)}` };
}

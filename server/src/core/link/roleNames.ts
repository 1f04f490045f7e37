import { roleKey } from '../knowledge/aws/trust/roleKey.js';
import { patternMatches } from '../knowledge/aws/wildcards.js';
import type { DefinitionKey } from '../model/facts.js';
import { UNKNOWN_PART } from '../model/policyDocument.js';

const PREFIX = roleKey('');
/** A name of which less is known fits too many. */
const LEAST_KNOWN = 4;

/** Whether a role is defined whose name a template makes up in part, as by the name of its stack. */
export function isOpenRole({ space, key }: DefinitionKey): boolean {
  if (space !== 'identity' || !key.startsWith(PREFIX) || !key.includes(UNKNOWN_PART)) return false;
  return key.slice(PREFIX.length).replaceAll(UNKNOWN_PART, '').length >= LEAST_KNOWN;
}

/** Whether the role that is asked for can be the one so defined. */
export function mayBeRole(open: DefinitionKey, asked: DefinitionKey): boolean {
  if (asked.space !== 'identity' || !asked.key.startsWith(PREFIX)) return false;
  return patternMatches(open.key.replaceAll(UNKNOWN_PART, '*'), asked.key);
}

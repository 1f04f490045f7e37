import { clipped, listed } from '../text/phrases.js';
import type { Gate, Grant } from './grant.js';
import type { GrantSet } from './remediation.js';
import type { Width } from './trustScope.js';
import { quoted } from '../text/quoted.js';

/** A few items of a message: "a", "a and b", "a, b and 3 more". */
export function listWords(items: readonly string[], most = 3): string {
  return listed(items, most);
}

/** That somebody can start a session; who says how as well has commas around it. */
export function canStart(who: string): string {
  return `${who}${who.includes(', ') ? ',' : ''} can start it`;
}

/** Grants as a reader names them: `contents: write`, `s3:GetObject`; a secret or role by its own name. */
export function grantWords(grants: readonly Grant[], most = 3): string {
  return listWords([...new Set(grants.map(grantWord))], most);
}

function grantWord({ action, right, access, resource, identity, via }: Grant): string {
  if (identity !== undefined && via.length === 0) return quoted(resource);
  return action === `${right}:${access}` ? quoted(`${right}: ${access}`) : quoted(action);
}

/** What follows the level of a grant in a sentence: `contents`; `keys` of "write keys", as its level is said already. */
export function rightWords({ right, access }: Pick<Grant, 'right' | 'access'>): string {
  const [first = '', ...rest] = right.split(' ');
  return first.toLowerCase() === access ? rest.join(' ') : right;
}

/** How wide a session is for certain: `at least broad` where not all that it reaches is known. */
export function certainBandWords({ band, atLeast }: Pick<Width, 'band' | 'atLeast'>): string {
  return band === 'unknown' ? `at least ${atLeast}` : band;
}

/** So much of a condition is told; the rest stands where the finding points. */
const MOST_OF_GATE = 72;

/** The name of a gate as code, as it stands in its file; one that is in words has its code marked already. */
export function gateWords(name: string): string {
  return name.includes('`') ? name : quoted(clipped(name, MOST_OF_GATE));
}

/** What has to be true for an assumed gate to hold, to go behind "if". */
export function holdsIf({ holdsIf: told, name }: Pick<Gate, 'holdsIf' | 'name'>): string {
  return told ?? `${gateWords(name)} holds`;
}

/** A set of grants for a title: `contents: read, issues: write`, or "nothing". */
export function grantSetWords(grants: GrantSet): string {
  const words = Object.entries(grants).map(([right, level]) => `${right}: ${level}`);
  return words.length === 0 ? 'nothing' : words.join(', ');
}

/** Grants as a set of rights. */
export function grantSet(grants: readonly Grant[]): GrantSet {
  return Object.fromEntries(grants.map((grant) => [grant.right, grant.access]));
}

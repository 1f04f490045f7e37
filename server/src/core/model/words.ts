import type { Grant } from './grant.js';
import type { GrantSet } from './remediation.js';

/** "a", "a and b", "a, b and 3 more". */
export function listWords(items: readonly string[], most = 3): string {
  if (items.length > most) {
    return `${items.slice(0, most).join(', ')} and ${String(items.length - most)} more`;
  }
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}

/** Grants as a reader names them: `contents: write`, `s3:GetObject`; a secret or role by its own name. */
export function grantWords(grants: readonly Grant[], most = 3): string {
  return listWords([...new Set(grants.map(grantWord))], most);
}

function grantWord({ action, right, access, resource, identity, via }: Grant): string {
  if (identity !== undefined && via.length === 0) return `\`${resource}\``;
  return action === `${right}:${access}` ? `\`${right}: ${access}\`` : `\`${action}\``;
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

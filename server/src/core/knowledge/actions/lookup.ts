import { IDENTITY_ACTIONS } from './identities.js';
import type { IdentityAction } from './identityTypes.js';
import type { CredentialVariable } from './secretNames.js';
import { CREDENTIAL_VARIABLES } from './secretNames.js';

const ACTIONS: ReadonlyMap<string, IdentityAction> = new Map(
  IDENTITY_ACTIONS.map((action) => [action.action.toLowerCase(), action]),
);

/** What is known of an action's identities, by its reference with or without `@ref`; without case. */
export function identityAction(reference: string): IdentityAction | undefined {
  return ACTIONS.get((reference.split('@')[0] ?? '').toLowerCase());
}

const VARIABLES: ReadonlyMap<string, CredentialVariable> = new Map(
  CREDENTIAL_VARIABLES.filter(({ name }) => !name.includes('*')).map((variable) => [variable.name, variable]),
);
const PATTERNS = CREDENTIAL_VARIABLES.filter(({ name }) => name.includes('*')).map((variable) => ({
  pattern: new RegExp(`^${variable.name.replaceAll('*', '\\w*')}$`, 'iu'),
  variable,
}));

/** What a documented variable or secret of this name holds. */
export function credentialVariable(name: string): CredentialVariable | undefined {
  return VARIABLES.get(name.toUpperCase()) ?? PATTERNS.find(({ pattern }) => pattern.test(name))?.variable;
}

/** Whether facts that hold `from` one version and `before` another hold for a reference such as `owner/repo@v2.1`. */
export function holdsForVersion(
  reference: string,
  { from, before }: { readonly from?: string | undefined; readonly before?: string | undefined },
): boolean {
  const version = versionOf(reference);
  // A branch or a commit is taken for the newest version: what holds there has no end.
  if (version === undefined) return before === undefined;
  return (
    (from === undefined || !isBelow(version, from)) && (before === undefined || isBelow(version, before))
  );
}

function versionOf(reference: string): readonly number[] | undefined {
  const match = /@v?(\d+(?:\.\d+)*)$/u.exec(reference);
  return match?.[1]?.split('.').map(Number);
}

/** A major version such as `v3` stands for its newest release, and so is never below one of its own minors. */
function isBelow(version: readonly number[], bound: string): boolean {
  const other = (/\d+(?:\.\d+)*/u.exec(bound)?.[0] ?? '0').split('.').map(Number);
  for (const [index, part] of other.entries()) {
    const own = version[index];
    if (own === undefined) return false;
    if (own !== part) return own < part;
  }
  return false;
}

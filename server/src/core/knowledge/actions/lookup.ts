import { IDENTITY_ACTIONS } from './identities.js';
import type { IdentityAction } from './identityTypes.js';

const BY_NAME: ReadonlyMap<string, IdentityAction> = new Map(
  IDENTITY_ACTIONS.map((action) => [action.action.toLowerCase(), action]),
);

/** What is known of an action's identities, by its reference with or without `@ref`; without case. */
export function identityAction(reference: string): IdentityAction | undefined {
  return BY_NAME.get((reference.split('@')[0] ?? '').toLowerCase());
}

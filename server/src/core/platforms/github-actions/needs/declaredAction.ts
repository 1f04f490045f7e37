import type { ActionNeeds, Need } from '../../../knowledge/actions/needs/needsTypes.js';
import type { DeclaredPart, DeclaredParts } from '../../../model/declaredParts.js';

/** The part of what is known of an action that a step is judged by. */
export type ActionUse = Omit<ActionNeeds, 'source' | 'version'>;

/** What the configuration says of an action, by its reference with or without `@ref`; `undefined` where it is silent. */
export function declaredUse(parts: DeclaredParts | undefined, reference: string): ActionUse | undefined {
  const part = parts?.get((reference.split('@')[0] ?? '').toLowerCase());
  return part && useOf(part);
}

function useOf({ token, needs, federates }: DeclaredPart): ActionUse {
  const known: Need[] = [];
  if (Object.keys(needs).length > 0) known.push({ scopes: needs, why: 'do what the configuration says' });
  if (federates && needs['id-token'] === undefined) {
    known.push({ scopes: { 'id-token': 'write' }, why: 'log in elsewhere, as the configuration says' });
  }
  return { ...(token === undefined ? {} : { token }), needs: known };
}

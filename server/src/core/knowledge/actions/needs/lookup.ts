import { ACTION_NEEDS } from './needs.generated.js';
import type { ActionNeeds } from './needsTypes.js';
import type { PackedNeeds } from './packed.js';
import { unpackAction } from './packed.js';

let packed: PackedNeeds | undefined;
const unpacked = new Map<string, ActionNeeds | undefined>();

/**
 * What an action needs of the job's token, by its reference with or without `@ref`; `undefined` for one that was not
 * read. The data is parsed when it is first asked for.
 */
export function actionNeeds(reference: string): ActionNeeds | undefined {
  const action = (reference.split('@')[0] ?? '').toLowerCase();
  if (unpacked.has(action)) return unpacked.get(action);
  packed ??= JSON.parse(ACTION_NEEDS) as PackedNeeds;
  const at = action.indexOf('/');
  const needs = unpackAction(packed, action.slice(0, at), action.slice(at + 1));
  if (needs !== undefined) unpacked.set(action, needs);
  return needs;
}

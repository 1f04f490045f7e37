import { ACTION_NEEDS } from './needs.generated.js';
import type { ActionNeeds } from './needsTypes.js';

let actions: ReadonlyMap<string, ActionNeeds> | undefined;

/**
 * What an action needs of the job's token, by its reference with or without `@ref`; `undefined` for one that was not
 * read. The data is parsed when it is first asked for.
 */
export function actionNeeds(reference: string): ActionNeeds | undefined {
  actions ??= new Map(Object.entries(JSON.parse(ACTION_NEEDS) as Record<string, ActionNeeds>));
  return actions.get((reference.split('@')[0] ?? '').toLowerCase());
}

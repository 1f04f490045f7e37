import { ESCALATION_METHODS } from '../escalations.js';

/** What the known ways to more that need an action let a session do, to follow "can"; `action` is its full name. */
export function waysWith(action: string): readonly string[] {
  const asked = action.toLowerCase();
  return ESCALATION_METHODS.filter(({ ways }) =>
    ways.some((way) => way.some(([needed]) => needed.toLowerCase() === asked)),
  ).map(({ title }) => title);
}

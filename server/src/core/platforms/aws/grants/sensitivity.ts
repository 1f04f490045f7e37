import { sensitivityOf, tierOf } from '../../../knowledge/names/words.js';
import type { Sensitivity, Tier } from '../../../model/facts.js';
import type { SourceText } from '../text/sourceText.js';
import type { ActionFacts } from './actionFacts.js';

/** What makes a resource sensitive, by the words of its name; for billing also by the service. */
export function sensitivityOfResource(resource: SourceText, { system }: ActionFacts): readonly Sensitivity[] {
  const byName = sensitivityOf(nameIn(resource));
  return system.kind === 'billing' && !byName.includes('billing') ? ['billing', ...byName] : byName;
}

/** The place that a resource belongs to by its name. */
export function tierOfResource(resource: SourceText): Tier | undefined {
  return tierOf(nameIn(resource));
}

/** Of an ARN only what behind account and region names the resource tells anything. */
function nameIn({ shown }: SourceText): string {
  return shown
    .replace(/\$\{AWS::\w+\}/gu, '')
    .split(':')
    .slice(5)
    .join(':');
}

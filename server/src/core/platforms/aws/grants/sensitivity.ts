import { sensitivityOf } from '../../../knowledge/names/words.js';
import type { Sensitivity } from '../../../model/facts.js';
import type { SourceText } from '../text/sourceText.js';
import type { ActionFacts } from './actionFacts.js';

/** What makes a resource sensitive, by the words of its name; for billing also by the service. */
export function sensitivityOfResource(resource: SourceText, { system }: ActionFacts): readonly Sensitivity[] {
  // Of an ARN only what behind account and region names the resource tells anything.
  const plain = resource.shown.replace(/\$\{AWS::\w+\}/gu, '');
  const byName = sensitivityOf(plain.split(':').slice(5).join(':'));
  return system.kind === 'billing' && !byName.includes('billing') ? ['billing', ...byName] : byName;
}
